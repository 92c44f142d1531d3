import type { Environment } from "../../lib/environments/environment.ts";
import { StandIns } from "../alerting/delivery/stand-ins.ts";
import { clusterOf } from "./cluster.ts";
import { live } from "./environment.ts";
import { Forward } from "./forward.ts";
import { broken } from "./install/breaks.ts";
import { appliedFiles, type File } from "./install/objects.ts";
import { Kubectl, type KubernetesObject } from "./kubectl.ts";
import { jiraToken } from "./outside/hosts.ts";
import { incidentRule } from "./outside/incident.ts";
import { internet, wayOutside } from "./outside/objects.ts";
import { relay } from "./outside/relay.ts";
import { PrometheusApi } from "./prometheus-api.ts";

/** The platform in the cluster, and everything around it that a run can see and do. */
export interface Installed {
  readonly environment: Environment;
  /** As they shall be. */
  readonly objects: readonly KubernetesObject[];
  /** As they are applied, by file: those, but for the mistake that `LIVE_BREAK` names. */
  readonly files: readonly File[];
  /** Each replica for itself. */
  readonly prometheus: readonly PrometheusApi[];
  readonly alertmanager: readonly Forward[];
  /** Whatever Alertmanager sends to the internet arrives here. */
  readonly outside: StandIns;
}

/** The cluster that `KUBECONFIG` names. */
export const kubectl = new Kubectl();

let found: Promise<Installed> | undefined;

/** What this run has installed, or an earlier one. */
export function installed(): Promise<Installed> {
  found ??= attach();
  return found;
}

/** Asks every Prometheus at once; a complaint says of which it is. */
export async function ofEach(ask: (prometheus: PrometheusApi) => Promise<readonly string[]>): Promise<string[]> {
  const { prometheus } = await installed();
  const all = await Promise.all(prometheus.map((each) => ask(each)));
  return all.flatMap((missing, index) => missing.map((each) => `prometheus-${index}: ${each}`));
}

async function attach(): Promise<Installed> {
  const environment = live(await clusterOf(kubectl));
  const { spec } = await kubectl.get<{ spec: { clusterIP: string } }>("service", internet.name, internet.namespace);
  const files = [...appliedFiles(environment, spec.clusterIP), { name: "live", objects: [wayOutside, incidentRule] }];
  const mistake = process.env["LIVE_BREAK"];
  const outside = new StandIns(environment.receivers.all, jiraToken);
  await relay(kubectl, outside);
  const pods = (kind: "prometheus" | "alertmanager", port: number) =>
    Array.from(
      { length: environment[kind].replicas },
      (_, index) => new Forward(kubectl, "monitoring", `pod/${kind}-${kind}-${index}`, port),
    );
  return {
    environment,
    files: mistake === undefined ? files : files.map((file) => ({ ...file, objects: broken(file.objects, mistake) })),
    objects: files.flatMap(({ objects }) => objects),
    prometheus: pods("prometheus", 9090).map((place) => new PrometheusApi(place)),
    alertmanager: pods("alertmanager", 9093),
    outside,
  };
}
