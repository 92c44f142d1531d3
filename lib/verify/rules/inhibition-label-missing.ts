import { configurationsOf } from "../model/alertmanager/alertmanager.ts";
import type { Inhibition } from "../model/alertmanager/alertmanager-part.ts";
import { type Alike, type Pair, pairsOf } from "../model/alertmanager/inhibitions.ts";
import type { Rule } from "../rule.ts";

/** An inhibition that compares a label which alerts do not have. */
export const inhibitionLabelMissing: Rule = {
  id: "inhibition-label-missing",
  topic: "alerts",
  severity: "error",
  sentence: "The alerts of an inhibition have the labels that it compares.",
  why: "Where one of two alerts lacks the label, neither silences the other; where both do, each silences strangers.",
  remedy: "keep the label in the alerts' expressions, or compare a label that they have",
  *check(cluster, world) {
    // One AlertmanagerConfig may be told to several.
    const seen = new Set<string>();
    for (const { inhibitions, alerts } of configurationsOf(cluster))
      for (const inhibition of inhibitions) {
        const pairs = pairsOf(cluster, world, alerts, inhibition);
        if (pairs.length === 0) continue;
        for (const [index, label] of inhibition.equal.entries()) {
          const { object } = inhibition;
          const field = `${inhibition.field}.equal[${index}]`;
          const what = faultOf(inhibition, pairs, label);
          const id = `${object.namespace}/${object.name}/${field} ${what}`;
          if (what === undefined || seen.has(id)) continue;
          seen.add(id);
          yield { object, field, value: label, what };
        }
      }
  },
};

/** How many alerts a message names. */
const named = 3;

function faultOf({ equal }: Inhibition, pairs: readonly Pair[], label: string): string | undefined {
  const isWithout = ({ has }: Alike) => has.get(label) === "no";
  if (pairs.every(({ source, target }) => isWithout(source) && isWithout(target)))
    return "none of its alerts has this label: each silences strangers";
  const others = equal.filter((each) => each !== label);
  const strangers = pairs.find(
    ({ source, target }) =>
      isWithout(source) &&
      isWithout(target) &&
      others.every((each) => source.has.get(each) === "no" && target.has.get(each) === "no"),
  );
  if (strangers)
    return `${namesOf([strangers.source])} and ${namesOf([strangers.target])} lack it: each silences strangers`;
  const vain = alone(pairs, "source", label);
  if (vain.length > 0) return `${namesOf(vain)} never silence${plural(vain)} anything, for want of this label`;
  const free = alone(pairs, "target", label);
  return free.length > 0
    ? `${namesOf(free)} ${plural(free) ? "is" : "are"} never silenced, for want of this label`
    : undefined;
}

/** Those of one side which lack the label, while all that they are paired with have it. */
function alone(pairs: readonly Pair[], side: keyof Pair, label: string): readonly Alike[] {
  const other = side === "source" ? "target" : "source";
  return [...new Set(pairs.map((pair) => pair[side]))].filter(
    (each) =>
      each.has.get(label) === "no" &&
      pairs.every((pair) => pair[side] !== each || pair[other].has.get(label) === "yes"),
  );
}

const alertsIn = (alike: readonly Alike[]) => [
  ...new Set(alike.flatMap(({ alerts }) => alerts.map(({ name }) => name))),
];

const plural = (alike: readonly Alike[]) => (alertsIn(alike).length === 1 ? "s" : "");

function namesOf(alike: readonly Alike[]): string {
  const names = alertsIn(alike);
  return `${names.slice(0, named).join(", ")}${names.length > named ? ` and ${names.length - named} more` : ""}`;
}
