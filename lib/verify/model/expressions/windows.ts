import type { SyntaxNode } from "@lezer/common";
import { durationSeconds } from "../../../promql/duration.ts";

/** A window over raw series, and how many samples a function makes a value of. */
export interface Window {
  readonly seconds: number;
  /** Two of them are as good as many. */
  readonly isOfTwo: boolean;
}

/** The window of the selector, if it is that of a function which needs more than one sample. */
export function windowOf(node: SyntaxNode, text: string): Window | undefined {
  const range = node.parent;
  if (range?.name !== "MatrixSelector") return undefined;
  let above = range.parent;
  while (above !== null && /^(Offset|StepInvariant|Anchored|Smoothed|Paren)Expr$/.test(above.name))
    above = above.parent;
  const called = above?.parent?.getChild("FunctionIdentifier");
  const name = called ? text.slice(called.from, called.to) : "";
  if (!/^(rate|irate|increase|delta|idelta|deriv|predict_linear|changes|resets)$/.test(name)) return undefined;
  const seconds = durationSeconds(text.slice(node.to, range.to).replace(/[[\]\s]/g, ""));
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
