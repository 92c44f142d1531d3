import { type Level, violationsOf } from "../model/pod-security.ts";
import { podsOf } from "../model/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods that the Pod Security level of their namespace refuses. */
export const podRefusedBySecurityLevel: Rule = {
  id: "pod-refused-by-security-level",
  topic: "objects",
  severity: "error",
  sentence: "Each pod is admitted by the Pod Security level that its namespace enforces.",
  why: "The API server refuses each of the pods; the workload is accepted and stays at no replicas.",
  remedy: "mend the pod's security context, or move it to a namespace of a wider level",
  *check(cluster) {
    for (const pods of podsOf(cluster)) {
      const labels = cluster.namespaces.get(pods.namespace) ?? {};
      const level = labels["pod-security.kubernetes.io/enforce"];
      const version = labels["pod-security.kubernetes.io/enforce-version"] ?? "latest";
      if (level !== "baseline" && level !== "restricted") continue;
      const seen = new Set<string>();
      for (const { control, field } of violationsOf(pods, level satisfies Level)) {
        if (seen.has(`${control} ${field}`)) continue;
        seen.add(`${control} ${field}`);
        yield {
          object: pods.owner,
          field: `${pods.field}.${field}`,
          value: control,
          what: `namespace ${pods.namespace} enforces ${level}, which forbids it`,
          ...(/^v1\.([012]?\d|3[0-3])$/.test(version) && {
            uncertain: `the level is that of ${version}, whose controls may be fewer`,
          }),
        };
      }
    }
  },
};
