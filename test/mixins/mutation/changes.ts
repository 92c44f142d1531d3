import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { seconds, toDuration } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";

/** An expression with one small fault in it. */
export interface Change {
  /** What was changed, unique within the expression: `> becomes >=`. */
  readonly what: string;
  readonly expression: string;
}

interface Edit {
  readonly what: string;
  readonly node: SyntaxNode;
  readonly text: string;
}

type Faults = (node: SyntaxNode, text: (node: SyntaxNode) => string) => Edit[];

/** Every small fault that somebody could make in the expression. */
export function changesOf(expression: string): Change[] {
  const edits: Edit[] = [];
  const text = ({ from, to }: SyntaxNode) => expression.slice(from, to);
  parser
    .parse(expression)
    .iterate({ enter: ({ node }) => void edits.push(...(faults[node.name]?.(node, text) ?? [])) });
  const seen = new Map<string, number>();
  return edits.map(({ what, node: { from, to }, text: instead }) => {
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    return {
      what: times === 1 ? what : `${what} (${times})`,
      expression: expression.slice(0, from) + instead + expression.slice(to),
    };
  });
}

/** The expression with other series in place of some. */
export function renamed(expression: string, names: ReadonlyMap<string, string>): string {
  let result = "";
  let done = 0;
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      const instead = name === "Identifier" ? names.get(expression.slice(from, to)) : undefined;
      if (instead === undefined) return;
      result += expression.slice(done, from) + instead;
      done = to;
    },
  });
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
  BinaryExpr: (node, text) => {
    const [left, right] = [node.firstChild, node.lastChild];
    const operator = left?.nextSibling;
    if (!left || !right || !operator) return [];
    const sign = text(operator);
    const modifiers = node
      .getChildren("BoolModifier")
      .concat(node.getChildren("MatchingModifierClause"))
      .map((each) => ` ${text(each)}`)
      .join("");
    // In parentheses, since another operator may bind otherwise.
    const operand = (side: SyntaxNode) => (side.name === "BinaryExpr" ? `(${text(side)})` : text(side));
    const whole = (one: SyntaxNode, between: string, other: SyntaxNode) =>
      `(${operand(one)} ${between}${modifiers} ${operand(other)})`;
    return [
      ...(operators[sign] ?? []).map((other) => ({
        what: `${sign} becomes ${other}`,
        node,
        text: whole(left, other, right),
      })),
      ...(ordered.has(sign) ? [{ what: `the operands of ${sign} swapped`, node, text: whole(right, sign, left) }] : []),
      ...(either[sign] ?? []).map((kept) => ({
        what: `${sign} without its ${kept === "left" ? "right" : "left"} operand`,
        node,
        text: operand(kept === "left" ? left : right),
      })),
    ];
  },

  // By a twentieth; zero has none.
  NumberDurationLiteral: (node, text) => {
    const value = Number(text(node));
    const others = value === 0 ? [1, -1] : [value * 1.05, value * 0.95];
    return others.map((other) => {
      const instead = String(Number(other.toPrecision(6)));
      return { what: `${text(node)} becomes ${instead}`, node, text: instead };
    });
  },

  NumberDurationLiteralInDurationContext: (node, text) => {
    const range = seconds(text(node) as Duration);
    return [toDuration(range / 2), toDuration(range * 2)].map((other) => ({
      what: `[${text(node)}] becomes [${other}]`,
      node,
      text: other,
    }));
  },

  GroupingLabels: (node, text) =>
    without(node.getChildren("LabelName"), text).map(({ item, rest }) => ({
      what: `${modifierOf(node, text)} without ${item}`,
      node,
      text: `(${rest})`,
    })),

  LabelMatchers: (node, text) =>
    without(node.getChildren("UnquotedLabelMatcher"), text).map(({ item, rest }) => ({
      what: `without ${item}`,
      node,
      text: rest === "" ? "" : `{${rest}}`,
    })),
};

/** Each item, and what is left without it. */
const without = (items: readonly SyntaxNode[], text: (node: SyntaxNode) => string) =>
  items.map((item) => ({
    item: text(item),
    rest: items
      .filter((each) => each !== item)
      .map(text)
      .join(", "),
  }));

/** The word before a list of labels: `by`, `on`, `group_left`. */
function modifierOf(labels: SyntaxNode, text: (node: SyntaxNode) => string): string {
  return labels.prevSibling === null ? "labels" : text(labels.prevSibling);
}
