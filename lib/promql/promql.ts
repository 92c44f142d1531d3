import { Fault } from "../fault.ts";
import { type Filling, selected, shapeOf } from "./analysis.ts";
import type { Family, Selector } from "./metric.ts";
import { type Shape, ShapeFault } from "./shape.ts";
import type { Expr } from "./syntax/expression.ts";
import { parse, withoutComments } from "./syntax/syntax.ts";
import { SyntaxFault } from "./syntax/syntax-fault.ts";

/** A range in a rule. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

/** A range: fixed in rules, Grafana's own variables in panels; a rule with such a variable fails the render. */
export type Window = Duration | "$__rate_interval" | "$__range";

/** A PromQL expression that parses and whose types and labels fit. Only `promql` makes one. */
export interface Expression {
  readonly expression: string;
  /** Its outermost part: decides whether it needs parentheses, and what may follow it. */
  readonly root: Expr["kind"];
  readonly shape: Shape;
  /** The families that it asks for, by the name of their series. */
  readonly families: ReadonlyMap<string, Family>;
}

type Operand = Selector | Expression;
type Hole = Operand | Window | number;

/**
 * PromQL as one writes it, with typed holes: selectors, expressions, windows and numbers. Text from elsewhere has no way in.
 *
 * @throws Fault where it does not parse, names a series in the text instead of a hole, or its types or labels do not fit.
 */
export function promql(text: TemplateStringsArray, ...holes: readonly Hole[]): Expression {
  const { expression, skeleton, filled } = fill(text.raw, holes);
  if (holes.some((hole) => typeof hole === "number" && !Number.isFinite(hole)))
    throw fault("a number in a hole is not finite", expression);
  try {
    const root = parts(skeleton);
    const used = new Set<number>();
    const hole = (at: number): Filling | undefined => {
      const operand = filled.get(at);
      // What goes on after the hole makes another name of it.
      if (operand === undefined || /[\w:]/.test(skeleton.charAt(at + 1))) return undefined;
      used.add(at);
      return { shape: shapeIn(operand), root: rootIn(operand) };
    };
    const shape = shapeOf(root, { hole, family });
    if (used.size < filled.size)
      throw new ShapeFault("a hole stands where no operand can: in a string or a list of labels");
    return {
      expression,
      root: root.kind === "selector" ? (hole(root.from)?.root ?? root.kind) : root.kind,
      shape,
      families: new Map([...filled.values()].flatMap(familiesIn)),
    };
  } catch (error) {
    throw error instanceof ShapeFault || error instanceof SyntaxFault ? fault(error.message, expression) : error;
  }
}

const family = (series: string): never => {
  throw new ShapeFault(`${series} is named in the text: use a metric of imports/metrics or a recording rule in a hole`);
};

/** Few skeletons serve most expressions. */
function parts(skeleton: string): Expr {
  if (withoutComments(skeleton) !== skeleton)
    throw new ShapeFault("a comment does not reach Prometheus: say it in the code");
  return parse(withoutVariables(skeleton));
}

/** A string in the text, or space between its words. */
const stringOrSpace = /"(?:[^"\\]|\\.)*"|\s+/g;

/**
 * The text with its holes filled, on one line: PromQL gives no meaning to line ends outside strings. The skeleton has one letter
 * in place of each operand: what is known already is not parsed again.
 */
function fill(parts: readonly string[], holes: readonly Hole[]) {
  const filled = new Map<number, Operand>();
  let expression = "";
  let skeleton = "";
  parts.forEach((part, index) => {
    const words = part.replace(stringOrSpace, (found) => (found.startsWith('"') ? found : " "));
    const text = expression === "" || expression.endsWith(" ") ? words.trimStart() : words;
    const hole = holes[index] ?? "";
    const isOperand = typeof hole === "object";
    if (isOperand) filled.set(skeleton.length + text.length, hole);
    expression += text + (isOperand ? textIn(hole) : String(hole));
    skeleton += text + (isOperand ? "x" : String(hole));
  });
  return { expression: expression.trimEnd(), skeleton: skeleton.trimEnd(), filled };
}

/** What can stand beside any operator without parentheses. */
const closed: ReadonlySet<Expr["kind"]> = new Set(["selector", "call", "aggregation", "parentheses", "number"]);

const textIn = (hole: Operand): string =>
  "selector" in hole ? hole.selector : closed.has(hole.root) ? hole.expression : `(${hole.expression})`;

const rootIn = (hole: Operand): Expr["kind"] =>
  "selector" in hole ? "selector" : closed.has(hole.root) ? hole.root : "parentheses";

const shapeIn = (hole: Operand): Shape => ("selector" in hole ? selected(hole.family, hole.fixed) : hole.shape);

const familiesIn = (hole: Operand): [string, Family][] =>
  "selector" in hole ? [[hole.family.series, hole.family]] : [...hole.families];

/** Grafana's variables are no durations to a parser; a stand-in of the same length keeps positions right. */
const withoutVariables = (expression: string) =>
  expression.replaceAll(/\$__(?:rate_interval|range)\b/g, (variable) => "5m".padStart(variable.length, "0"));

const fault = (what: string, expression: string) => new Fault(`PromQL: ${what}, in: ${expression}`);
