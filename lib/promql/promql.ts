import { parser } from "@prometheus-io/lezer-promql";
import { Fault } from "../fault.ts";
import { shapeOf } from "./analysis.ts";
import type { Family, Selector } from "./metric.ts";
import { type Shape, ShapeFault } from "./shape.ts";

/** A range in a rule. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

/** A range: fixed in rules, Grafana's own variables in panels; a rule with such a variable fails the render. */
export type Window = Duration | "$__rate_interval" | "$__range";

/** A PromQL expression that parses and whose types and labels fit. Only `promql` makes one. */
export interface Expression {
  readonly expression: string;
  /** An operand in need of no parentheses: a selector, a call, an aggregation, a literal. */
  readonly closed: boolean;
  readonly shape: Shape;
  /** The families that it asks for, by the name of their series. */
  readonly families: ReadonlyMap<string, Family>;
}

type Hole = Selector | Expression | Window | number;

const operands = new Set(["VectorSelector", "FunctionCall", "AggregateExpr", "ParenExpr", "NumberDurationLiteral"]);

/**
 * PromQL as one writes it, with typed holes: selectors, expressions, windows and numbers. Text from elsewhere has no way in.
 *
 * @throws Fault where it does not parse, names a series in the text instead of a hole, or its types or labels do not fit.
 */
export function promql(text: TemplateStringsArray, ...holes: readonly Hole[]): Expression {
  const { expression, filled } = fill(text.raw, holes);
  if (holes.some((hole) => typeof hole === "number" && !Number.isFinite(hole)))
    throw fault("a number in a hole is not finite", expression);
  const families = new Map(holes.flatMap(familiesOf));
  const tree = parser.parse(withoutVariables(expression));
  const root = tree.topNode.firstChild;
  if (expression === "" || root === null) throw fault("it is empty", expression);
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw fault(`it does not parse at character ${from + 1}`, expression);
      if (type.name === "LineComment")
        throw fault("a comment does not reach Prometheus: say it in the code", expression);
    },
  });
  const family = (series: string, at: number): Family => {
    const found = families.get(series);
    if (found === undefined || !filled.some(({ from, to }) => from <= at && at < to))
      throw new ShapeFault(
        `${series} is named in the text: use a metric of imports/metrics or a recording rule in a hole`,
      );
    return found;
  };
  try {
    return {
      expression,
      closed: operands.has(root.name),
      shape: shapeOf(root, { text: expression, family }),
      families,
    };
  } catch (error) {
    throw error instanceof ShapeFault ? fault(error.message, expression) : error;
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A string in the text, or space between its words. */
const stringOrSpace = /"(?:[^"\\]|\\.)*"|\s+/g;

/** The text with its holes filled, on one line: PromQL gives no meaning to line ends outside strings. */
function fill(parts: readonly string[], holes: readonly Hole[]) {
  const filled: Range[] = [];
  let expression = "";
  parts.forEach((part, index) => {
    const words = part.replace(stringOrSpace, (found) => (found.startsWith('"') ? found : " "));
    expression += expression === "" || expression.endsWith(" ") ? words.trimStart() : words;
    const hole = holes[index];
    if (hole === undefined) return;
    const from = expression.length;
    expression += typeof hole === "object" ? textOf(hole) : String(hole);
    if (typeof hole === "object") filled.push({ from, to: expression.length });
  });
  return { expression: expression.trimEnd(), filled };
}

const textOf = (hole: Selector | Expression): string =>
  "selector" in hole ? hole.selector : hole.closed ? hole.expression : `(${hole.expression})`;

function familiesOf(hole: Hole): [string, Family][] {
  if (typeof hole !== "object") return [];
  return "selector" in hole ? [[hole.family.series, hole.family]] : [...hole.families];
}

/** Grafana's variables are no durations to a parser; a stand-in of the same length keeps positions right. */
const withoutVariables = (expression: string) =>
  expression.replaceAll(/\$__(?:rate_interval|range)\b/g, (variable) => "5m".padStart(variable.length, "0"));

const fault = (what: string, expression: string) => new Fault(`PromQL: ${what}, in: ${expression}`);
