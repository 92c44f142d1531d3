import { nameOf } from "../model/manifest.ts";
import { autoscalersOf, scaledBy } from "../model/pods/autoscalers.ts";
import { defaultsOf } from "../model/pods/limit-ranges.ts";
import type { Pods } from "../model/pods/pod.ts";
import type { Rule } from "../rule.ts";

/**
 * The containers whose use is added up, side-cars among the init containers included.
 * Source: calculatePodRequestsFromContainers in Kubernetes 1.29 and 1.34, pkg/controller/podautoscaler/replica_calculator.go.
 */
const runningIn = ({ spec: { containers = [], initContainers = [] } }: Pods) => [
  ...containers,
  ...initContainers.filter(({ restartPolicy }) => restartPolicy === "Always"),
];

/** An autoscaler that compares usage with requests which a container does not make. */
export const autoscalerWithoutRequest: Rule = {
  id: "autoscaler-without-request",
  topic: "objects",
  severity: "error",
  sentence: "Each container of a workload that is scaled by its use of a resource requests that resource.",
  why: "The autoscaler cannot compute a percentage and never scales.",
  remedy: "set the request in every container of the pod",
  *check(cluster) {
    for (const autoscaler of autoscalersOf(cluster)) {
      const { object, namespace } = autoscaler;
      const pods = scaledBy(cluster, autoscaler);
      if (object.kind !== "HorizontalPodAutoscaler" || !pods) continue;
      const defaults = defaultsOf(cluster, namespace);
      for (const [index, { resource, containerResource }] of (object.body.spec?.metrics ?? []).entries()) {
        const metric = resource ?? containerResource;
        const name = metric?.name;
        if (name === undefined || (metric?.target as { type?: unknown } | undefined)?.type !== "Utilization") continue;
        // What the pod says as a whole is what its use is compared with.
        if (resource && pods.spec.resources?.requests?.[name] !== undefined) continue;
        const containers = runningIn(pods).filter(
          (each) => metric?.container === undefined || each.name === metric.container,
        );
        const without = containers.filter(
          ({ resources: { requests = {}, limits = {} } = {} }) =>
            requests[name] === undefined && limits[name] === undefined && defaults.requests[name] === undefined,
        );
        if (without.length === 0) continue;
        yield {
          object,
          field: `spec.metrics[${index}].${resource ? "resource" : "containerResource"}.name`,
          value: name,
          lacking: pods.owner,
          what: `container ${without.map((each) => each.name).join(", ")} of ${nameOf(pods.owner)} requests none`,
        };
      }
    }
  },
};
