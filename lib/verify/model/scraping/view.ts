import type { Cluster } from "../cluster.ts";
import { type PromRule, recordingsOf, rulesOf } from "../expressions/rule-list.ts";
import { type Known, objectsOnce } from "../manifest.ts";
import { selectionOf } from "./selection.ts";
import type { Target } from "./target.ts";
import { scrapedTargetsOf } from "./targets.ts";

/** What a rule sees: that which its Prometheus scrapes and records. */
export interface View {
  readonly targets: readonly Target[];
  readonly rules: readonly PromRule[];
  readonly recordings: ReadonlyMap<string, readonly PromRule[]>;
  /** Whose it is; nobody where everything is taken together. */
  readonly of?: Known<"Prometheus">;
}

/** Everything that is scraped and recorded, by whomever. */
export const wholeView = (cluster: Cluster): View => ({
  targets: scrapedTargetsOf(cluster),
  rules: rulesOf(cluster),
  recordings: recordingsOf(cluster),
});

/** What one Prometheus scrapes and records, or may. */
export function viewOf(cluster: Cluster, of: Known<"Prometheus">): View {
  const isOwn = ({ object }: PromRule) => {
    const { by, perhaps } = selectionOf(cluster, object);
    return by.includes(of) || perhaps.includes(of);
  };
  const recordings = [...recordingsOf(cluster)].map(([name, rules]) => [name, rules.filter(isOwn)] as const);
  return {
    of,
    targets: scrapedTargetsOf(cluster).filter(({ scrapers }) => scrapers.includes(of)),
    rules: rulesOf(cluster).filter(isOwn),
    recordings: new Map(recordings.filter(([, rules]) => rules.length > 0)),
  };
}

/**
 * Who evaluates a rule, each with a view of its own; nobody in particular where there is one Prometheus, or where series may come
 * another way than by its scrapes.
 */
export function evaluatorsOf(cluster: Cluster, { object }: PromRule): readonly Known<"Prometheus">[] {
  // One that is written twice is one.
  if (objectsOnce(cluster.all("Prometheus")).length < 2) return [];
  const { by, perhaps } = selectionOf(cluster, object);
  const all = objectsOnce(
    [...by, ...perhaps].filter((each): each is Known<"Prometheus"> => each.kind === "Prometheus"),
  );
  const isSeenByOthers = [...by, ...perhaps].some(({ kind }) => kind !== "Prometheus");
  return isSeenByOthers || all.some(isFed) ? [] : all;
}

/** Whether others send it series. */
export const isFed = ({ body }: Known<"Prometheus">): boolean => {
  const { remoteRead = [], enableRemoteWriteReceiver, enableOTLPReceiver } = body.spec ?? {};
  return remoteRead.length > 0 || enableRemoteWriteReceiver === true || enableOTLPReceiver === true;
};
