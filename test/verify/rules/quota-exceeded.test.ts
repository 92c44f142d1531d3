import { describe, expect, it } from "vitest";
import { quotaExceeded } from "../../../lib/verify/rules/quota-exceeded.ts";
import { said } from "../given.ts";

const given = (cpu: string) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: compute, namespace: shop }
spec: { hard: { requests.cpu: ${cpu} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: web, resources: { requests: { cpu: 500m } } }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { maxReplicas: 4, scaleTargetRef: { kind: Deployment, name: web } }
`;

it("is content where the largest scale and its surge fit", () =>
  expect(said(quotaExceeded, given("2500m"))).toEqual([]));

it("finds that the surge of a rollout does not fit", () =>
  expect(said(quotaExceeded, given("2"))).toEqual([
    "ResourceQuota compute | spec.hard.requests.cpu | 2 | the namespace's pods take 2500m at their largest scale during a rollout, and 2 otherwise",
  ]));

it("says that all must roll out at once where there are several", () => {
  const two = given("4").replace("spec: { template", "spec: { replicas: 4, template");
  const other = two
    .slice(two.indexOf("apiVersion: apps/v1"), two.indexOf("apiVersion: autoscaling"))
    .replace("name: web,", "name: other,");
  expect(said(quotaExceeded, `${two}---\n${other}`)).toEqual([
    "ResourceQuota compute | spec.hard.requests.cpu | 4 | the namespace's pods take 5 at their largest scale during a rollout of all of them at once, and 4 otherwise",
  ]);
});

it("finds that the largest scale alone does not fit", () =>
  expect(said(quotaExceeded, given("1500m"))).toEqual([
    "ResourceQuota compute | spec.hard.requests.cpu | 1500m | the namespace's pods take 2 at their largest scale",
  ]));

const counting = (hard: string, scope: string, spec: string) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: some, namespace: shop }
spec: { hard: { ${hard} }, ${scope} }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: usual }
globalDefault: true
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { ${spec} }
`;
const nothing = "containers: [{ name: web }]";
const something = "containers: [{ name: web, resources: { limits: { cpu: 1 } } }]";
const ofClass = (operator: string, values = "") =>
  `scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: ${operator}${values && `, values: [${values}]`} }] }`;

it.each([
  ["scopes: [BestEffort]", nothing, true],
  ["scopes: [BestEffort]", something, false],
  ["scopes: [NotBestEffort]", something, true],
  ["scopes: [Terminating]", `activeDeadlineSeconds: 60, ${nothing}`, true],
  ["scopes: [Terminating]", nothing, false],
  ["scopes: [NotTerminating, BestEffort]", nothing, true],
  ["scopes: [NotTerminating, NotBestEffort]", nothing, false],
  [ofClass("In", "high"), `priorityClassName: high, ${nothing}`, true],
  [ofClass("In", "high"), nothing, false],
  [ofClass("In", "usual"), nothing, true],
  [ofClass("NotIn", "high"), nothing, true],
  [ofClass("Exists"), nothing, true],
  [ofClass("DoesNotExist"), nothing, false],
  ["scopes: [SomethingNew]", nothing, false],
])("counts the pods in its scope: %s, %s", (scope, spec, isCounted) =>
  expect(said(quotaExceeded, counting("pods: 0", scope, spec))).toEqual(
    isCounted ? ["ResourceQuota some | spec.hard.pods | 0 | the pods in its scope take 1 at their largest scale"] : [],
  ),
);

const sidecar = "{ name: proxy, restartPolicy: Always, resources: { requests: { cpu: 200m } } }";
const first = "{ name: migrate, resources: { requests: { cpu: 1 } } }";
const main = "{ name: web, resources: { requests: { cpu: 500m, nvidia.com/gpu: 1 } } }";

it.each([
  ["its containers", `containers: [${main}, ${main}]`, "requests.cpu", 1000],
  [
    "what runs before them, with the side-cars before it",
    `initContainers: [${sidecar}, ${first}], containers: [${main}]`,
    "requests.cpu",
    1200,
  ],
  ["side-cars", `initContainers: [${sidecar}], containers: [${main}]`, "cpu", 700],
  ["the overhead", `overhead: { cpu: 50m }, containers: [${main}]`, "cpu", 550],
  ["no overhead of a limit that is not there", `overhead: { cpu: 50m }, containers: [${main}]`, "limits.cpu", 0],
  [
    "what is said of the whole pod",
    `resources: { requests: { cpu: 600m } }, containers: [${main}, ${main}]`,
    "cpu",
    600,
  ],
  ["other resources", `containers: [${main}]`, "requests.nvidia.com/gpu", 1000],
])("counts %s", (_, spec, resource, amount) => {
  const hard = (bound: number) => counting(`${resource}: ${bound}m`, "", spec);
  expect(said(quotaExceeded, hard(amount))).toEqual([]);
  if (amount > 0) expect(said(quotaExceeded, hard(amount - 1))).toHaveLength(1);
});

const daemons = (strategy: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec: { updateStrategy: { ${strategy} }, template: { spec: { containers: [{ name: agent }] } } }
`;
const jobs = (spec: string) => `
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: shop }
spec: { ${spec}, template: { spec: { containers: [{ name: once }] } } }
`;

it.each([
  ["a DaemonSet on each node", daemons(""), 4],
  ["a DaemonSet that adds pods in a rollout", daemons("rollingUpdate: { maxSurge: 30% }"), 6],
  ["a DaemonSet that adds none", daemons("type: OnDelete, rollingUpdate: { maxSurge: 30% }"), 4],
  ["a Job", jobs("parallelism: 3"), 3],
  ["a Job with less to complete", jobs("parallelism: 3, completions: 2"), 2],
])("counts the pods of %s", (_, workload, pods) => {
  const quota = (bound: number) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: some, namespace: shop }
spec: { hard: { pods: ${bound} } }
---${workload}`;
  expect(said(quotaExceeded, quota(pods), { nodes: 4 })).toEqual([]);
  expect(said(quotaExceeded, quota(pods - 1), { nodes: 4 })).toHaveLength(1);
});

const objects = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, ports: [{ port: 80 }, { port: 443 }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files, namespace: shop }
spec: { storageClassName: slow, resources: { requests: { storage: 5Gi } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 3
  template: { spec: { containers: [{ name: db }] } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: fast, resources: { requests: { storage: 10Gi } } } }]
---`;

it.each([
  ["services", 1],
  ["count/services", 1],
  ["services.loadbalancers", 1],
  ["services.nodeports", 2],
  ["persistentvolumeclaims", 4],
  ["fast.storageclass.storage.k8s.io/persistentvolumeclaims", 3],
  ["requests.storage", 35 * 2 ** 30],
  ["slow.storageclass.storage.k8s.io/requests.storage", 5 * 2 ** 30],
  ["count/statefulsets.apps", 1],
  ["count/deployments.apps", 0],
  ["count/pods", 3],
  ["count/widgets.example.com", 0],
])("counts %s", (resource, amount) => {
  const quota = (bound: number) => `${objects}
apiVersion: v1
kind: ResourceQuota
metadata: { name: some, namespace: shop }
spec: { hard: { ${resource}: ${bound} } }
`;
  expect(said(quotaExceeded, quota(amount))).toEqual([]);
  // Once, however often they are written.
  expect(said(quotaExceeded, objects + quota(amount))).toEqual([]);
  if (amount > 0) expect(said(quotaExceeded, quota(amount - 1))).toHaveLength(1);
});

describe("the side-car of prometheus-operator", () => {
  const reloading = (...args: readonly string[]) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: compute, namespace: shop }
spec: { hard: { requests.cpu: 200m, limits.memory: 200Mi } }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: shop }
spec: { replicas: 2, resources: { requests: { cpu: 100m }, limits: { memory: 100Mi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: operator, namespace: other }
spec: { template: { spec: { containers: [{ name: operator, image: "quay.io/prometheus-operator/prometheus-operator:v0.94.1", args: [${args.join(", ")}] }] } } }
`;
  const taken = (yaml: string) => said(quotaExceeded, yaml).map((line) => /take (\S+)/.exec(line)?.[1]);

  it("takes what the operator gives it", () => {
    expect(taken(reloading())).toEqual(["220m", "300Mi"]);
    expect(taken(reloading("--config-reloader-cpu-request=100m", "--config-reloader-memory-limit=0"))).toEqual([
      "400m",
    ]);
  });

  it("takes nothing as far as anybody knows where the operator is not there", () =>
    expect(taken(reloading().replace(/---\napiVersion: apps[\s\S]*/, ""))).toEqual([]));
});
