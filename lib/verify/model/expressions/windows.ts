import { durationSeconds } from "../../../promql/duration.ts";
import type { Part } from "../../../promql/syntax.ts";

/** A window over raw series, and how many samples a function makes a value of. */
export interface Window {
  readonly seconds: number;
  /** Two of them are as good as many. */
  readonly isOfTwo: boolean;
}

/** The window of the selector, if it is that of a function which needs more than one sample. */
export function windowOf({ whole: range }: Part): Window | undefined {
  if (range?.kind !== "MatrixSelector") return undefined;
  let above = range.whole;
  while (above && /^(Offset|StepInvariant|Anchored|Smoothed|Paren)Expr$/.test(above.kind)) above = above.whole;
  const name = above?.whole?.part("FunctionIdentifier")?.text ?? "";
  if (!/^(rate|irate|increase|delta|idelta|deriv|predict_linear|changes|resets)$/.test(name)) return undefined;
  const seconds = durationSeconds(range.last?.text ?? "");
  return seconds === undefined ? undefined : { seconds, isOfTwo: /^(irate|idelta|changes|resets)$/.test(name) };
}

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
