import type { Found } from "../../rule.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import type { Known, Manifest } from "../manifest.ts";
import { policiesOf } from "../network/policies.ts";
import { podsOf } from "../pods/pods.ts";
import { refusedInData } from "./data.ts";
import { type Fault, placed } from "./fault.ts";
import { refusedInPolicy, refusedInService } from "./network.ts";
import { refusedInPods } from "./pods.ts";
import { refusedInWorkload } from "./workloads.ts";

/** All that the API server refuses of the objects, as far as no other rule tells of it. */
export const refused = (cluster: Cluster, world: World): readonly Found[] => [
  ...podsOf(cluster).flatMap((pods) => of(pods.owner, [...refusedInPods(pods), ...refusedInWorkload(pods, world)])),
  ...cluster.all("Service").flatMap((object) => of(object, refusedInService(object))),
  ...policiesOf(cluster).flatMap((policy) => of(policy.object, refusedInPolicy(policy))),
  ...cluster.all("PodDisruptionBudget").flatMap((object) => of(object, refusedInBudget(object))),
  ...cluster.all("LimitRange").flatMap((object) => of(object, refusedInRange(object))),
  ...(["Secret", "ConfigMap"] as const).flatMap((kind) =>
    cluster.all(kind).flatMap((object) => of(object, refusedInData(object, world))),
  ),
];

const of = (object: Manifest, faults: readonly Fault[]): readonly Found[] =>
  faults.map((fault) => ({ object, ...fault }));

/** Source: ValidateLimitRange in Kubernetes 1.34, pkg/apis/core/validation/validation.go. */
const refusedInRange = ({ body }: Known<"LimitRange">): readonly Fault[] =>
  placed(body.spec?.limits, "spec.limits").flatMap(({ item, field }) =>
    (["default", "defaultRequest"] as const).flatMap((name) =>
      item.type === "Pod" && item[name] !== undefined
        ? [
            {
              field: `${field}.${name}`,
              what: "for the type Pod there are none",
              remedy: "write it for the type Container",
            },
          ]
        : [],
    ),
  );

/** Source: Kubernetes 1.34, pkg/apis/policy/validation/validation.go. */
const refusedInBudget = ({ body }: Known<"PodDisruptionBudget">): readonly Fault[] => {
  const { minAvailable, maxUnavailable } = body.spec ?? {};
  return minAvailable === undefined || maxUnavailable === undefined
    ? []
    : [
        {
          field: "spec.maxUnavailable",
          value: `${maxUnavailable}`,
          what: `minAvailable is ${minAvailable}, and a budget has one of the two`,
          remedy: "remove one of them",
        },
      ];
};
