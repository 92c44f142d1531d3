import { execFile } from "node:child_process";

/** What Prometheus' own parser makes of an expression. */
export interface Answer {
  readonly parts?: string;
  readonly errors?: readonly string[];
}

/** The answers of tools/prometheus, an expression each. */
export async function prometheusOn(expressions: readonly string[]): Promise<readonly Answer[]> {
  const output = await new Promise<string>((resolve, reject) => {
    const child = execFile("promql-syntax", [], { maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr || error.message)) : resolve(stdout),
    );
    child.stdin?.end(JSON.stringify(expressions));
  });
  return JSON.parse(output) as Answer[];
}

/** Whether an error is about types, or about features and limits of Prometheus: not about how an expression is written. */
export const isNoSyntax = (error: string): boolean =>
  /^(expected (type|label selectors|at (least|most)|\d+ argument)|binary expression must contain|set operat|comparisons between scalars|bool modifier|vector matching only|no grouping allowed|label ".*" must not occur|filling in missing|unary expression only|subquery is only allowed|vector selector must contain|metric name must not|unknown function|wrong number of arguments|no arguments for|invalid label name|error parsing regexp|duration out of range|timestamp out of bounds|expression must have|.*: (invalid|missing)|anchored modifier|smoothed modifier|anchored and smoothed)/.test(
    error,
  );
