import type { Cluster } from "./model/cluster.ts";
import type { Manifest } from "./model/manifest.ts";
import type { World } from "./world.ts";

/** What a rule speaks of; the order in which they are shown. */
export const topics = [
  "input",
  "monitors",
  "reachability",
  "series",
  "alerts",
  "dashboards",
  "objects",
  "budget",
] as const;

/** What must hold between objects, in one file of `rules/` each. */
export interface Rule {
  /** Kebab-case, names the fault: `monitor-selects-no-service`. Suppressions name it, so it never changes. */
  readonly id: string;
  readonly topic: (typeof topics)[number];
  /** An error breaks something; a warning asks for a look. */
  readonly severity: "error" | "warning";
  /** What must hold, one sentence. */
  readonly sentence: string;
  /** What happens to people where it does not hold. */
  readonly why: string;
  /** What to do about it, in general; a finding may know better. */
  readonly remedy: string;
  readonly check: (cluster: Cluster, world: World) => Iterable<Found>;
}

/** One place where a rule does not hold. */
export interface Found {
  readonly object: Manifest;
  /** `spec.endpoints[0].port`; empty for the whole object. */
  readonly field: string;
  /** What stands there, as short text. */
  readonly value?: string;
  /** Another object that lacks what is asked of it. */
  readonly lacking?: Manifest;
  /** What is wrong with it, without field and value: `no port of Service monitoring/grafana has this name`. */
  readonly what: string;
  /** What to do about just this: `did you mean "http"?`. */
  readonly remedy?: string;
  /** Set where the objects do not tell: what would have to be known. Such a verdict is no finding. */
  readonly uncertain?: string;
}

/** A place where a rule does not hold, with the rule. */
export interface Finding extends Found {
  readonly rule: Rule;
}
