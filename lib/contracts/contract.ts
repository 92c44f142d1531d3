import type { Family, Labels, Source } from "../promql/metric.ts";

/** What a file of `imports/metrics` exports: its source, and metrics, which are families themselves or hold some. */
export type Recorded = { readonly source: Source } & Readonly<Record<string, unknown>>;

/** A flag that chooses the parts of which a program tells, so that no value of it needs a review. */
export interface Choice {
  readonly flag: string;
  readonly parts: ReadonlySet<string>;
  /** The part to which a series belongs; nothing where the flag does not decide. */
  readonly partOf: (series: string) => string | undefined;
  /** What is chosen; nothing where the flag is not set, and the version decides. */
  readonly chosenBy: (args: readonly string[]) => Chosen | undefined;
}

export interface Chosen {
  /** The flag that chose, which may be another one that overrules it. */
  readonly flag: string;
  readonly parts: ReadonlySet<string>;
}

/** What is known of a program's series. */
export interface Contract {
  readonly program: string;
  readonly source: Source;
  /** Repositories of its image besides the one that it was recorded from, without registry: `prom/node-exporter`. */
  readonly repositories: readonly string[];
  /** Flags that decide which series there are; what else it is told makes no difference to them. */
  readonly decisive: RegExp;
  /** Those among them that make no difference all the same. */
  readonly harmless: RegExp;
  readonly choice?: Choice;
  /** The flag without which there is no such series; nothing where none is needed. */
  readonly flagFor: (series: string) => string | undefined;
  /** Series that were not recorded and may be there: see `circumstances`. */
  readonly sometimes: RegExp;
  /** What names begin with that surely belong to it. */
  readonly prefix: string | undefined;
  /** As much of the version of what it asks as decides which series there are: of `PostgreSQL 17.2` the 17. */
  readonly backend: RegExp;
  /** Families by the name of their series, as they were recorded: after the relabelling of the recording's monitor. */
  readonly families: ReadonlyMap<string, Family>;
  /** The labels that the program itself gives to a family's series. */
  readonly own: (family: Family) => Labels;
}

/** All labels that a target has where no step drops one. */
const target = ["container", "endpoint", "instance", "job", "namespace", "node", "pod", "service"];

/** The families of a contract's file. */
export function familiesOf(recorded: Recorded): ReadonlyMap<string, Family> {
  const found = new Map<string, Family>();
  const add = (value: unknown) => {
    if (isFamily(value)) found.set(value.series, value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(add);
  };
  for (const [name, value] of Object.entries(recorded)) if (name !== "source") add(value);
  return found;
}

/** Metrics are functions; what is packed is data. */
const isFamily = (value: unknown): value is Family =>
  (typeof value === "function" || (typeof value === "object" && value !== null)) && "series" in value;

/** A family's labels without those that the recording's monitor gave. */
export const withoutTarget =
  (given: readonly string[] = target) =>
  ({ labels }: Family): Labels =>
    Object.fromEntries(Object.entries(labels).filter(([label]) => !given.includes(label)));
