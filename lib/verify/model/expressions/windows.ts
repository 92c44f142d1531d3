import { allIn, bare, type Expr, type Range } from "../../../promql/syntax/expression.ts";

/** The window of a function that makes a value of several samples. */
export interface Window {
  readonly range: Range;
  readonly seconds: number;
  /** Two of them are as good as many. */
  readonly isOfTwo: boolean;
}

/** The windows over series as they are stored, but for those that Grafana chooses. */
export const windowsIn = (expr: Expr): readonly Window[] =>
  allIn(expr).flatMap((each) => {
    if (each.kind !== "call" || !ofMany.test(each.name)) return [];
    const isOfTwo = ofTwo.test(each.name);
    return each.args.flatMap((arg) => {
      const range = bare(arg);
      const seconds = range.kind === "range" ? range.duration.seconds : undefined;
      return range.kind === "range" && seconds !== undefined ? [{ range, seconds, isOfTwo }] : [];
    });
  });

const ofMany = /^(rate|irate|increase|delta|idelta|deriv|predict_linear|changes|resets)$/;
const ofTwo = /^(irate|idelta|changes|resets)$/;

/** That a window holds too few samples. */
interface Narrowness {
  readonly about: "window" | "narrow";
  readonly value: string;
  readonly what: string;
  readonly remedy: string;
}

/** What is wrong with a window over series that are scraped in an interval. */
export function narrowness({ seconds, isOfTwo }: Window, interval: number, name: string): Narrowness | undefined {
  if (seconds >= (isOfTwo ? 2 : 4) * interval) return undefined;
  const isEmpty = seconds < 2 * interval;
  return {
    about: isEmpty ? "window" : "narrow",
    value: `${seconds}s`,
    what: `a window of ${seconds}s over ${name}, which is scraped every ${interval}s, holds fewer than ${isEmpty ? "two" : "four"} samples`,
    remedy: `use at least ${4 * interval}s`,
  };
}
