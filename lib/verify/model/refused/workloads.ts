import type { World } from "../../world.ts";
import type { Pods } from "../pods/pod.ts";
import type { Selector } from "../selector.ts";
import { type Fault, isMistyped } from "./fault.ts";

/** What the API server refuses of what makes pods. */
export const refusedInWorkload = (pods: Pods, world: World): readonly Fault[] =>
  // What has no containers patches another.
  (pods.spec.containers ?? []).length === 0 ? [] : [...refusedSelector(pods, world), ...refusedRestart(pods)];

/** Source: Kubernetes 1.34, pkg/apis/apps/validation/validation.go; earlier versions took the labels of the template. */
function refusedSelector({ owner, labels }: Pods, { complete }: World): readonly Fault[] {
  const field = "spec.selector";
  if (owner.apiVersion !== "apps/v1" || isMistyped(owner, field)) return [];
  const { selector } = (owner.body.spec ?? {}) as { readonly selector?: Selector };
  const [label] = Object.entries(labels);
  const remedy = `write matchLabels: {${label ? label.join(": ") : "app: NAME"}}${label ? "" : ", and the same label in the template"}`;
  if (selector === undefined) {
    // Who adds labels to all objects adds selectors as well: kustomize, say.
    const isOpen = !complete && label === undefined;
    return [
      {
        field,
        what: `a ${owner.kind} needs one`,
        remedy,
        ...(isOpen && { uncertain: "its template has no labels either, so what adds these may add the selector" }),
      },
    ];
  }
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return Object.keys(matchLabels).length + matchExpressions.length > 0
    ? []
    : [{ field, value: "{}", what: `a ${owner.kind} selects by a label at least`, remedy }];
}

const forEver = ["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet"];

/** Source: Kubernetes 1.34, validateJobSpec in pkg/apis/batch/validation/validation.go, and that of apps. */
function refusedRestart({ owner, spec: { restartPolicy }, field: below }: Pods): readonly Fault[] {
  const field = `${below}.restartPolicy`;
  if (isMistyped(owner, field)) return [];
  const at = { field, ...(restartPolicy !== undefined && { value: restartPolicy }) };
  if (owner.kind === "Job" || owner.kind === "CronJob")
    return restartPolicy === undefined || restartPolicy === "Always"
      ? [{ ...at, what: "the pods of a Job end, and the default is Always", remedy: "write OnFailure or Never" }]
      : [];
  return forEver.includes(owner.kind) && restartPolicy !== undefined && restartPolicy !== "Always"
    ? [{ ...at, what: `the pods of a ${owner.kind} are always started again`, remedy: "remove it, or make it a Job" }]
    : [];
}
