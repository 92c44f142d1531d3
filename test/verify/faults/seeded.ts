import { readdirSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { addedFaults } from "./added.ts";
import { alertsFaults } from "./alerts.ts";
import { configurationFaults } from "./configuration.ts";
import { dashboardsFaults } from "./dashboards.ts";
import type { Breakage, Breaker, MutableObject } from "./fault.ts";
import { grafanaOperatorFaults } from "./grafana-operator.ts";
import { inputFaults } from "./input.ts";
import { linksFaults } from "./links.ts";
import { monitorsFaults } from "./monitors.ts";
import { reachabilityBreakers } from "./reachability.ts";
import { ruleGroupsFaults } from "./rule-groups.ts";
import { seriesFaults } from "./series.ts";
import { severalFaults } from "./several.ts";
import { withoutOperatorFaults } from "./without-operator.ts";
import { writtenFaults } from "./written.ts";

/** Every way to break an environment, by the topic of the rules that must notice. */
export const breakers: Readonly<Record<string, Breaker>> = {
  alerts: alertsFaults,
  configuration: configurationFaults,
  dashboards: dashboardsFaults,
  input: inputFaults,
  monitors: monitorsFaults,
  objects: (objects) => [addedFaults, writtenFaults, linksFaults].flatMap((breaker) => breaker(objects)),
  reachability: (objects) => reachabilityBreakers.flatMap((breaker) => breaker(objects)),
  "rule groups": ruleGroupsFaults,
  series: seriesFaults,
};

/** Those that arrange the objects of an environment as others do before they break them. */
export const arranging: Readonly<Record<string, Breaker>> = {
  "grafana-operator": grafanaOperatorFaults,
  "several of a kind": severalFaults,
  "Prometheus without an operator": withoutOperatorFaults,
};

/** How many places of one rule are broken in one environment, spread over all that there are. */
const placesOfRule = 6;

/** The objects of an environment as they stand in `dist/`. */
export const objectsOf = (environment: string): readonly MutableObject[] =>
  readdirSync(`dist/${environment}`).flatMap((file) =>
    parseAllDocuments(readFileSync(`dist/${environment}/${file}`, "utf8")).map((document) => document.toJS()),
  );

/** An environment that is broken in one place. */
export interface Seeded extends Omit<Breakage, "apply"> {
  readonly objects: readonly MutableObject[];
}

/** Copies of the objects, each with one fault. */
export function* seeded(clean: readonly MutableObject[], breaker: Breaker): Generator<Seeded> {
  for (const index of chosen(breaker(structuredClone(clean)))) {
    const objects = structuredClone(clean);
    const fault = breaker(objects)[index];
    if (fault === undefined) throw new Error(`place ${index} is gone when the objects are looked at again`);
    fault.apply();
    yield { rule: fault.rule, what: fault.what, object: fault.object, objects };
  }
}

/** Some of each rule's places, the first and the last among them. */
function chosen(faults: readonly { readonly rule: string }[]): readonly number[] {
  const byRule = new Map<string, number[]>();
  for (const [index, { rule }] of faults.entries()) byRule.set(rule, [...(byRule.get(rule) ?? []), index]);
  return [...byRule.values()].flatMap((places) => {
    const step = Math.max(1, (places.length - 1) / (placesOfRule - 1));
    const count = Math.min(placesOfRule, places.length);
    return Array.from({ length: count }, (_, each) => places[Math.round(each * step)] ?? 0);
  });
}
