import { seconds } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";
import type { Part } from "../../../lib/promql/syntax.ts";

/** A part without the parentheses around it. */
export const bare = (part: Part): Part => (part.kind === "ParenExpr" && part.first ? bare(part.first) : part);

/** The name of the series that a selector asks for. */
export const seriesOf = (selector: Part): string => selector.part("Identifier")?.text ?? "";

/** The range of a selector such as `up[5m]`, in seconds. */
export const rangeOf = (matrix: Part): number => seconds((matrix.part("DurationExpr")?.text ?? "") as Duration);

/** A series that an expression asks for, and how far back it looks at once; 0 where it takes only the latest sample. */
export interface Question {
  readonly series: string;
  readonly range: number;
}

/** All that an expression asks for. */
export const questions = (part: Part): Question[] =>
  part.within("VectorSelector").map((selector) => ({
    series: seriesOf(selector),
    range: selector.whole?.kind === "MatrixSelector" ? rangeOf(selector.whole) : 0,
  }));
