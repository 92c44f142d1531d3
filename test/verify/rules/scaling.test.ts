import { autoscalerBounds } from "../../../lib/verify/rules/autoscaler-bounds.ts";
import { autoscalerWithoutRequest } from "../../../lib/verify/rules/autoscaler-without-request.ts";
import { autoscalerWithoutTarget } from "../../../lib/verify/rules/autoscaler-without-target.ts";
import { autoscalersOverlap } from "../../../lib/verify/rules/autoscalers-overlap.ts";
import { budgetSelectsNothing } from "../../../lib/verify/rules/budget-selects-nothing.ts";
import { budgetsOverlap } from "../../../lib/verify/rules/budgets-overlap.ts";
import { replicasBesideAutoscaler } from "../../../lib/verify/rules/replicas-beside-autoscaler.ts";
import { selectorMissesTemplate } from "../../../lib/verify/rules/selector-misses-template.ts";
import { selectorsOverlap } from "../../../lib/verify/rules/selectors-overlap.ts";
import { each, object, workload } from "./table.ts";

const web = workload("Deployment", "web");
const autoscaler = (name: string, maximum = 4) =>
  object(
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    "web",
    `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, minReplicas: 2, maxReplicas: ${maximum}, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization } } }] }`,
  );
const second = (name: string) => autoscaler(name).replace("name: web,", "name: second,");
const scaled = object("keda.sh/v1alpha1", "ScaledObject", "web", "spec: { scaleTargetRef: { name: web } }");
const takeover = "scaledobject.keda.sh/transfer-hpa-ownership";
const beside = (init: string) =>
  workload("Deployment", "web", {
    container: "{ name: web, resources: { requests: { cpu: 1 } } }",
    pods: `initContainers: [{ ${init} }]`,
  });
const requesting = (resources: string) =>
  workload("Deployment", "web", { container: `{ name: web, resources: { ${resources} } }, { name: proxy }` });
const limits = object(
  "v1",
  "LimitRange",
  "defaults",
  "spec: { limits: [{ type: Container, defaultRequest: { cpu: 50m } }] }",
);
const budget = (name: string, label: string) =>
  object("policy/v1", "PodDisruptionBudget", name, `spec: { selector: { matchLabels: { ${label} } } }`);

each([
  [
    autoscalerWithoutTarget,
    web + autoscaler("web"),
    web + autoscaler("wep"),
    "HorizontalPodAutoscaler web | spec.scaleTargetRef | Deployment wep | namespace shop has no such workload: did you mean Deployment web?",
  ],
  [
    autoscalerWithoutTarget,
    web + autoscaler("web").replace("apps/v1", "apps/v1beta1"),
    web + autoscaler("web").replace("apps/v1", "extensions/v1beta1"),
    "HorizontalPodAutoscaler web | spec.scaleTargetRef.apiVersion | extensions/v1beta1 | the group of a Deployment is apps: write apps/v1",
  ],
  [
    autoscalerWithoutTarget,
    web + autoscaler("web"),
    web + autoscaler("web").replace("apiVersion: apps/v1,", ""),
    "HorizontalPodAutoscaler web | spec.scaleTargetRef.apiVersion | the group of a Deployment is apps: write apps/v1",
  ],
  [
    autoscalersOverlap,
    web + autoscaler("web") + second("api"),
    web + autoscaler("web") + second("web"),
    "HorizontalPodAutoscaler second | spec.scaleTargetRef | Deployment web | HorizontalPodAutoscaler shop/web scales it as well",
  ],
  [
    autoscalersOverlap,
    web + autoscaler("web") + scaled.replace("name: web,", `name: web, annotations: { ${takeover}: "true" },`),
    web + autoscaler("web") + scaled,
    "ScaledObject web | spec.scaleTargetRef | Deployment web | HorizontalPodAutoscaler shop/web scales it as well",
  ],
  [
    autoscalerWithoutRequest,
    beside("name: init") + autoscaler("web"),
    beside("name: proxy, restartPolicy: Always") + autoscaler("web"),
    "HorizontalPodAutoscaler web | spec.metrics[0].resource.name | cpu | container proxy of Deployment shop/web requests none",
  ],
  [
    autoscalerBounds,
    web + autoscaler("web", 2),
    web + autoscaler("web", 1),
    "HorizontalPodAutoscaler web | spec.maxReplicas | 1 | the minimum is 2",
  ],
  [
    autoscalerWithoutRequest,
    requesting("requests: { cpu: 1 }") + limits + autoscaler("web"),
    requesting("requests: { cpu: 1 }") + autoscaler("web"),
    "HorizontalPodAutoscaler web | spec.metrics[0].resource.name | cpu | container proxy of Deployment shop/web requests none",
  ],
  [
    autoscalerWithoutRequest,
    workload("Deployment", "web", { pods: "resources: { requests: { cpu: 1 } }" }) + autoscaler("web"),
    workload("Deployment", "web", { pods: "resources: { requests: { memory: 1Gi } }" }) + autoscaler("web"),
    "HorizontalPodAutoscaler web | spec.metrics[0].resource.name | cpu | container web of Deployment shop/web requests none",
  ],
  [
    replicasBesideAutoscaler,
    web + autoscaler("web"),
    workload("Deployment", "web", { spec: "replicas: 3" }) + autoscaler("web"),
    "Deployment web | spec.replicas | 3 | HorizontalPodAutoscaler shop/web scales it",
  ],
  [
    selectorMissesTemplate,
    web,
    workload("Deployment", "web", { label: "app: wep" }),
    "Deployment web | spec.selector | app=web | the template's labels are app=wep",
  ],
  [
    selectorsOverlap,
    web + workload("Deployment", "api"),
    web + workload("Deployment", "api", { label: "app: web" }),
    "Deployment web | spec.selector | app=web | it selects the pods of Deployment shop/api as well",
  ],
  [
    budgetSelectsNothing,
    web + budget("web", "app: web"),
    web + budget("web", "app: wep"),
    "PodDisruptionBudget web | spec.selector | app=wep | no pod of namespace shop has these labels",
  ],
  [
    budgetsOverlap,
    web + budget("web", "app: web") + budget("api", "app: api"),
    web + budget("web", "app: web") + budget("all", "app: web"),
    "PodDisruptionBudget all | spec.selector | PodDisruptionBudget shop/web selects the pods of Deployment shop/web as well",
  ],
]);
