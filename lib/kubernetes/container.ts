import { type Mount, toVolumeMount } from "./mount.ts";
import { k8s } from "./objects.ts";
import type { Resources } from "./resources.ts";
import type { SecretKey, SecretRef } from "./secret.ts";

/** How the kubelet asks whether a container does its work; the port is one of the container's own. */
export type Check<PortName extends string> =
  | { readonly get: `/${string}`; readonly port: PortName; readonly scheme?: "HTTPS" }
  | { readonly open: PortName }
  | { readonly run: readonly [string, ...string[]] };

/** Readiness is never left out in silence: a program without it has a reason. Liveness restarts, so only programs that can hang have it. */
export type Probes<PortName extends string> =
  | { readonly ready: Check<PortName>; readonly alive?: Check<PortName>; readonly started?: Check<PortName> }
  | { readonly waived: string };

export interface Container<PortName extends string = string> {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Plain values, or keys of Secrets. */
  readonly env?: Readonly<Record<string, string | SecretKey>>;
  /** All keys of a ConfigMap, by its name, or of a Secret. */
  readonly envFrom?: readonly (string | SecretRef)[];
  readonly ports?: Readonly<Record<PortName, number>>;
  readonly resources: Resources;
  readonly probes: Probes<PortName>;
  readonly mounts?: readonly Mount[];
  /** Departures from the hardened default, for node agents. */
  readonly security?: k8s.SecurityContext;
}

/** The container with everything that a hardened one has. */
export function toContainer(container: Container, hostNetwork = false): k8s.Container {
  const {
    name,
    image,
    command,
    args,
    env = {},
    envFrom = [],
    ports = {},
    resources,
    probes,
    mounts = [],
    security,
  } = container;
  return {
    name,
    image,
    ...(command && { command: [...command] }),
    ...(args && { args: [...args] }),
    ...listOr(
      "envFrom",
      envFrom.map((from) =>
        typeof from === "string" ? { configMapRef: { name: from } } : { secretRef: { name: from.name } },
      ),
    ),
    ...listOr(
      "env",
      Object.entries(env).map(([key, value]) => envVar(key, value)),
    ),
    ...listOr(
      "ports",
      Object.entries(ports).map(([port, number]) => ({
        name: port,
        containerPort: number,
        ...(hostNetwork && { hostPort: number }),
      })),
    ),
    resources: toRequirements(resources),
    ...("waived" in probes ? {} : toProbes(probes)),
    ...listOr("volumeMounts", mounts.map(toVolumeMount)),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      ...security,
    },
  };
}

/** Requests, and the limit at which the kernel ends the container. */
export const toRequirements = ({
  cpu,
  memory,
  memoryLimit = memory,
  cpuLimit,
}: Resources): k8s.ResourceRequirements => ({
  requests: { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) },
  limits: { ...(cpuLimit && { cpu: k8s.Quantity.fromString(cpuLimit) }), memory: k8s.Quantity.fromString(memoryLimit) },
});

const envVar = (name: string, value: string | SecretKey): k8s.EnvVar =>
  typeof value === "string"
    ? { name, value }
    : { name, valueFrom: { secretKeyRef: { name: value.secret.name, key: value.key } } };

function toProbes<P extends string>({ ready, alive, started }: Exclude<Probes<P>, { waived: string }>) {
  return {
    readinessProbe: { ...toCheck(ready), periodSeconds: 10, failureThreshold: 3 },
    ...(alive && { livenessProbe: { ...toCheck(alive), periodSeconds: 20, failureThreshold: 6, timeoutSeconds: 5 } }),
    ...(started && { startupProbe: { ...toCheck(started), periodSeconds: 5, failureThreshold: 60 } }),
  };
}

function toCheck<P extends string>(check: Check<P>): k8s.Probe {
  if ("run" in check) return { exec: { command: [...check.run] }, timeoutSeconds: 5 };
  if ("open" in check) return { tcpSocket: { port: k8s.IntOrString.fromString(check.open) }, timeoutSeconds: 3 };
  const { get, port, scheme } = check;
  return {
    httpGet: { path: get, port: k8s.IntOrString.fromString(port), ...(scheme && { scheme }) },
    timeoutSeconds: 3,
  };
}

const listOr = <K extends string, T>(key: K, values: readonly T[]) => (values.length > 0 ? { [key]: values } : {});
