import type { Series } from "./recording.ts";

/** Tells which target a series, without its name, came from. */
export type Ownership = (series: Series) => Series;

/**
 * The target whose labels a series carries: the one with most labels among those that it carries in full. With `honorLabels`
 * a series can have other values than its target; then the target that it has most in common with.
 */
export function ownership(targets: readonly Series[]): Ownership {
  const bySize = [...targets].sort((one, other) => Object.keys(other).length - Object.keys(one).length);
  return (series) => {
    const inFull = bySize.find((target) => shared(series, target) === Object.keys(target).length);
    if (inFull !== undefined) return inFull;
    return bySize.reduce<Series>((best, target) => (shared(series, target) > shared(series, best) ? target : best), {});
  };
}

/** Labels that a series has from itself: its target lacks them, or says something else. */
export const ownLabels = (series: Series, target: Series): string[] =>
  Object.keys(series).filter((label) => series[label] !== target[label]);

const shared = (series: Series, target: Series) =>
  Object.entries(target).filter(([label, value]) => series[label] === value).length;
