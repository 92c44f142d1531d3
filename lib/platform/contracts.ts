import { source as alertmanager } from "../../imports/metrics/alertmanager.ts";
import { source as cadvisor } from "../../imports/metrics/cadvisor.ts";
import { source as kubeStateMetrics } from "../../imports/metrics/kube-state-metrics.ts";
import { source as kubelet } from "../../imports/metrics/kubelet.ts";
import { source as nodeExporter } from "../../imports/metrics/node-exporter.ts";
import { source as postgresExporter } from "../../imports/metrics/postgres-exporter.ts";
import { source as prometheus } from "../../imports/metrics/prometheus.ts";
import { source as configReloader } from "../../imports/metrics/prometheus-config-reloader.ts";
import { source as prometheusOperator } from "../../imports/metrics/prometheus-operator.ts";
import { source as redisExporter } from "../../imports/metrics/redis-exporter.ts";
import type { Mixin } from "../alerting/mixin.ts";
import { type Delta, deltas } from "../contracts/deltas.ts";
import type { Environment } from "../environments/environment.ts";
import { Fault } from "../fault.ts";
import type { Dashboard } from "../grafana/dashboard.ts";
import { type Contracts, environmentFacts, type Fact, imageFacts } from "./contract-facts.ts";
import { bySeries, type Query, queriesOf, queryFaults } from "./contract-queries.ts";

/** What is recorded, and what is reviewed besides. */
export interface Known {
  readonly contracts: Contracts;
  readonly deltas: readonly Delta[];
}

/** Sources of the contracts whose program an image or the cluster brings, and the deltas. */
export const known: Known = {
  contracts: {
    alertmanager,
    cadvisor,
    "kube-state-metrics": kubeStateMetrics,
    kubelet,
    "node-exporter": nodeExporter,
    "postgres-exporter": postgresExporter,
    prometheus,
    "prometheus-config-reloader": configReloader,
    "prometheus-operator": prometheusOperator,
    "redis-exporter": redisExporter,
  },
  deltas,
};

/** What one environment is rendered to. */
export interface Installed {
  readonly environment: Environment;
  readonly mixins: readonly Mixin[];
  readonly dashboards: readonly Dashboard[];
  readonly objects: readonly object[];
}

/**
 * Nothing, where every contract speaks of what runs, and every query asks for what is there.
 *
 * @throws Fault with a line for each version, backend or flag that is neither recorded nor reviewed, for each delta that is not
 * needed, and for each query that a delta breaks.
 */
export function requireContracts(installed: readonly Installed[]): void {
  const faults = contractFaults(installed, known);
  if (faults.length > 0) throw new Fault(faults.join("\n"));
}

/** All lines of `requireContracts`. */
export function contractFaults(installed: readonly Installed[], { contracts, deltas }: Known): string[] {
  const differing = [
    ...imageFacts(contracts),
    ...installed.flatMap((each) => environmentFacts(each.environment, each.objects, contracts)),
  ];
  const reviewed = differing.map((fact) => ({ fact, delta: deltas.find((delta) => isFor(delta, fact)) }));
  const needed = new Set(reviewed.map(({ delta }) => delta));
  const missing = reviewed.filter(({ delta }) => delta === undefined).map(({ fact }) => fact);
  const unneeded = deltas.filter(
    (delta) => !needed.has(delta) && !missing.some(({ program, of }) => program === delta.program && of === delta.of),
  );
  const broken = brokenQueries(
    installed,
    deltas,
    ({ environment }) =>
      new Set(
        reviewed.filter(({ fact }) => (fact.environment ?? environment) === environment).map(({ delta }) => delta),
      ),
  );
  return [...new Set([...missing.map((fact) => unreviewed(fact, deltas)), ...unneeded.map(noLongerNeeded), ...broken])];
}

/** Most queries stand in all environments: each is checked once, with the deltas of all that it stands in. */
function brokenQueries(
  installed: readonly Installed[],
  deltas: readonly Delta[],
  needed: (each: Installed) => ReadonlySet<Delta | undefined>,
): string[] {
  const standing = new Map<string, { readonly query: Query; readonly needed: ReadonlySet<Delta | undefined>[] }>();
  for (const each of installed) {
    const here = needed(each);
    for (const query of queriesOf(each.mixins, each.dashboards)) {
      const id = `${query.who}: ${query.expression.expression}`;
      const found = standing.get(id) ?? { query, needed: [] };
      found.needed.push(here);
      standing.set(id, found);
    }
  }
  const deltasOf = bySeries(deltas);
  return [...standing.values()].flatMap(({ query, needed }) =>
    queryFaults(query, (series) => deltasOf(series).filter((delta) => needed.some((here) => here.has(delta)))),
  );
}

const isFor = (delta: Delta, { program, of, recorded, pinned }: Fact) =>
  delta.program === program && delta.of === of && delta.recorded === recorded && delta.pinned === pinned;

/** A fact that nobody reviewed, and what to do about it. */
function unreviewed(fact: Fact, deltas: readonly Delta[]): string {
  const others = deltas.filter(({ program, of }) => program === fact.program && of === fact.of && of !== "flag");
  const reviewed = others.map(({ recorded, pinned }) => ` and the reviewed delta goes from ${recorded} to ${pinned}`);
  return `${difference(fact)}${reviewed.join("")}: run make record-metrics, or review what differs in lib/contracts/deltas.ts`;
}

function difference({ environment, program, of, recorded, pinned }: Fact): string {
  const where = environment?.name ?? "imports/images.json";
  if (of === "backend") return `${where}: ${program} asks ${pinned}, its contract was recorded from ${recorded}`;
  if (of === "version") return `${where}: ${program} is ${pinned}, its contract was recorded from ${recorded}`;
  return recorded === ""
    ? `${where}: ${program} runs with ${pinned}, its contract was recorded without`
    : `${where}: ${program} runs without ${recorded}, its contract was recorded with it`;
}

const noLongerNeeded = ({ program, of, recorded, pinned }: Delta): string => {
  const pair = of === "flag" ? recorded + pinned : `from ${recorded} to ${pinned}`;
  return `lib/contracts/deltas.ts: the delta of ${program}'s ${of} ${pair} is no longer needed: remove it`;
};
