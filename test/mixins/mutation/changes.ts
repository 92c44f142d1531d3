import { seconds, toDuration } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";
import { type Part, parse } from "../../../lib/promql/syntax.ts";

/** An expression with one small fault in it. */
export interface Change {
  /** What was changed, unique within the expression: `> becomes >=`. */
  readonly what: string;
  readonly expression: string;
}

interface Edit {
  readonly what: string;
  readonly part: Part;
  readonly instead: string;
}

type Faults = (part: Part) => Edit[];

/** Every small fault that somebody could make in the expression. */
export function changesOf(expression: string): Change[] {
  const edits = allIn(parse(expression)).flatMap((part) => faults[part.kind]?.(part) ?? []);
  const seen = new Map<string, number>();
  return edits.map(({ what, part: { from, to }, instead }) => {
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    return {
      what: times === 1 ? what : `${what} (${times})`,
      expression: expression.slice(0, from) + instead + expression.slice(to),
    };
  });
}

const allIn = (part: Part): readonly Part[] => [part, ...part.parts.flatMap(allIn)];

/** The expression with other series in place of some. */
export function renamed(expression: string, names: ReadonlyMap<string, string>): string {
  let result = "";
  let done = 0;
  for (const { text, from, to } of parse(expression).within("Identifier")) {
    const instead = names.get(text);
    if (instead === undefined) continue;
    result += expression.slice(done, from) + instead;
    done = to;
  }
  return result + expression.slice(done);
}

/** What may be written in place of an operator. */
const operators: Readonly<Record<string, readonly string[]>> = {
  ">": [">=", "<"],
  ">=": [">", "<"],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  and: ["or", "unless"],
  or: ["and"],
  unless: ["and", "or"],
};

/** Where it matters which operand stands first. */
const ordered = new Set(["-", "/", "unless"]);

/** Of these, one operand may have been forgotten; of `or` either. */
const either: Readonly<Record<string, readonly ("left" | "right")[]>> = {
  and: ["left"],
  unless: ["left"],
  or: ["left", "right"],
};

const faults: Readonly<Record<string, Faults>> = {
  BinaryExpr: (part) => {
    const [left, operator] = part.parts;
    const right = part.last;
    if (!left || !right || !operator) return [];
    const sign = operator.text;
    const modifiers = [...part.partsOf("BoolModifier"), ...part.partsOf("MatchingModifierClause")]
      .map(({ text }) => ` ${text}`)
      .join("");
    // In parentheses, since another operator may bind otherwise.
    const operand = ({ kind, text }: Part) => (kind === "BinaryExpr" ? `(${text})` : text);
    const whole = (one: Part, between: string, other: Part) =>
      `(${operand(one)} ${between}${modifiers} ${operand(other)})`;
    return [
      ...(operators[sign] ?? []).map((other) => ({
        what: `${sign} becomes ${other}`,
        part,
        instead: whole(left, other, right),
      })),
      ...(ordered.has(sign)
        ? [{ what: `the operands of ${sign} swapped`, part, instead: whole(right, sign, left) }]
        : []),
      ...(either[sign] ?? []).map((kept) => ({
        what: `${sign} without its ${kept === "left" ? "right" : "left"} operand`,
        part,
        instead: operand(kept === "left" ? left : right),
      })),
    ];
  },

  // By a twentieth; zero has none.
  NumberDurationLiteral: (part) => {
    const value = Number(part.text);
    const others = value === 0 ? [1, -1] : [value * 1.05, value * 0.95];
    return others.map((other) => {
      const instead = String(Number(other.toPrecision(6)));
      return { what: `${part.text} becomes ${instead}`, part, instead };
    });
  },

  NumberDurationLiteralInDurationContext: (part) => {
    const range = seconds(part.text as Duration);
    return [toDuration(range / 2), toDuration(range * 2)].map((other) => ({
      what: `[${part.text}] becomes [${other}]`,
      part,
      instead: other,
    }));
  },

  GroupingLabels: (part) =>
    without(part.partsOf("LabelName")).map(({ item, rest }) => ({
      what: `${modifierOf(part)} without ${item}`,
      part,
      instead: `(${rest})`,
    })),

  LabelMatchers: (part) =>
    without(part.partsOf("UnquotedLabelMatcher")).map(({ item, rest }) => ({
      what: `without ${item}`,
      part,
      instead: rest === "" ? "" : `{${rest}}`,
    })),
};

/** Each item, and what is left without it. */
const without = (items: readonly Part[]) =>
  items.map((item) => ({
    item: item.text,
    rest: items
      .filter((each) => each !== item)
      .map(({ text }) => text)
      .join(", "),
  }));

/** The word before a list of labels: `by`, `on`, `group_left`. */
function modifierOf(labels: Part): string {
  const beside = labels.whole?.parts ?? [];
  return beside[beside.indexOf(labels) - 1]?.text ?? "labels";
}
