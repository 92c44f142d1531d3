import type { Container, PodSpec, Pods } from "./pod.ts";

/** A level of the Pod Security Standards; `privileged` admits everything. */
export type Level = "privileged" | "baseline" | "restricted";

/** A control that a pod breaks, and where. */
export interface Violation {
  readonly control: string;
  /** Below the pod's spec. */
  readonly field: string;
}

const capabilities = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
);
const volumeKinds = new Set(
  "configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret".split(" "),
);
const seLinuxTypes = new Set(["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"]);
const sysctls = new Set([
  ...["kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start"],
  ...["net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports"],
  ...["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl"],
  ...["net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"],
]);
const profiles = new Set(["RuntimeDefault", "Localhost"]);
const appArmor = "container.apparmor.security.beta.kubernetes.io/";

type Check = readonly [control: string, field: string, broken: boolean];

/**
 * The controls of a level, at its version 1.34, that a pod breaks.
 *
 * Source: k8s.io/pod-security-admission 0.34.4, policy/check_*.go.
 */
export function violationsOf(
  { spec, annotations }: Pick<Pods, "spec" | "annotations">,
  level: Level,
): readonly Violation[] {
  if (level === "privileged") return [];
  const restricted = level === "restricted";
  const containers = (["initContainers", "containers"] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap((container, index) => ofContainer(container, `${list}[${index}]`, spec, restricted)),
  );
  return [...ofPod(spec, annotations, restricted), ...containers]
    .filter(([, , broken]) => broken)
    .map(([control, field]) => ({ control, field }));
}

function ofPod(spec: PodSpec, annotations: Readonly<Record<string, string>>, restricted: boolean): readonly Check[] {
  const { securityContext: context = {}, volumes = [] } = spec;
  return [
    ...(["hostNetwork", "hostPID", "hostIPC"] as const).map(
      (name): Check => ["host namespaces", name, spec[name] === true],
    ),
    ...volumes.map((volume, index): Check => {
      const kinds = Object.keys(volume).filter((key) => key !== "name");
      const broken = restricted
        ? !kinds.some((kind) => volumeKinds.has(kind)) && kinds.length > 0
        : volume.hostPath !== undefined;
      return [restricted ? "volume types" : "hostPath volumes", `volumes[${index}]`, broken];
    }),
    ...(context.sysctls ?? []).map(
      ({ name = "" }, index): Check => ["sysctls", `securityContext.sysctls[${index}]`, !sysctls.has(name)],
    ),
    ...Object.entries(annotations).map(
      ([key, value]): Check => [
        "AppArmor",
        "securityContext.appArmorProfile",
        key.startsWith(appArmor) && value !== "" && value !== "runtime/default" && !value.startsWith("localhost/"),
      ],
    ),
    ...ofContext(context, "securityContext", restricted),
  ];
}

function ofContainer(container: Container, at: string, pod: PodSpec, restricted: boolean): readonly Check[] {
  const { securityContext: own = {}, ports = [], lifecycle } = container;
  const context = `${at}.securityContext`;
  const { add = [], drop = [] } = own.capabilities ?? {};
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const probes = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  const linux = restricted && pod.os?.name !== "windows";
  const profile = own.seccompProfile ?? pod.securityContext?.seccompProfile;
  return [
    ["privileged containers", `${context}.privileged`, own.privileged === true],
    ["host ports", `${at}.ports`, ports.some(({ hostPort = 0 }) => hostPort !== 0)],
    ["host probes", at, probes.some((each) => each?.httpGet?.host || each?.tcpSocket?.host)],
    ["/proc mount type", `${context}.procMount`, (own.procMount ?? "Default") !== "Default"],
    ...ofContext(own, context, restricted),
    [
      "capabilities",
      `${context}.capabilities`,
      linux
        ? !drop.includes("ALL") || add.some((name) => name !== "NET_BIND_SERVICE")
        : !restricted && add.some((name) => !capabilities.has(name)),
    ],
    ["privilege escalation", `${context}.allowPrivilegeEscalation`, linux && own.allowPrivilegeEscalation !== false],
    [
      "running as non-root",
      `${context}.runAsNonRoot`,
      restricted && (own.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true,
    ],
    ["seccomp", `${context}.seccompProfile`, linux && profile === undefined],
  ];
}

/** What pods and containers can say alike. */
function ofContext(
  context: NonNullable<PodSpec["securityContext"]> | NonNullable<Container["securityContext"]>,
  at: string,
  restricted: boolean,
): readonly Check[] {
  const { appArmorProfile, seccompProfile, seLinuxOptions: { user, role, type = "" } = {} } = context;
  return [
    ["host process", `${at}.windowsOptions.hostProcess`, context.windowsOptions?.hostProcess === true],
    ["AppArmor", `${at}.appArmorProfile`, appArmorProfile !== undefined && !profiles.has(appArmorProfile.type ?? "")],
    ["SELinux", `${at}.seLinuxOptions`, Boolean(user || role) || !seLinuxTypes.has(type)],
    ["seccomp", `${at}.seccompProfile`, seccompProfile !== undefined && !profiles.has(seccompProfile.type ?? "")],
    ["running as root", `${at}.runAsUser`, restricted && context.runAsUser === 0],
    // A pod that says false is refused even where its containers say true.
    ["running as non-root", `${at}.runAsNonRoot`, restricted && context.runAsNonRoot === false],
  ];
}
