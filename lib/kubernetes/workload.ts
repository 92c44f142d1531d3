import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { type Container, toContainer } from "./container.ts";
import type { Mount } from "./mount.ts";
import { k8s } from "./objects.ts";
import { type Endpoint, type Labels, Peer, type Source } from "./peer.ts";
import type { Bytes } from "./quantity.ts";
import { total } from "./resources.ts";

interface PodsProps<PortName extends string> {
  readonly name: string;
  readonly namespace: string;
  /** What it is within the platform: `exporter`, `database`, ... */
  readonly component: string;
  readonly containers: readonly [Container<PortName>, ...Container<PortName>[]];
  readonly initContainers?: readonly Container<never>[];
  /** The user and group that the processes run as; the image's own where left out, which must be a number other than 0. */
  readonly user?: number;
  readonly connectsTo?: readonly Endpoint[];
  readonly admits?: readonly (Source & { readonly port: PortName })[];
  /** What its pods may ask the API server; without it they get no token. */
  readonly apiAccess?: readonly k8s.PolicyRule[];
  /** Changes when configuration changes that the program reads only at its start. */
  readonly podAnnotations?: Labels;
  readonly terminationGracePeriodSeconds?: number;
}

export interface DeploymentProps<PortName extends string> extends PodsProps<PortName> {
  /** Left to the autoscaler where `maximum` is above `minimum`. */
  readonly replicas?: { readonly minimum: number; readonly maximum: number };
  /** `Recreate` where two pods cannot share a volume. */
  readonly strategy?: "RollingUpdate" | "Recreate";
  /** Labels of nodes over which pods are spread. */
  readonly spreadOver?: readonly string[];
}

export interface StatefulSetProps<PortName extends string> extends PodsProps<PortName> {
  /** One claim a pod; a container mounts it by its name. */
  readonly claim: { readonly name: string; readonly size: Bytes; readonly class: string };
}

export interface DaemonSetProps<PortName extends string> extends PodsProps<PortName> {
  readonly maximumNodes: number;
  readonly hostNetwork?: boolean;
  readonly hostPid?: boolean;
}

/**
 * Pods with their controller, their Service and their service account: non-root, read-only, without privileges, capabilities or token,
 * unless a container says otherwise.
 */
export class Workload<PortName extends string = string> extends Construct {
  readonly peer: Peer;
  readonly selector: Labels;
  readonly props: PodsProps<PortName>;
  readonly ports: Readonly<Record<PortName, number>>;

  private constructor(scope: Construct, props: PodsProps<PortName>, pods: number, hostNetwork: boolean) {
    super(scope, props.name);
    const { name, namespace, containers } = props;
    this.props = props;
    this.selector = { "app.kubernetes.io/name": name };
    this.ports = Object.assign({}, ...containers.map(({ ports }) => ports));
    this.peer = new Peer(this, "peer", {
      name,
      namespace,
      selector: this.selector,
      hostNetwork,
      connectsTo: props.connectsTo ?? [],
      admits: (props.admits ?? []).map(({ port, ...source }) => ({ ...source, ports: [this.port(port)] })),
      footprint: { pods, ...total(containers.map(({ resources }) => resources)) },
    });
    this.serviceAccount();
  }

  /** @example Workload.deployment(this, { name: "postgres-exporter", ... }).endpoint("metrics") */
  static deployment<P extends string>(scope: Construct, props: DeploymentProps<P>): Workload<P> {
    const { replicas = { minimum: 1, maximum: 1 }, strategy = "RollingUpdate" } = props;
    const surge = strategy === "RollingUpdate" ? Math.max(1, Math.ceil(replicas.maximum / 4)) : 0;
    const workload = new Workload(scope, props, replicas.maximum + surge, false);
    const scaled = replicas.maximum > replicas.minimum;
    new k8s.KubeDeployment(workload, "deployment", {
      metadata: workload.metadata(),
      spec: {
        ...(!scaled && { replicas: replicas.minimum }),
        selector: { matchLabels: workload.selector },
        strategy: { type: strategy },
        template: workload.template({
          ...(props.spreadOver && { topologySpreadConstraints: workload.spread(props.spreadOver) }),
        }),
      },
    });
    return workload;
  }

  static statefulSet<P extends string>(scope: Construct, props: StatefulSetProps<P>): Workload<P> {
    const { name, size, class: storageClassName } = props.claim;
    const workload = new Workload(scope, props, 1, false);
    new k8s.KubeStatefulSet(workload, "statefulset", {
      metadata: workload.metadata(),
      spec: {
        replicas: 1,
        serviceName: props.name,
        selector: { matchLabels: workload.selector },
        template: workload.template({}, [name]),
        volumeClaimTemplates: [
          {
            metadata: { name },
            spec: {
              accessModes: ["ReadWriteOnce"],
              storageClassName,
              resources: { requests: { storage: k8s.Quantity.fromString(size) } },
            },
          },
        ],
      },
    });
    return workload;
  }

  static daemonSet<P extends string>(scope: Construct, props: DaemonSetProps<P>): Workload<P> {
    const { hostNetwork = false, hostPid = false, maximumNodes } = props;
    const workload = new Workload(scope, props, maximumNodes, hostNetwork);
    new k8s.KubeDaemonSet(workload, "daemonset", {
      metadata: workload.metadata(),
      spec: {
        selector: { matchLabels: workload.selector },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString("10%") } },
        template: workload.template({
          ...(hostNetwork && { hostNetwork, dnsPolicy: "ClusterFirstWithHostNet" }),
          ...(hostPid && { hostPid }),
          tolerations: [{ operator: "Exists" }],
          priorityClassName: "system-node-critical",
        }),
      },
    });
    return workload;
  }

  /** Where others connect to. */
  endpoint(port: PortName): Endpoint {
    return this.peer.endpoint(this.port(port));
  }

  /** A Service with all of its ports, `headless` where clients want each pod; gives the URL of a port. */
  service(
    options: { headless?: boolean; portNumbers?: Readonly<Partial<Record<PortName, number>>> } = {},
  ): (port: PortName) => string {
    const { headless = false, portNumbers = {} as Readonly<Partial<Record<PortName, number>>> } = options;
    const numbers = { ...this.ports, ...portNumbers };
    new k8s.KubeService(this, "service", {
      metadata: this.metadata(),
      spec: {
        ...(headless && { clusterIp: "None" }),
        selector: this.selector,
        ports: (Object.keys(this.ports) as PortName[]).map((name) => ({
          name,
          port: numbers[name],
          targetPort: k8s.IntOrString.fromString(name),
        })),
      },
    });
    return (port) => `http://${this.host}:${numbers[port]}`;
  }

  /** Says at one of its objects why what verify finds there is wanted. */
  accept(object: "deployment" | "clusterrole", rule: string, reason: string): void {
    ApiObject.of(this.node.findChild(object)).metadata.addAnnotation(`ignore.verify/${rule}`, reason);
  }

  /** The name under which other namespaces find its Service. */
  get host(): string {
    return `${this.props.name}.${this.props.namespace}.svc`;
  }

  private port(name: PortName) {
    return { name, number: this.ports[name] };
  }

  private metadata(): k8s.ObjectMeta {
    const { name, namespace, component } = this.props;
    return { name, namespace, labels: { ...this.selector, "app.kubernetes.io/component": component } };
  }

  private template(extra: Partial<k8s.PodSpec>, claims: readonly string[] = []): k8s.PodTemplateSpec {
    const {
      name,
      component,
      containers,
      initContainers = [],
      user,
      apiAccess,
      podAnnotations,
      terminationGracePeriodSeconds,
    } = this.props;
    const hostNetwork = extra.hostNetwork ?? false;
    const volumes = volumesOf(
      [...containers, ...initContainers].flatMap(({ mounts = [] }) => mounts),
      claims,
    );
    return {
      metadata: {
        labels: { ...this.selector, "app.kubernetes.io/component": component },
        ...(podAnnotations && { annotations: podAnnotations }),
      },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: apiAccess !== undefined,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          ...(user !== undefined && {
            runAsUser: user,
            runAsGroup: user,
            fsGroup: user,
            fsGroupChangePolicy: "OnRootMismatch",
          }),
          seccompProfile: { type: "RuntimeDefault" },
        },
        ...(terminationGracePeriodSeconds !== undefined && { terminationGracePeriodSeconds }),
        ...(initContainers.length > 0 && { initContainers: initContainers.map((each) => toContainer(each)) }),
        containers: containers.map((each) => toContainer(each, hostNetwork)),
        ...(volumes.length > 0 && { volumes }),
        ...extra,
      },
    };
  }

  private spread(keys: readonly string[]): k8s.TopologySpreadConstraint[] {
    return keys.map((topologyKey) => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: this.selector },
    }));
  }

  private serviceAccount(): void {
    const { name, namespace, apiAccess } = this.props;
    new k8s.KubeServiceAccount(this, "serviceaccount", {
      metadata: this.metadata(),
      automountServiceAccountToken: false,
    });
    if (apiAccess === undefined) return;
    const role = `${namespace}-${name}`;
    new k8s.KubeClusterRole(this, "clusterrole", { metadata: { name: role }, rules: [...apiAccess] });
    new k8s.KubeClusterRoleBinding(this, "clusterrolebinding", {
      metadata: { name: role },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    });
  }
}

/** Each volume once; those that a claim template makes are not declared again. */
function volumesOf(mounts: readonly Mount[], claims: readonly string[]): k8s.Volume[] {
  const byName = new Map(mounts.map(({ volume }) => [volume.name, volume]));
  for (const claim of claims) byName.delete(claim);
  return [...byName.values()];
}
