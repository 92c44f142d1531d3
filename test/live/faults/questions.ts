import { type Expr, partsOf } from "../../../lib/promql/syntax/expression.ts";

/** A series that an expression asks for, and how many seconds it looks back at once; 0 where it takes only the latest sample. */
export interface Question {
  readonly series: string;
  readonly range: number;
}

/** All that an expression asks for. */
export function questions(expr: Expr): Question[] {
  if (expr.kind === "selector") return [{ series: expr.name ?? "", range: 0 }];
  if (expr.kind === "range") return [{ series: expr.selector.name ?? "", range: expr.duration.seconds ?? 0 }];
  return partsOf(expr).flatMap(questions);
}
