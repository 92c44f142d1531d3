import type { App } from "cdk8s";
import type { Environment } from "../../lib/environments/environment.ts";
import type { k8s } from "../../lib/kubernetes/objects.ts";
import type { Labels } from "../../lib/kubernetes/peer.ts";
import { PlatformChart } from "../../lib/platform/platform-chart.ts";
import { platform } from "../../platform.ts";

/** As it stands in YAML: quantities and ports are plain values there. */
export type Plain<T> = [T, k8s.Quantity] extends [k8s.Quantity, T]
  ? string | number
  : T extends readonly (infer U)[]
    ? Plain<U>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

type QuotaResource = "pods" | "requests.cpu" | "requests.memory" | "limits.memory";

/** The kinds that tests ask for, without what all objects have. */
export interface Kinds {
  ConfigMap: { data: Record<string, string> };
  Secret: { stringData: Record<string, string> };
  ServiceAccount: { automountServiceAccountToken: boolean };
  Namespace: object;
  Service: { spec: Plain<k8s.ServiceSpec> & { clusterIP?: string } };
  Deployment: { spec: Plain<k8s.DeploymentSpec> };
  StatefulSet: { spec: Plain<k8s.StatefulSetSpec> };
  DaemonSet: { spec: Plain<k8s.DaemonSetSpec> };
  HorizontalPodAutoscaler: { spec: Plain<k8s.HorizontalPodAutoscalerSpecV2> };
  PodDisruptionBudget: { spec: Plain<k8s.PodDisruptionBudgetSpec> };
  PersistentVolumeClaim: { spec: Plain<k8s.PersistentVolumeClaimSpec> };
  NetworkPolicy: { spec: Plain<k8s.NetworkPolicySpec> };
  ResourceQuota: { spec: { hard: Record<QuotaResource, string | number> } };
  LimitRange: { spec: Plain<k8s.LimitRangeSpec> };
  Role: { rules: Plain<k8s.PolicyRule>[] };
  ClusterRole: { rules: Plain<k8s.PolicyRule>[] };
  RoleBinding: { roleRef: k8s.RoleRef; subjects: k8s.Subject[] };
  ClusterRoleBinding: { roleRef: k8s.RoleRef; subjects: k8s.Subject[] };
}

/** An object as it stands in a file. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
}

/** A pod's specification, with the names that YAML has for what TypeScript spells otherwise. */
export type PodSpec = Plain<k8s.PodSpec> & { hostPID?: boolean; hostIPC?: boolean };
export type Container = Plain<k8s.Container>;

/** The pods that a controller of ours makes. */
export interface Pods {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: PodSpec;
}

/** Objects by the name of their chart. */
export const chartsOf = (app: App): Map<string, Manifest[]> =>
  new Map(PlatformChart.allOf(app).map((chart) => [chart.node.id, chart.toJson() as Manifest[]]));

const rendered = new Map<Environment, Map<string, Manifest[]>>();

/** The environment's charts, rendered once for all tests of a file. */
export function environmentCharts(environment: Environment): ReadonlyMap<string, Manifest[]> {
  const charts = rendered.get(environment) ?? chartsOf(platform(environment));
  rendered.set(environment, charts);
  return charts;
}

export const objectsOf = (environment: Environment): Manifest[] => [...environmentCharts(environment).values()].flat();

/** The environment's objects of a kind. */
export const allOf = <Kind extends keyof Kinds>(environment: Environment, kind: Kind): (Manifest & Kinds[Kind])[] =>
  customResources<Manifest & Kinds[Kind]>(environment, kind);

/** As `allOf`, for kinds whose types their makers have. */
export const customResources = <T>(environment: Environment, kind: string): (Manifest & T)[] =>
  objectsOf(environment).filter((object) => object.kind === kind) as (Manifest & T)[];

/** The one object of that kind and name. */
export function theOne<T extends Manifest>(objects: readonly T[], name: string, namespace?: string): T {
  const found = objects.filter(
    ({ metadata }) => metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
  );
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} objects are named ${name}`);
  return one;
}

/** What a person calls an object. */
export const nameOf = ({ kind, metadata: { name, namespace } }: Manifest): string =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

/** The pods of all Deployments, StatefulSets and DaemonSets. */
export const podsOf = (environment: Environment): Pods[] =>
  [...allOf(environment, "Deployment"), ...allOf(environment, "StatefulSet"), ...allOf(environment, "DaemonSet")].map(
    ({ metadata, spec: { template } }) => ({
      name: metadata.name,
      namespace: metadata.namespace ?? "",
      labels: template.metadata?.labels ?? {},
      spec: template.spec as PodSpec,
    }),
  );

/** All containers of pods, those that run first included. */
export const containersOf = ({ spec }: Pick<Pods, "spec">): Container[] => [
  ...spec.containers,
  ...(spec.initContainers ?? []),
];

/** Whether labels have everything that a selector wants; an empty one selects all. */
export const selects = (selector: Labels | undefined, labels: Labels): boolean =>
  Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
