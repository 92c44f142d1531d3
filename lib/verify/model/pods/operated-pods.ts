import type { Cluster } from "../cluster.ts";
import type { Known, Labels } from "../manifest.ts";
import type { Container, Owner, PodSpec, Pods } from "./pod.ts";

type Operated = Known<"Prometheus" | "PrometheusAgent" | "Alertmanager" | "ThanosRuler">;

/**
 * The pods that prometheus-operator makes from its custom resources, as far as rules ask: labels, ports, volumes, account, and the
 * security context that it gives its own containers.
 *
 * Source: prometheus-operator 0.94, pkg/prometheus/common.go, pkg/prometheus/server, pkg/alertmanager and pkg/thanos/statefulset.go,
 * pkg/operator/config_reloader.go.
 */
export function operatedPods(cluster: Cluster): readonly Pods[] {
  const isOld = isOldOperator(cluster);
  const reloader = reloaderOf(cluster);
  return [
    ...(["Prometheus", "PrometheusAgent"] as const).flatMap((kind) =>
      cluster.all(kind).map((owner) =>
        made({ isOld, reloader }, owner, {
          program: "prometheus",
          labels: {
            "app.kubernetes.io/name": "prometheus",
            prometheus: owner.name,
            "operator.prometheus.io/name": owner.name,
          },
          ports: webPort(owner, 9090),
          replicas: (owner.body.spec?.replicas ?? 1) * (owner.body.spec?.shards ?? 1),
        }),
      ),
    ),
    ...cluster.all("Alertmanager").map((owner) =>
      made({ isOld, reloader }, owner, {
        program: "alertmanager",
        labels: { "app.kubernetes.io/name": "alertmanager", alertmanager: owner.name },
        ports: [
          ...webPort(owner, 9093),
          { name: "mesh-tcp", containerPort: 9094, protocol: "TCP" },
          { name: "mesh-udp", containerPort: 9094, protocol: "UDP" },
        ],
        replicas: owner.body.spec?.replicas ?? 1,
      }),
    ),
    ...cluster.all("ThanosRuler").map((owner) =>
      made({ isOld, reloader }, owner, {
        program: "thanos-ruler",
        labels: { "app.kubernetes.io/name": "thanos-ruler", "thanos-ruler": owner.name },
        ports: [...webPort(owner, 10902), { name: "grpc", containerPort: 10901, protocol: "TCP" }],
        replicas: owner.body.spec?.replicas ?? 1,
      }),
    ),
  ];
}

/** None where only what shares the pod may connect, a proxy say. */
const webPort = ({ body: { spec = {} } }: Operated, containerPort: number): Program["ports"] =>
  spec.listenLocal ? [] : [{ name: spec.portName ?? "web", containerPort, protocol: "TCP" }];

/** Whether the operator among the objects is one that gives pods a label `app`, which 0.52 no longer does. */
const isOldOperator = (cluster: Cluster): boolean =>
  operatorsOf(cluster).some(({ image = "" }) => Number(/:v0\.(\d+)/.exec(image)?.[1] ?? Infinity) < 52);

const operatorsOf = (cluster: Cluster): readonly Container[] =>
  cluster
    .all("Deployment")
    .flatMap(({ body }) => body.spec?.template?.spec?.containers ?? [])
    .filter(({ image = "" }) => /prometheus-operator[:@]/.test(image));

/** What is known of the operator. */
interface Operator {
  readonly isOld: boolean;
  readonly reloader: Container;
}

interface Program {
  readonly program: string;
  readonly labels: Labels;
  readonly ports: NonNullable<Container["ports"]>;
  readonly replicas: number;
}

function made({ isOld, reloader }: Operator, owner: Operated, { program, labels, ports, replicas }: Program): Pods {
  // What a custom resource says of resources is said of one container, not of the pod.
  const { resources, ...spec } = owner.body.spec ?? {};
  const old: Labels = isOld ? { app: program } : {};
  const own = { name: program, ports, ...(resources && { resources }), securityContext: hardened };
  const image = spec.image === undefined ? {} : { image: spec.image };
  const pod: PodSpec = {
    ...spec,
    containers: merged(
      [
        { ...own, ...image },
        { ...reloader, ports: spec.listenLocal ? [] : [reloaderPort] },
        ...("thanos" in spec ? [sidecar] : []),
      ],
      spec.containers,
    ),
    initContainers: merged([{ ...reloader, name: "init-config-reloader" }], spec.initContainers),
    volumes: [
      ...(spec.volumes ?? []),
      ...(spec.secrets ?? []).map((secretName) => ({ name: `secret-${secretName}`, secret: { secretName } })),
      ...(spec.configMaps ?? []).map((name) => ({ name: `configmap-${name}`, configMap: { name } })),
    ],
  };
  return {
    owner: owner as Owner,
    namespace: owner.namespace ?? "default",
    labels: {
      ...spec.podMetadata?.labels,
      "app.kubernetes.io/managed-by": "prometheus-operator",
      "app.kubernetes.io/instance": owner.name,
      ...old,
      ...labels,
    },
    annotations: spec.podMetadata?.annotations ?? {},
    spec: pod,
    field: "spec",
    replicas,
  };
}

/** What the operator says of each container that it makes itself. */
const hardened: NonNullable<Container["securityContext"]> = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/**
 * The side-car that loads configuration anew, with what the operator's flags let it take; of one that is not among the objects nobody
 * knows them.
 *
 * Source: prometheus-operator 0.94, cmd/operator/main.go, defaultReloaderCPU, defaultReloaderMemory and their flags.
 */
function reloaderOf(cluster: Cluster): Container {
  const reloader: Container = { name: "config-reloader", securityContext: hardened };
  const operator = operatorsOf(cluster)[0];
  if (operator === undefined) return reloader;
  const told = [...(operator.command ?? []), ...(operator.args ?? [])];
  const quantities = (list: "request" | "limit") =>
    Object.fromEntries(
      Object.entries({ cpu: "10m", memory: "50Mi" }).flatMap(([resource, usual]) => {
        const flag = `--config-reloader-${resource}-${list}=`;
        const value = told.find((each) => each.startsWith(flag))?.slice(flag.length) ?? usual;
        return value === "0" ? [] : [[resource, value]];
      }),
    );
  return { ...reloader, resources: { requests: quantities("request"), limits: quantities("limit") } };
}

const reloaderPort = { name: "reloader-web", containerPort: 8080, protocol: "TCP" } as const;

/** What carries samples of Prometheus to Thanos. */
const sidecar: Container = {
  name: "thanos-sidecar",
  ports: [
    { name: "grpc", containerPort: 10901, protocol: "TCP" },
    { name: "http", containerPort: 10902, protocol: "TCP" },
  ],
  securityContext: hardened,
};

/** Containers of the same name are patched by those of the custom resource, others are added. */
function merged(own: readonly Container[], given: readonly Container[] = []): readonly Container[] {
  const names = new Set(own.map(({ name }) => name));
  return [
    ...own.map((container) => ({ ...container, ...given.find(({ name }) => name === container.name) })),
    ...given.filter(({ name }) => !names.has(name)),
  ];
}
