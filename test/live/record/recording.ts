/** The labels of one stored series, its name as `__name__`. */
export type Series = Readonly<Record<string, string>>;

/** What a program says of a family of its own. */
export interface Described {
  readonly type: string;
  readonly help: string;
}

/** What Prometheus stored of one component while states were provoked. */
export interface Recording {
  /** The labels of each target, after the relabelling of its monitor. */
  readonly targets: readonly Series[];
  /** By family, as the programs name them. */
  readonly descriptions: ReadonlyMap<string, Described>;
  /** The series that existed together, at one moment after another. */
  readonly snapshots: readonly (readonly Series[])[];
}

/** The series of all moments, each once. */
export function seriesOf({ snapshots }: Recording): Series[] {
  const distinct = new Map<string, Series>();
  for (const series of snapshots.flat()) {
    const id = identity(series, Object.keys(series).sort());
    if (!distinct.has(id)) distinct.set(id, series);
  }
  return [...distinct.values()];
}

/** The values of some labels as one string, to compare series by. */
export const identity = (series: Series, labels: readonly string[]): string =>
  labels.map((label) => `${label}\u0000${series[label] ?? ""}`).join("\u0001");
