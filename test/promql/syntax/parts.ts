import type { Duration, Expr, LabelList, Modifier } from "../../../lib/promql/syntax/expression.ts";

/** An expression's parts as tools/prometheus writes those that Prometheus' own parser finds. */
export function parts(expr: Expr): string {
  const value = signed(expr);
  switch (expr.kind) {
    case "number":
      return list("number", number(expr.value));
    case "string":
      return list("string", quoted(expr.value));
    case "parentheses":
      return list("parentheses", parts(expr.expr));
    case "unary":
      return value === undefined ? list("unary", expr.operator, parts(expr.expr)) : list("number", number(value));
    case "selector": {
      const matchers = expr.matchers.map(({ label, operator, value }) => list(quoted(label), operator, quoted(value)));
      return list("selector", quoted(expr.name ?? ""), list(...matchers), modifiers(expr.modifiers));
    }
    case "range":
      return list("range", parts(expr.selector), duration(expr.duration));
    case "subquery": {
      const step = expr.step ? duration(expr.step) : "-";
      return list("subquery", parts(expr.expr), duration(expr.duration), step, modifiers(expr.modifiers));
    }
    case "call":
      return list("call", expr.name, list(...expr.args.map(parts)));
    case "aggregation": {
      const grouping = labels(expr.grouping ?? { word: "by", labels: [] });
      return list("aggregation", expr.operator, grouping, list(...expr.args.map(parts)));
    }
    case "binary": {
      const { operator, left, right, bool, matching, group, fills } = expr;
      // Nothing is ignored where nothing is named.
      const pairs = matching && (matching.word === "on" || matching.labels.length > 0);
      const between = [
        ...(bool ? ["bool"] : []),
        ...(pairs ? [labels(matching)] : []),
        ...(group ? [labels(group)] : []),
        ...(fills ? ["fills"] : []),
      ];
      return list("binary", operator, parts(left), parts(right), list(...between));
    }
  }
}

/** Signs of a number are part of it. */
function signed(expr: Expr): number | undefined {
  if (expr.kind === "number") return expr.value;
  const value = expr.kind === "unary" ? signed(expr.expr) : undefined;
  return value !== undefined && expr.kind === "unary" && expr.operator === "-" ? -value : value;
}

function modifiers(found: readonly Modifier[]): string {
  const written = found.flatMap(({ name, duration: by }) => {
    if (name !== "offset" || by === undefined) return [name];
    return by.seconds === 0 ? [] : [list("offset", duration(by))];
  });
  return list(...written.sort((one, other) => order(one) - order(other)));
}

const order = (modifier: string) =>
  ["anchored", "@", "(offset", "smoothed"].findIndex((each) => modifier.startsWith(each));

const labels = ({ word, labels }: Pick<LabelList, "word" | "labels">) => list(word, ...labels.map(quoted));
const duration = ({ seconds }: Duration) => (seconds === undefined ? "computed" : `${Math.round(seconds * 1000)}ms`);
const list = (...items: readonly string[]) => `(${items.join(" ")})`;

/** As Go's JSON does, which escapes two more. */
const quoted = (text: string) => JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** Twelve digits and an exponent of two, as Go writes them. */
function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const digits = value.toExponential(11).replace(/([+-])(\d)$/, "$10$2");
  return Object.is(value, -0) ? `-${digits}` : digits;
}
