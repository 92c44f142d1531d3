import type { Cluster } from "./model/cluster.ts";
import { nameOf, objectsOnce, once } from "./model/manifest.ts";
import { autoscalerOf } from "./model/pods/autoscalers.ts";
import { claimsOf } from "./model/pods/claims.ts";
import { demandOf, mostPods } from "./model/pods/demand.ts";
import type { Pods } from "./model/pods/pod.ts";
import { podsOf } from "./model/pods/pods.ts";
import { quantityText, thousandths } from "./model/quantity.ts";
import { type Least, Scraped } from "./model/scraping/series.ts";
import { targetsOnce } from "./model/scraping/targets.ts";
import type { World } from "./world.ts";

/** What something takes, in thousandths. */
export interface Amounts {
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
  readonly storage: number;
}

/** What a namespace takes when nothing scales, and when everything is at its largest scale in the midst of a rollout. */
export interface NamespaceBudget {
  readonly namespace: string;
  readonly rest: Amounts;
  readonly most: Amounts;
}

/** What one monitor's targets give to Prometheus. */
export interface ScrapeBudget {
  readonly monitor: string;
  readonly targets: number;
  /** When nothing scales, one series for each metric that is known of the targets; nothing where none of them is known. */
  readonly least: number | undefined;
  /** What the sample limit admits; nothing without one. */
  readonly most: number | undefined;
}

/** What objects take of a cluster. */
export interface Budget {
  readonly namespaces: readonly NamespaceBudget[];
  readonly scrapes: readonly ScrapeBudget[];
  readonly prometheus: readonly { readonly name: string; readonly memory: number | undefined }[];
}

const nothing: Amounts = { pods: 0, cpu: 0, memory: 0, storage: 0 };

const plus = (one: Amounts, other: Amounts): Amounts => ({
  pods: one.pods + other.pods,
  cpu: one.cpu + other.cpu,
  memory: one.memory + other.memory,
  storage: one.storage + other.storage,
});

/** Adds up what objects ask for. A DaemonSet counts once where the number of nodes is not known. */
export function budgetOf(cluster: Cluster, world: World = {}): Budget {
  return {
    namespaces: namespacesOf(cluster, world),
    scrapes: scrapesOf(
      cluster,
      world,
      targetsOnce(new Scraped(cluster, world).least(), ({ target }) => target),
    ),
    prometheus: objectsOnce(cluster.all("Prometheus")).map((object) => {
      const { limits = {}, requests = {} } = object.body.spec?.resources ?? {};
      return { name: nameOf(object), memory: thousandths(limits["memory"] ?? requests["memory"] ?? "") };
    }),
  };
}

function namespacesOf(cluster: Cluster, { nodes }: World): readonly NamespaceBudget[] {
  const found = new Map<string, NamespaceBudget>();
  const add = (namespace: string, rest: Amounts, most: Amounts) => {
    const known = found.get(namespace) ?? { namespace, rest: nothing, most: nothing };
    found.set(namespace, { namespace, rest: plus(known.rest, rest), most: plus(known.most, most) });
  };
  const counts = new Map<string, { readonly rest: number; readonly most: number }>();
  for (const pods of once(podsOf(cluster), ({ owner }) => owner)) {
    const { [cpu]: processor = 0, [memory]: bytes = 0 } = demandOf(cluster, pods);
    const count = { rest: atRest(cluster, pods, nodes), most: mostPods(cluster, pods, nodes) ?? nodes ?? 1 };
    counts.set(nameOf(pods.owner), count);
    const times = (factor: number): Amounts => ({
      ...nothing,
      pods: factor,
      cpu: factor * processor,
      memory: factor * bytes,
    });
    add(pods.namespace, times(count.rest), times(count.most));
  }
  for (const { object, namespace, spec, isTemplate } of once(claimsOf(cluster), ({ object }) => object)) {
    const storage = thousandths(spec.resources?.requests?.["storage"] ?? 0) ?? 0;
    const { rest = 1, most = 1 } = (isTemplate && counts.get(nameOf(object))) || {};
    add(namespace, { ...nothing, storage: rest * storage }, { ...nothing, storage: most * storage });
  }
  return [...found.values()].sort((one, other) => one.namespace.localeCompare(other.namespace));
}

const cpu = "requests.cpu";
const memory = "requests.memory";

const atRest = (cluster: Cluster, { owner, replicas }: Pods, nodes = 1): number =>
  replicas === "node" ? nodes : (autoscalerOf(cluster, owner)?.minimum ?? replicas);

function scrapesOf(cluster: Cluster, { nodes = 1 }: World, all: readonly Least[]): readonly ScrapeBudget[] {
  const byMonitor = new Map<string, Least[]>();
  const count = ({ target: { pods, outside = "" } }: Least) =>
    pods ? atRest(cluster, pods, nodes) : outside.endsWith("of each node") ? nodes : 1;
  for (const each of all) {
    const name = nameOf(each.target.monitor);
    byMonitor.set(name, [...(byMonitor.get(name) ?? []), each]);
  }
  return [...byMonitor]
    .map(([monitor, targets]): ScrapeBudget => {
      const sum = (value: (each: Least) => number | undefined) =>
        targets.reduce((total, each) => total + count(each) * (value(each) ?? 0), 0);
      const isKnown = targets.some(({ series }) => series !== undefined);
      const isBounded = targets.every(({ target }) => target.sampleLimit !== undefined);
      return {
        monitor,
        targets: sum(() => 1),
        least: isKnown ? sum(({ series }) => series) : undefined,
        most: isBounded ? sum(({ target }) => target.sampleLimit?.most) : undefined,
      };
    })
    .sort((one, other) => one.monitor.localeCompare(other.monitor));
}

/** The budget as tables. */
export function budgetText({ namespaces, scrapes, prometheus }: Budget): string {
  const total = namespaces.reduce(
    (sum, { rest, most }) => ({ namespace: "all", rest: plus(sum.rest, rest), most: plus(sum.most, most) }),
    { namespace: "all", rest: nothing, most: nothing } satisfies NamespaceBudget,
  );
  const amounts = ({ pods, cpu: processor, memory: bytes, storage }: Amounts) => [
    `${pods}`,
    quantityText("cpu", processor),
    mebibytes(bytes),
    mebibytes(storage),
  ];
  const series = (number: number | undefined, unknown: string) => (number === undefined ? unknown : `${number}`);
  return [
    ...table([
      ["NAMESPACE", "PODS", "CPU", "MEMORY", "STORAGE", "AT MOST: PODS", "CPU", "MEMORY", "STORAGE"],
      ...[...namespaces, total].map(({ namespace, rest, most }) => [namespace, ...amounts(rest), ...amounts(most)]),
    ]),
    "",
    ...table([
      ["SCRAPED BY", "TARGETS", "SERIES AT LEAST", "AT MOST"],
      ...scrapes.map(({ monitor, targets, least, most }) => [
        monitor,
        `${targets}`,
        series(least, "unknown"),
        series(most, "no limit"),
      ]),
    ]),
    "",
    ...prometheus.map(({ name, memory: bytes }) => {
      if (bytes === undefined) return `${name} has no bound of memory`;
      const each = prometheus.length === 1 ? shareOf(bytes, scrapes) : [];
      return `${name} has ${[mebibytes(bytes), ...each].join(", ")}`;
    }),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** How much memory there is for a series. */
function shareOf(bytes: number, scrapes: readonly ScrapeBudget[]): readonly string[] {
  const share = (amounts: readonly (number | undefined)[], what: string): string[] => {
    const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
    return sum === 0 ? [] : [`${(bytes / 1000 / 1024 / sum).toFixed(1)}Ki for each of ${what} ${sum} series`];
  };
  const limits = scrapes.map(({ most }) => most);
  return [
    ...share(
      scrapes.map(({ least }) => least),
      "at least",
    ),
    ...(limits.includes(undefined) ? [] : share(limits, "at most")),
  ];
}

const mebibytes = (amount: number): string => (amount === 0 ? "-" : `${Math.ceil(amount / 1000 / 2 ** 20)}Mi`);

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
