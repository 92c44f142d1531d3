import type { Container, PodSpec } from "./rendered.ts";

/** Volumes that the level `restricted` admits. */
const volumeKinds = [
  ...["configMap", "csi", "downwardApi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim"],
  ...["projected", "secret"],
];

/** The kernel settings that Kubernetes calls safe. */
const safeSysctls = [
  ...["kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start"],
  ...["net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports"],
  ...["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl"],
  ...["net.ipv4.tcp_keepalive_probes"],
];

const seLinuxTypes = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const profiles = ["RuntimeDefault", "Localhost"];

/** With fields that are younger than the types, or of pods and containers alike. */
type SecurityContext = NonNullable<PodSpec["securityContext"]> & {
  readonly appArmorProfile?: { readonly type: string };
  readonly windowsOptions?: { readonly hostProcess?: boolean };
};

type Finding = readonly [control: string, broken: boolean];

/**
 * The controls of the level `restricted` that a pod breaks.
 *
 * Reference: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function brokenControls(spec: PodSpec): string[] {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const findings = [...ofPod(spec), ...containers.flatMap((container) => ofContainer(container, spec))];
  return [...new Set(findings.filter(([, broken]) => broken).map(([control]) => control))];
}

function ofPod({ securityContext, volumes = [], ...spec }: PodSpec): Finding[] {
  return [
    ["host namespaces", Boolean(spec.hostNetwork || spec.hostPID || spec.hostIPC)],
    [
      "volume types",
      volumes.some((volume) => Object.keys(volume).some((key) => key !== "name" && !volumeKinds.includes(key))),
    ],
    ["sysctls", (securityContext?.sysctls ?? []).some(({ name }) => !safeSysctls.includes(name))],
    ["running as root", securityContext?.runAsUser === 0],
    ...profilesOf(securityContext),
  ];
}

function ofContainer(
  { ports = [], securityContext: own = {}, ...container }: Container,
  { securityContext: pods }: PodSpec,
): Finding[] {
  const { add = [], drop = [] } = own.capabilities ?? {};
  const profile = own.seccompProfile?.type ?? pods?.seccompProfile?.type;
  const checks = [container.livenessProbe, container.readinessProbe, container.startupProbe];
  const hosts = checks.flatMap((check) => [check?.httpGet?.host, check?.tcpSocket?.host]);
  return [
    ["privileged containers", own.privileged === true],
    ["privilege escalation", own.allowPrivilegeEscalation !== false],
    ["capabilities", !drop.includes("ALL") || add.some((name) => name !== "NET_BIND_SERVICE")],
    ["host ports", ports.some(({ hostPort }) => hostPort !== undefined && hostPort !== 0)],
    ["host probes", hosts.some((host) => host !== undefined && host !== "")],
    ["/proc mount type", (own.procMount ?? "Default") !== "Default"],
    ["running as non-root", (own.runAsNonRoot ?? pods?.runAsNonRoot) !== true],
    ["running as root", own.runAsUser === 0],
    ["seccomp", profile === undefined || !profiles.includes(profile)],
    ...profilesOf(own),
  ];
}

/** What pods and containers can say alike. */
function profilesOf(context: SecurityContext = {}): Finding[] {
  const { appArmorProfile, seLinuxOptions, windowsOptions } = context;
  return [
    ["AppArmor", appArmorProfile !== undefined && !profiles.includes(appArmorProfile.type)],
    [
      "SELinux",
      Boolean(seLinuxOptions?.user || seLinuxOptions?.role) ||
        (seLinuxOptions?.type !== undefined && !seLinuxTypes.includes(seLinuxOptions.type)),
    ],
    ["host process", windowsOptions?.hostProcess === true],
  ];
}
