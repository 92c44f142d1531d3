import { readObject } from "../../../lib/verify/model/read-object.ts";
import { outsideLimitRange } from "../../../lib/verify/rules/outside-limit-range.ts";
import { podRefusedBySecurityLevel } from "../../../lib/verify/rules/pod-refused-by-security-level.ts";
import { quotaExceeded } from "../../../lib/verify/rules/quota-exceeded.ts";
import { requestAboveLimit } from "../../../lib/verify/rules/request-above-limit.ts";
import { requestMissingForQuota } from "../../../lib/verify/rules/request-missing-for-quota.ts";
import { verify } from "../../../lib/verify/verify.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An object as it is given to an API server. */
export interface AppliedObject extends Fields {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Fields;
}

/** What is odd about a pod, where it is: the pod's spec, its security context, its container, the container's context. */
interface Oddity {
  readonly spec?: Fields;
  readonly context?: Fields;
  readonly container?: Fields;
  readonly own?: Fields;
  readonly annotations?: Readonly<Record<string, string>>;
}

const oddities: readonly Oddity[] = [
  {},
  ...["hostNetwork", "hostPID", "hostIPC"].map((field) => ({ spec: { [field]: true } })),
  ...[
    { hostPath: { path: "/" } },
    { nfs: { server: "files.example", path: "/" } },
    { emptyDir: {} },
    { configMap: { name: "settings" } },
    { projected: { sources: [] } },
    { csi: { driver: "files.example" } },
    { iscsi: { targetPortal: "10.0.0.1", iqn: "iqn.2026-01.example:files", lun: 0 } },
    { image: { reference: "files:1" } },
    { persistentVolumeClaim: { claimName: "data" } },
    { ephemeral: { volumeClaimTemplate: { spec: claim() } } },
  ].map((kind) => ({ spec: { volumes: [{ name: "files", ...kind }] } })),
  ...["kernel.shm_rmid_forced", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_rmem", "kernel.msgmax"].map((name) => ({
    context: { sysctls: [{ name, value: "1" }] },
  })),
  ...[0, 1, 65534].flatMap((runAsUser) => [{ context: { runAsUser } }, { own: { runAsUser } }]),
  ...[true, false].flatMap((flag) => [
    { context: { runAsNonRoot: flag } },
    { own: { runAsNonRoot: flag } },
    { own: { allowPrivilegeEscalation: flag } },
    { own: { privileged: flag, allowPrivilegeEscalation: true } },
    { own: { readOnlyRootFilesystem: flag } },
  ]),
  ...[
    { drop: ["ALL"] },
    { drop: ["NET_RAW"] },
    { add: ["CHOWN"] },
    { add: ["NET_ADMIN"], drop: ["ALL"] },
    { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
    { add: ["SYS_ADMIN"] },
    { add: ["ALL"] },
  ].map((capabilities) => ({ own: { capabilities } })),
  ...[
    { type: "RuntimeDefault" },
    { type: "Unconfined" },
    { type: "Localhost", localhostProfile: "profiles/web.json" },
  ].flatMap((profile) => [
    { context: { seccompProfile: profile } },
    { own: { seccompProfile: profile } },
    { context: { appArmorProfile: profile } },
    { own: { appArmorProfile: profile } },
  ]),
  ...[
    { type: "container_t" },
    { type: "spc_t" },
    { user: "system_u" },
    { role: "sysadm_r" },
    { level: "s0:c1" },
  ].flatMap((seLinuxOptions) => [{ context: { seLinuxOptions } }, { own: { seLinuxOptions } }]),
  ...[0, 8080].map((hostPort) => ({ container: { ports: [{ containerPort: 8080, hostPort }] } })),
  ...["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => [
    { container: { [probe]: { httpGet: { host: "10.0.0.1", port: 80 } } } },
    { container: { [probe]: { tcpSocket: { host: "10.0.0.1", port: 80 } } } },
    { container: { [probe]: { httpGet: { port: 80 } } } },
  ]),
  { container: { lifecycle: { preStop: { httpGet: { host: "10.0.0.1", port: 80 } } } } },
  { container: { lifecycle: { postStart: { tcpSocket: { host: "10.0.0.1", port: 80 } } } } },
  { spec: { hostUsers: false }, own: { procMount: "Unmasked" } },
  { own: { procMount: "Default" } },
  { spec: { os: { name: "linux" } } },
  { spec: { os: { name: "windows" } } },
  {
    spec: { hostNetwork: true, os: { name: "windows" } },
    context: { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" } },
  },
  { context: { windowsOptions: { hostProcess: false } } },
  { context: { fsGroup: 0, supplementalGroups: [0] } },
];

function claim() {
  return { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
}

const hardPod = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const hardContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** A pod from several oddities on a hardened or bare ground; of two that say the same field, the later one. */
function podOf(name: string, found: readonly Oddity[], { isHard = true, first = false } = {}): AppliedObject {
  const all = (part: keyof Oddity): Fields => Object.assign({}, ...found.map((each) => each[part]));
  const isWindows = (all("spec")["os"] as Fields | undefined)?.["name"] === "windows";
  // What Linux alone has, the API server refuses for Windows as not valid, whatever the level.
  const [context, own] = isWindows || !isHard ? [{}, {}] : [hardPod, hardContainer];
  const ground = { runAsNonRoot: true };
  const securityContext = { ...(isWindows && isHard && ground), ...context, ...all("context") };
  const odd = { name: "odd", image: "odd:1", ...all("container"), securityContext: { ...own, ...all("own") } };
  const usual = { name: "usual", image: "usual:1", securityContext: own };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, annotations: all("annotations") },
    spec: {
      ...all("spec"),
      securityContext,
      ...(first ? { initContainers: [odd], containers: [usual] } : { containers: [usual, odd] }),
    },
  };
}

/** Numbers that look random and are the same each time. Source: the generator of Park and Miller. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

const isLifecycle = ({ container = {} }: Oddity) => "lifecycle" in container || "livenessProbe" in container;

/** Pods as odd as people write them: each oddity alone, on hardened and on bare ground, and some at once. */
export const oddPods: readonly AppliedObject[] = [
  ...oddities.map((each, index) => podOf(`alone-${index}`, [each])),
  ...oddities.map((each, index) => podOf(`bare-${index}`, [each], { isHard: false })),
  ...Array.from({ length: 80 }, (_, index) => {
    const below = numbers(index + 1);
    below(2);
    const linux = oddities.filter(({ spec, context }) => !spec?.["os"] && !context?.["windowsOptions"]);
    const found = Array.from({ length: 3 }, () => linux[below(linux.length)] ?? {});
    // Containers that run first have neither.
    const first = below(3) === 0 && !found.some(isLifecycle) && !found.some(({ container }) => container);
    return podOf(`mixed-${index}`, found, { isHard: below(3) > 0, first });
  }),
];

/** The controls for which verify says that a namespace of this level refuses a pod, in this version of Kubernetes. */
export function refusedFor(
  pod: AppliedObject,
  level: "baseline" | "restricted",
  kubernetes: string,
): readonly string[] {
  const namespace = `verify-${level}`;
  const labels = { "pod-security.kubernetes.io/enforce": level };
  const given = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } },
    { ...pod, metadata: { ...pod.metadata, namespace } },
  ].flatMap((each) => readObject(each, { file: "case" }));
  const { findings } = verify(given, { complete: true, kubernetes }, [podRefusedBySecurityLevel]);
  return [...new Set(findings.map(({ value = "" }) => value))].sort();
}

const bound = (kind: string, spec: Fields): AppliedObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "bounds" },
  spec,
});
const quota = (hard: Fields) => bound("ResourceQuota", { hard });
const range = (limits: Fields) => bound("LimitRange", { limits: [{ type: "Container", ...limits }] });

/** What namespaces permit, by name. */
export const bounds: Readonly<Record<string, readonly AppliedObject[]>> = {
  "verify-quota-requests": [quota({ "requests.cpu": "1", "requests.memory": "1Gi" })],
  "verify-quota-limits": [quota({ "limits.cpu": "1500m", "limits.memory": "1G" })],
  "verify-quota-short": [quota({ cpu: "0.5", memory: "512Mi" })],
  "verify-quota-none": [quota({ pods: "0" })],
  "verify-quota-defaults": [
    quota({ "requests.cpu": "1", "limits.memory": "1Gi" }),
    range({ defaultRequest: { cpu: "100m" }, default: { memory: "256Mi" } }),
  ],
  "verify-quota-range": [range({ min: { cpu: "100m" }, max: { cpu: "1", memory: "1Gi" } })],
  "verify-quota-ratio": [range({ maxLimitRequestRatio: { cpu: "2" } })],
};

const asking = (requests: Fields, limits: Fields = {}): Fields => ({ resources: { requests, limits } });
const small = asking({ cpu: "100m", memory: "128Mi" }, { cpu: "200m", memory: "256Mi" });

const demands: readonly (readonly [string, Fields, (readonly Fields[])?])[] = [
  ["nothing", {}],
  ["small", small],
  ["exactly", asking({ cpu: "1", memory: "1Gi" }, { cpu: "1500m", memory: "1Gi" })],
  ["thousandths", asking({ cpu: "1001m", memory: "1Gi" }, { cpu: "1501m", memory: "1000000k" })],
  ["exponent", asking({ cpu: "1e0", memory: "1e9" }, { cpu: "1.5", memory: "1e9" })],
  ["half", asking({ cpu: ".5", memory: "0.5Gi" }, { cpu: "0.5", memory: "0.5Gi" })],
  ["limits-only", asking({}, { cpu: "400m", memory: "400Mi" })],
  ["requests-only", asking({ cpu: "400m", memory: "400Mi" })],
  ["processor-only", asking({ cpu: "400m" }, { cpu: "800m" })],
  ["tiny", asking({ cpu: "1m", memory: "1" }, { cpu: "2m", memory: "1Ki" })],
  ["wide", asking({ cpu: "100m", memory: "1Mi" }, { cpu: "201m", memory: "2Mi" })],
  ["large-first", small, [{ name: "first", ...asking({ cpu: "2", memory: "2Gi" }, { cpu: "2", memory: "2Gi" }) }]],
  ["small-first", small, [{ name: "first", ...small }]],
  [
    "side-car",
    small,
    [
      {
        name: "side",
        restartPolicy: "Always",
        ...asking({ cpu: "450m", memory: "450Mi" }, { cpu: "900m", memory: "900Mi" }),
      },
    ],
  ],
  [
    "side-car-before",
    small,
    [
      { name: "side", restartPolicy: "Always", ...small },
      { name: "first", ...asking({ cpu: "950m", memory: "950Mi" }, { cpu: "1350m", memory: "800M" }) },
    ],
  ],
  ["silent-first", small, [{ name: "first" }]],
];

/** Pods that ask for resources in many ways. */
export const askingPods: readonly AppliedObject[] = demands.map(([name, container, first = []]) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: {
    containers: [{ name: "web", image: "web:1", ...container }],
    initContainers: first.map((each) => ({ image: "first:1", ...each })),
  },
}));

/** Whether verify says that a namespace of these bounds refuses a pod. */
export function isBeyond(pod: AppliedObject, namespace: string): boolean {
  const given = [...(bounds[namespace] ?? []), pod].flatMap((each) =>
    readObject({ ...each, metadata: { ...each.metadata, namespace } }, { file: "case" }),
  );
  const rules = [quotaExceeded, requestAboveLimit, requestMissingForQuota, outsideLimitRange];
  return verify(given, { complete: true }, rules).findings.length > 0;
}
