import { type Manifest, nameOf, once } from "../model/manifest.ts";
import { autoscalersOf } from "../model/pods/autoscalers.ts";
import type { Rule } from "../rule.ts";

/** A workload that two autoscalers scale. */
export const autoscalersOverlap: Rule = {
  id: "autoscalers-overlap",
  topic: "objects",
  severity: "error",
  sentence: "A workload is scaled by one autoscaler at most.",
  why: "The controller stops both, and their conditions say AmbiguousSelector: nothing scales under load.",
  remedy: "put the metrics of both into one, and remove the other",
  // KEDA makes a HorizontalPodAutoscaler of each ScaledObject.
  // Source: Kubernetes 1.34, validateAndParseSelector in pkg/controller/podautoscaler/horizontal.go;
  // https://keda.sh/docs/latest/concepts/admission-webhooks/
  *check(cluster, { complete }) {
    const first = new Map<string, Manifest>();
    for (const { object, namespace, target } of once(autoscalersOf(cluster), (each) => each.object)) {
      const id = [target.kind, namespace, target.name].join("\n");
      const other = first.get(id);
      if (other === undefined) first.set(id, object);
      else if (!isWanted(object) && !isWanted(other)) {
        const isElsewhere = other.origin.file !== object.origin.file;
        yield {
          object,
          field: "spec.scaleTargetRef",
          value: `${target.kind} ${target.name}`,
          what: `${nameOf(other)} scales it as well`,
          ...(isElsewhere && !complete && { uncertain: "the two files may be alternatives" }),
        };
      }
    }
  },
};

/** Whether KEDA goes on with an autoscaler that is there, or lets it be. */
const isWanted = ({ annotations }: Manifest): boolean =>
  annotations["scaledobject.keda.sh/transfer-hpa-ownership"] === "true" ||
  annotations["validations.keda.sh/hpa-ownership"] === "false";
