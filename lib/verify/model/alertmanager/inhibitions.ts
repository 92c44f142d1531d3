import { open } from "../../../promql/metric.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import type { Values } from "../expressions/values.ts";
import type { Answer } from "../perhaps.ts";
import type { Inhibition } from "./alertmanager-part.ts";
import { answers } from "./routing.ts";
import { carries, type Sent, valuesIn } from "./sent.ts";

/** Alerts that are alike in all labels that an inhibition compares. */
export interface Alike {
  readonly alerts: readonly Sent[];
  /** Whether they have each of these labels. */
  readonly has: ReadonlyMap<string, Answer>;
  readonly values: ReadonlyMap<string, Values>;
  /** Source and target at once: such alerts do not silence one another. */
  readonly isBoth: boolean;
}

/** Alerts of which one may silence the other. */
export interface Pair {
  readonly source: Alike;
  readonly target: Alike;
}

/** All pairs of alerts that an inhibition may speak of: their known values of what it compares do not differ. */
export function pairsOf(
  cluster: Cluster,
  world: World,
  alerts: readonly Sent[],
  { source, target, equal }: Inhibition,
): readonly Pair[] {
  const alike = (matchers: Inhibition["source"], others: Inhibition["source"]) =>
    grouped(
      cluster,
      world,
      alerts.filter((alert) => answers(cluster, world, alert, matchers) !== "no"),
      equal,
      (alert) => [matchers, others].every((each) => answers(cluster, world, alert, each) === "yes"),
    );
  const sources = alike(source, target);
  const targets = alike(target, source);
  const byName = new Map<string, Alike[]>();
  const isByName = equal.includes("alertname");
  if (isByName)
    for (const each of targets) {
      const name = each.alerts[0]?.name ?? "";
      byName.set(name, [...(byName.get(name) ?? []), each]);
    }
  return sources.flatMap((one) =>
    (isByName ? (byName.get(one.alerts[0]?.name ?? "") ?? []) : targets)
      .filter(
        (other) =>
          !isOneAlert(one, other) &&
          !(one.isBoth && other.isBoth) &&
          equal.every((label) => canAgree(one, other, label)),
      )
      .map((other) => ({ source: one, target: other })),
  );
}

/** An alert does not silence itself. */
const isOneAlert = (one: Alike, other: Alike) =>
  one.alerts.length === 1 && other.alerts.length === 1 && one.alerts[0] === other.alerts[0];

/** Whether nothing speaks against it but that one of them lacks the label. */
function canAgree(one: Alike, other: Alike, label: string): boolean {
  const [mine, others] = [one.values.get(label) ?? open, other.values.get(label) ?? open];
  if (mine === open || others === open || one.has.get(label) === "no" || other.has.get(label) === "no") return true;
  return mine.some((value) => others.includes(value));
}

function grouped(
  cluster: Cluster,
  world: World,
  alerts: readonly Sent[],
  equal: readonly string[],
  isOfBoth: (alert: Sent) => boolean,
): readonly Alike[] {
  const found = new Map<string, { alerts: Sent[] } & Alike>();
  for (const alert of alerts) {
    const has = new Map(equal.map((label) => [label, carries(cluster, world, alert, label)]));
    const values = new Map(equal.map((label) => [label, valuesIn(cluster, world, alert, label)]));
    const isBoth = isOfBoth(alert);
    const id = JSON.stringify([[...has], [...values], isBoth]);
    const known = found.get(id);
    if (known) known.alerts.push(alert);
    else found.set(id, { alerts: [alert], has, values, isBoth });
  }
  return [...found.values()];
}
