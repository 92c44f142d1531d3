import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { seconds } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";

/** A part of an expression, with its own text. */
export interface Part {
  readonly kind: string;
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The parts of an expression, without parentheses. */
export const parse = (expression: string): Part => partOf(parser.parse(expression).topNode, expression);

function partOf(node: SyntaxNode, expression: string): Part {
  const parts: Part[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) parts.push(partOf(child, expression));
  const [only] = parts;
  if ((node.name === "PromQL" || node.name === "ParenExpr") && only !== undefined) return only;
  return { kind: node.name, text: expression.slice(node.from, node.to), parts };
}

/** The first part of a kind. */
export const part = (of: Part, kind: string): Part | undefined => of.parts.find((each) => each.kind === kind);

/** The name of the series that a selector asks for. */
export const seriesOf = (selector: Part): string => part(selector, "Identifier")?.text ?? "";

/** The range of a selector such as `up[5m]`, in seconds. */
export const rangeOf = (matrix: Part): number => seconds((part(matrix, "DurationExpr")?.text ?? "") as Duration);

/** A series that an expression asks for, and how far back it looks at once; 0 where it takes only the latest sample. */
export interface Question {
  readonly series: string;
  readonly range: number;
}

/** All that an expression asks for. */
export function questions(of: Part): Question[] {
  if (of.kind === "VectorSelector") return [{ series: seriesOf(of), range: 0 }];
  if (of.kind === "MatrixSelector")
    return of.parts.flatMap(questions).map(({ series }) => ({ series, range: rangeOf(of) }));
  return of.parts.flatMap(questions);
}
