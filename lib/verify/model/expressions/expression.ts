import type { Matcher } from "../../../promql/syntax/expression.ts";
import { withoutComments } from "../../../promql/syntax/syntax.ts";
import { anchored } from "../pattern.ts";

/** An expression on one line, as much of it as tells it from others. */
export const brief = (expression: string): string =>
  withoutComments(expression).replace(/\s+/g, " ").trim().slice(0, 80);

/** Whether a matcher lets a value through; one with a variable of Grafana lets everything through. */
export function lets({ operator, value }: Pick<Matcher, "operator" | "value">, actual: string): boolean {
  if (/\$|\[\[/.test(value) && /\$\w|\$\{|\[\[/.test(value)) return true;
  const pattern = operator.endsWith("~") ? anchored(value) : undefined;
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "=~":
      return pattern?.test(actual) ?? true;
    default:
      return pattern === undefined || !pattern.test(actual);
  }
}
