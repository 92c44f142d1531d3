import type { Recording } from "../../../../lib/promql/recording.ts";
import { parse } from "../../../../lib/promql/syntax/syntax.ts";
import { questions } from "../questions.ts";

/** A recording rule that alerts need, with how far back they need it. */
export interface Needed {
  readonly series: string;
  readonly expression: string;
  /** How many others it builds on, one after another. */
  readonly level: number;
  /** Seconds. */
  readonly past: number;
}

/** What some expressions need of the recording rules of an environment, and how far back raw samples must go for them. */
export function neededBy(expressions: readonly string[], recordings: readonly Recording[]) {
  const rules = new Map(recordings.map(({ series, expr }) => [series, expr.expression]));
  const past = new Map<string, number>();
  let raw = 0;
  const visit = (expression: string, since: number): void => {
    for (const { series, range } of questions(parse(expression))) {
      const rule = rules.get(series);
      const reach = since + range;
      raw = Math.max(raw, reach);
      if (rule === undefined || (past.get(series) ?? -1) >= reach) continue;
      past.set(series, reach);
      visit(rule, reach);
    }
  };
  for (const expression of expressions) visit(expression, 0);
  const level = (expression: string): number =>
    Math.max(
      0,
      ...questions(parse(expression)).flatMap(({ series }) => {
        const rule = rules.get(series);
        return rule === undefined ? [] : [1 + level(rule)];
      }),
    );
  const needed = [...past].map(([series, reach]): Needed => {
    const expression = rules.get(series) ?? "";
    return { series, expression, level: level(expression), past: reach };
  });
  return { recordings: needed, past: raw };
}
