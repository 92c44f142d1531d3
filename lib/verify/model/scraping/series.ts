import { backendsIn } from "../../../contracts/backends.ts";
import type { Contract } from "../../../contracts/contract.ts";
import { contractOwning } from "../../../contracts/contracts.ts";
import type { Delta } from "../../../contracts/deltas.ts";
import { type Effective, type Effects, effectsOf, programOf } from "../../../contracts/effective.ts";
import { type Kind, type Labels, open } from "../../../promql/metric.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { isBuiltInNamespace } from "../elsewhere.ts";
import { canBeAbsent, canBeThere, either, type Values } from "../expressions/values.ts";
import { type Manifest, nameOf } from "../manifest.ts";
import { podsOf } from "../pods/pods.ts";
import { byRelease } from "../releases.ts";
import { namespacesOf } from "./monitored.ts";
import { nativeHistogramsOf } from "./native-histograms.ts";
import { hasMore, plainPrometheusesOf } from "./plain-prometheus.ts";
import { type Labelled, relabelled, type Step, valuesOf } from "./relabelling.ts";
import type { Target } from "./target.ts";
import { scrapedTargetsOf } from "./targets.ts";
import { isFed } from "./view.ts";

/** Some series of one name, from one target. */
export interface Answer {
  readonly target: Target;
  /** Labels as Prometheus stores them. */
  readonly labelled: Labelled;
  readonly kind: Kind;
  readonly key: readonly string[];
  /** Nothing but its name is sure. */
  readonly vague: boolean;
}

/** What is known of a name among everything that is scraped. */
export interface Answers {
  readonly answers: readonly Answer[];
  /** Why there is none although one might think so. */
  readonly gone: readonly Gone[];
}

/** A target that would give a name, but that it is dropped, or that another version has it no more. */
export interface Gone {
  readonly target: Target;
  readonly what: string;
}

/** How much a target gives at least; no number where nobody knows what answers there. */
export interface Least {
  readonly target: Target;
  readonly series?: number;
  readonly uncertain?: string;
}

/** The series that scraped targets give. */
export class Scraped {
  /** Targets of which nobody knows what they give, or not surely, with the reason. */
  readonly vague: readonly string[];
  /** Monitors whose targets are not among the objects, with the reason, and `outside`. */
  readonly unfound: readonly string[];
  /** The names of all jobs that files configure, be it that they find something or not. */
  readonly jobs: ReadonlySet<string>;
  /** Who has native histograms scraped. */
  readonly native: Manifest | undefined;
  /** Why there may be more rules and targets than the objects tell. */
  readonly outside: readonly string[];
  private readonly sources: readonly { readonly target: Target; readonly effects: Effects | undefined }[];
  /** By what they give: many targets give the same. */
  private readonly targets = new Map<Effects, Target[]>();
  private readonly found = new Map<string, Answers>();
  private othersNames: readonly Renamed[] | undefined;
  /** The programs that run everywhere as their contracts say. */
  private readonly sure: ReadonlySet<Contract>;

  constructor(cluster: Cluster, world: World, targets: readonly Target[] = scrapedTargetsOf(cluster)) {
    const reloader = reloaderImage(cluster);
    const backends = backendsOf(cluster, world);
    this.sources = targets.map((target) => ({
      target,
      effects: runningAt(target, world, backends, reloader),
    }));
    for (const { target, effects } of this.sources)
      if (effects) this.targets.set(effects, [...(this.targets.get(effects) ?? []), target]);
    const running = [...this.targets.keys()];
    const unsure = new Set(running.flatMap(({ uncertain, contract }) => (uncertain === undefined ? [] : contract)));
    this.sure = new Set(running.flatMap(({ contract }) => (unsure.has(contract) ? [] : contract)));
    this.jobs = new Set(
      plainPrometheusesOf(cluster).flatMap(({ scrapes }) => scrapes.flatMap(({ job_name }) => job_name ?? [])),
    );
    this.native = nativeHistogramsOf(cluster);
    this.outside = outsideOf(cluster, world);
    this.unfound = [...unfoundBy(cluster, world), ...this.outside];
    this.vague = this.sources.flatMap(({ target, effects }) =>
      effects === undefined ? `${placeOf(target)} has no contract` : (effects.uncertain ?? []),
    );
  }

  /** The reviewed differences of everything that is scraped. */
  get reviewed(): readonly Delta[] {
    return this.sources.flatMap(({ effects }) => effects?.reviewed ?? []);
  }

  /** Targets whose program, version or flags nobody reviewed, with each reason. */
  get unreviewed(): readonly { readonly target: Target; readonly reason: string }[] {
    return this.sources.flatMap(({ target, effects }) =>
      (effects?.unreviewed ?? []).map((reason) => ({ target, reason })),
    );
  }

  /** What gives series of that name. */
  named(series: string): Answers {
    const known = this.found.get(series) ?? this.find(series);
    this.found.set(series, known);
    return known;
  }

  /** Every name that a contract of a scraped target holds. */
  names(): readonly string[] {
    return [...new Set([...this.targets.keys()].flatMap((effects) => [...effects.names()]))];
  }

  /** How many series each target gives at least: one of each name that its contract holds and that is not dropped. */
  least(): readonly Least[] {
    return this.sources.map(({ target, effects }): Least => {
      if (effects === undefined) return { target };
      let series = 0;
      for (const name of effects.names()) {
        const found = effects.family(name);
        if (found === undefined || typeof found === "string") continue;
        if (target.metricSteps.length === 0 || storedAs(name, found.own, target) !== undefined) series += 1;
      }
      return { target, series, ...(effects.uncertain !== undefined && { uncertain: effects.uncertain }) };
    });
  }

  /** Whether a name surely belongs to a program that is scraped and whose contract is sure. */
  isOwned(series: string): boolean {
    const contract = contractOwning(series);
    return contract !== undefined && this.sure.has(contract);
  }

  private find(series: string): Answers {
    const answers: Answer[] = [];
    const gone: Gone[] = [];
    for (const [effects, targets] of this.targets) {
      const found = effects.family(series);
      if (typeof found === "string") for (const target of targets) gone.push({ target, what: found });
      if (found === undefined || typeof found === "string") continue;
      for (const target of targets) {
        const labelled = storedAs(series, found.own, target);
        const name = labelled && valuesOf(labelled, "__name__");
        if (labelled !== undefined && isAmong(series, name)) answers.push(answer(target, found, effects, labelled));
        else
          gone.push({
            target,
            what: `${nameOf(target.monitor)} ${labelled ? `stores ${series} as ${name}` : `drops ${series}`}: see ${target.field}`,
          });
      }
    }
    for (const renamed of this.renamed) if (isAmong(series, renamed.as)) answers.push(renamed.answer);
    return { answers, gone };
  }

  /** What is stored under other names than those that programs give. */
  private get renamed(): readonly Renamed[] {
    this.othersNames ??= this.sources.flatMap(({ target, effects }) => {
      if (effects === undefined || !target.metricSteps.some(isAboutNames)) return [];
      return [...effects.names()].flatMap((series): Renamed[] => {
        const found = effects.family(series);
        if (found === undefined || typeof found === "string") return [];
        const labelled = storedAs(series, found.own, target);
        const as = labelled && valuesOf(labelled, "__name__");
        return labelled === undefined || isAmong(series, as)
          ? []
          : [{ as, answer: { ...answer(target, found, effects, labelled), ...(as === open && { vague: true }) } }];
      });
    });
    return this.othersNames;
  }
}

/** A series with a name that a step gives to it. */
interface Renamed {
  readonly as: Values | undefined;
  readonly answer: Answer;
}

const isAmong = (series: string, names: Values = []): boolean => names === open || names.includes(series);

/** Whether a step may give other names to series. */
const isAboutNames = ({ action, target, replacement }: Step): boolean =>
  target === "__name__" || target.includes("$") || (action === "labelmap" && /__name__|\$/.test(replacement));

function answer(target: Target, { family, own }: Effective, { uncertain }: Effects, labelled: Labelled): Answer {
  const { kind, key } = family;
  return {
    target,
    labelled,
    kind,
    key: own === undefined ? key : keyAt(key, own, labelled),
    vague: own === undefined || uncertain !== undefined,
  };
}

/** What tells series apart: the program's own labels, and those of the target, of which `instance` is always there. */
function keyAt(key: readonly string[], own: Labels, { labels }: Labelled): readonly string[] {
  const ofTarget = key.filter((label) => !(label in own));
  return ofTarget.every((label) => labels.has(label)) ? key : [...key.filter((label) => label in own), "instance"];
}

/** Why others may give more than is scraped and recorded here: the first reason there is. */
function outsideOf(cluster: Cluster, { complete, leftOut }: World): readonly string[] {
  if (leftOut !== undefined) return [leftOut];
  const plain = plainPrometheusesOf(cluster);
  // What others send stands in no manifest.
  const fed = [...cluster.all("Prometheus"), ...plain.map(({ pods }) => pods.owner)].find((each) =>
    isFed(cluster, each),
  );
  if (fed) return [`${nameOf(fed)} takes series that others send`];
  if (complete) return [];
  const nobody = cluster.all("Prometheus").length + cluster.all("PrometheusAgent").length === 0;
  // Monitors and rules as objects are for a Prometheus that an operator runs.
  const isForOthers = plain.length === 0 || forOperators.some((kind) => cluster.all(kind).length > 0);
  if (nobody && isForOthers)
    return ["no Prometheus is among the objects, so there may be more rules and more that is scraped"];
  const hidden = plain.find(hasMore);
  if (hidden) return [`not all that ${nameOf(hidden.pods.owner)} is told is among the objects`];
  const release = byRelease(cluster);
  return release === undefined ? [] : [release];
}

/** What only an operator gives to a Prometheus. */
const forOperators = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig", "PrometheusRule"] as const;

/** Why more may be scraped: monitors that find nothing, in namespaces of which the objects do not tell everything. */
function unfoundBy(cluster: Cluster, { complete }: World): readonly string[] {
  const finding = new Set(scrapedTargetsOf(cluster).map(({ monitor }) => monitor));
  return [...cluster.all("ServiceMonitor"), ...cluster.all("PodMonitor")]
    .filter(
      (monitor) =>
        !finding.has(monitor) &&
        namespacesOf(cluster, monitor).some(
          (each) => isBuiltInNamespace(each) || (!complete && !cluster.defines(each)),
        ),
    )
    .map((monitor) => `what ${nameOf(monitor)} selects is not among the objects`);
}

export const placeOf = ({ pods, outside, container }: Target): string =>
  pods === undefined ? (outside ?? "a target") : `${container?.image?.split("@")[0] ?? nameOf(pods.owner)}`;

/** The image of the operator's side-car, which stands in the operator's own flags. */
const reloaderImage = (cluster: Cluster): string | undefined =>
  podsOf(cluster)
    .flatMap(({ spec }) => (spec.containers ?? []).flatMap(({ args = [] }) => args))
    .flatMap((arg) => /^--prometheus-config-reloader=(.+)$/.exec(arg)?.[1] ?? [])[0];

/** What exporters ask: that of the objects, else what the world says. */
const backendsOf = (cluster: Cluster, { backends = {} }: World): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(backends),
    ...backendsIn(podsOf(cluster).flatMap(({ spec }) => (spec.containers ?? []).flatMap(({ image }) => image ?? []))),
  ]);

function runningAt(
  { container, program, path, pods }: Target,
  { kubernetes }: World,
  backends: ReadonlyMap<string, string>,
  reloader?: string,
) {
  if (program !== undefined) {
    if (path !== "/metrics") return undefined;
    return effectsOf({ program, args: [], ...(kubernetes !== undefined && { version: kubernetes }) });
  }
  // What another Prometheus passes on are not its own series.
  if (container === undefined || path === "/federate") return undefined;
  const operated = pods !== undefined && pods.field === "spec" && pods.owner.kind !== "Pod";
  const image = container.image ?? (operated && container.name === "config-reloader" ? reloader : undefined);
  if (image === undefined) return undefined;
  const args = [...(container.command ?? []), ...(container.args ?? [])];
  const backend = backends.get(programOf(image) ?? "");
  return effectsOf({ image, args, ...(backend !== undefined && { backend }) });
}

/** The labels with which Prometheus stores series that a target gives, the name among them; nothing where it drops them. */
function storedAs(series: string, own: Labels | undefined, target: Target): Labelled | undefined {
  const labels = new Map<string, Values>([...Object.entries(own ?? {}), ["__name__", [series]]]);
  for (const [label, values] of target.labels.labels) {
    const mine = labels.get(label);
    if (mine === undefined || label === "__name__") {
      // A label that the program may have itself, and that then counts.
      const isOwn = own === undefined && (target.honorLabels || canBeAbsent(values));
      labels.set(label, isOwn ? either(values, open) : values);
    } else if (target.honorLabels) labels.set(label, either(mine, values));
    else if (canBeThere(values)) {
      labels.set(label, canBeAbsent(values) ? either(mine, values) : values);
      labels.set(`exported_${label}`, mine);
    }
  }
  const rest = own === undefined ? (): Values => open : target.labels.rest;
  return relabelled({ labels, rest }, target.metricSteps);
}

/** Names that Prometheus itself gives to each scrape. */
export const isOfScrape = (series: string): boolean =>
  /^(up|scrape_(duration_seconds|samples_scraped|samples_post_metric_relabeling|series_added|timeout_seconds|sample_limit|body_size_bytes))$/.test(
    series,
  );
