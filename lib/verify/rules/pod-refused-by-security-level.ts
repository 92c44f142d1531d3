import type { Cluster } from "../model/cluster.ts";
import type { Manifest } from "../model/manifest.ts";
import { type Level, violationsOf } from "../model/pods/pod-security.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods that the Pod Security level of their namespace refuses. */
export const podRefusedBySecurityLevel: Rule = {
  id: "pod-refused-by-security-level",
  topic: "objects",
  severity: "error",
  sentence: "Each pod is admitted by the Pod Security level that its namespace enforces.",
  why: "The API server refuses each of the pods; the workload is accepted and stays at no replicas.",
  remedy: "mend the pod's security context, or move it to a namespace of a wider level",
  *check(cluster, { kubernetes }) {
    for (const pods of podsOf(cluster)) {
      const namespace = cluster.derived(enforcing).get(pods.namespace);
      if (namespace === undefined) continue;
      const { labels } = namespace;
      const level = labels["pod-security.kubernetes.io/enforce"];
      const version = labels["pod-security.kubernetes.io/enforce-version"] ?? "latest";
      if (level !== "baseline" && level !== "restricted") continue;
      const seen = new Set<string>();
      for (const { control, field } of violationsOf(pods, level satisfies Level)) {
        if (seen.has(`${control} ${field}`)) continue;
        seen.add(`${control} ${field}`);
        const isRelaxed = pods.spec.hostUsers === false && relaxed[level].includes(control) && minorOf(version) >= 35;
        if (isRelaxed && kubernetes !== undefined && minorOf(`v${kubernetes}`) >= 35) continue;
        yield {
          object: pods.owner,
          field: `${pods.field}.${field}`,
          value: control,
          lacking: namespace,
          what: `namespace ${pods.namespace} enforces ${level}, and this control of it refuses the pod`,
          ...(remedies[level][control] !== undefined && { remedy: remedies[level][control] }),
          ...(/^v1\.([012]?\d|3[0-3])$/.test(version) && {
            uncertain: `the level is that of ${version}, whose controls may be fewer`,
          }),
          ...(isRelaxed &&
            kubernetes === undefined && { uncertain: "Kubernetes 1.35 admits it in a user namespace of its own" }),
        };
      }
    }
  },
};

/** The Namespaces that enforce a level, by name; where there are several of a name, the first that does. */
const enforcing = (cluster: Cluster): ReadonlyMap<string, Manifest> =>
  new Map(
    cluster
      .all("Namespace")
      .filter(({ labels }) => labels["pod-security.kubernetes.io/enforce"] !== undefined)
      .map((namespace) => [namespace.name, namespace] as const)
      .reverse(),
  );

/** What a control asks for where it does not name something to be left out. */
const remedies: Readonly<Record<"baseline" | "restricted", Readonly<Record<string, string>>>> = {
  baseline: { seccomp: "set type: RuntimeDefault, or leave it out" },
  restricted: {
    capabilities: "set drop: [ALL], and add NET_BIND_SERVICE at most",
    "privilege escalation": "set allowPrivilegeEscalation: false",
    "running as non-root": "set runAsNonRoot: true, here or for the whole pod",
    "running as root": "set runAsUser to another number than 0, or leave it out",
    seccomp: "set seccompProfile: { type: RuntimeDefault }, here or for the whole pod",
  },
};

/** Controls that pods with hostUsers: false need not keep from 1.35 on. Source: k8s.io/pod-security-admission, policy/helpers.go. */
const relaxed: Readonly<Record<"baseline" | "restricted", readonly string[]>> = {
  baseline: ["/proc mount type"],
  restricted: ["running as non-root", "running as root"],
};

const minorOf = (version: string): number =>
  version === "latest" ? Number.POSITIVE_INFINITY : Number(/^v1\.(\d+)/.exec(version)?.[1] ?? 0);
