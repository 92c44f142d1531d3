import { readFileSync } from "node:fs";
import type { Source } from "../../../lib/promql/metric.ts";
import type { Kubectl } from "../kubectl.ts";
import type { PrometheusApi, Target } from "../prometheus-api.ts";
import { type Component, components, type VersionLabel } from "./components.ts";
import { type Contract, contractOf } from "./contract.ts";
import type { Described, Recording } from "./recording.ts";
import { reviewed } from "./reviewed-tables.ts";
import { supplement } from "./supplement.ts";

/** Series that Prometheus makes itself, and what recording rules store. */
const notScraped = "up|scrape_.+|ALERTS|ALERTS_FOR_STATE|.*:.*";

/** The contracts of all components from what Prometheus stored at some moments, by the name of their file. */
export async function readContracts(
  kubectl: Kubectl,
  prometheus: PrometheusApi,
  moments: readonly number[],
): Promise<Map<string, Contract>> {
  const targets = await prometheus.targets();
  const contracts = new Map<string, Contract>();
  for (const component of components) {
    const own = targets.filter((target) => isOf(component, target));
    if (own.length === 0) throw new Error(`${component.file}: Prometheus has no target with job ${component.jobs}`);
    const recording = await read(prometheus, component, own, moments);
    const source = await sourceOf(kubectl, prometheus, component, own);
    contracts.set(component.file, contractOf(source, recording, reviewed, supplement[component.file] ?? []));
  }
  return contracts;
}

const isOf = ({ jobs, container }: Component, { labels }: Target) =>
  new RegExp(`^(${jobs.join("|")})$`).test(labels["job"] ?? "") &&
  (container === undefined || labels["container"] === container);

async function read(
  prometheus: PrometheusApi,
  component: Component,
  targets: readonly Target[],
  moments: readonly number[],
): Promise<Recording> {
  const matchers = [
    `job=~"${component.jobs.join("|")}"`,
    component.names === undefined ? `__name__!~"${notScraped}"` : `__name__=~"${component.names}"`,
    ...(component.container === undefined ? [] : [`container="${component.container}"`]),
  ];
  // An alert need not have a job; a selector needs something that is there.
  const selector = `{${component.jobs[0] === ".*" ? matchers.slice(1) : matchers}}`;
  const descriptions = new Map<string, Described>();
  for (const job of component.names === undefined ? component.jobs : [])
    for (const [family, described] of await prometheus.descriptions(job)) descriptions.set(family, described);
  const snapshots = [];
  for (const moment of moments) snapshots.push(await prometheus.series(selector, moment));
  return { targets: targets.map(({ labels }) => labels), descriptions, snapshots };
}

async function sourceOf(
  kubectl: Kubectl,
  prometheus: PrometheusApi,
  { file, program, version, backend, flags, ownImage }: Component,
  targets: readonly Target[],
): Promise<Source> {
  const container = await containerOf(kubectl, targets);
  return {
    program,
    version: "requirement" in version ? requirementOf(version.requirement) : await labelOf(prometheus, file, version),
    ...(container && !ownImage && { image: container.image.replace(/@.*$/, "").replace(/:[^/:]*$/, "") }),
    flags: (container?.args ?? []).filter((flag) => flags.test(flag)).sort(),
    ...(backend && { backend: `${backend.name} ${await labelOf(prometheus, file, backend)}` }),
  };
}

/** A version, without the `v` that some programs put before it. */
async function labelOf(prometheus: PrometheusApi, file: string, { series, label }: VersionLabel): Promise<string> {
  const values = (await prometheus.series(series)).map((each) => each[label]).filter((value) => value !== undefined);
  const [value] = values.sort();
  if (value === undefined) throw new Error(`${file}: there is no series ${series} with a label ${label}`);
  return value.replace(/^v(?=\d)/, "");
}

function requirementOf(name: string): string {
  const text = readFileSync(new URL("../application/requirements.txt", import.meta.url), "utf8");
  const version = new RegExp(`^${name}==(.*)$`, "m").exec(text)?.[1];
  if (version === undefined) throw new Error(`test/live/application/requirements.txt does not pin ${name}`);
  return version;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
}

/** The container behind the first target that is a pod's. */
async function containerOf(kubectl: Kubectl, targets: readonly Target[]): Promise<Container | undefined> {
  for (const { discoveredLabels } of targets) {
    const [pod, namespace, name] = ["pod_name", "namespace", "pod_container_name"].map(
      (label) => discoveredLabels[`__meta_kubernetes_${label}`],
    );
    if (pod === undefined || namespace === undefined) continue;
    const text = await kubectl.run(["get", "pod", pod, "--namespace", namespace, "--output", "json"]);
    const { spec } = JSON.parse(text) as { spec: { containers: Container[] } };
    return spec.containers.find((container) => container.name === name);
  }
  return undefined;
}
