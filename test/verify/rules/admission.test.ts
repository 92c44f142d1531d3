import { exclusiveVolumeShared } from "../../../lib/verify/rules/exclusive-volume-shared.ts";
import { imageWithoutDigest } from "../../../lib/verify/rules/image-without-digest.ts";
import { outsideLimitRange } from "../../../lib/verify/rules/outside-limit-range.ts";
import { requestMissingForQuota } from "../../../lib/verify/rules/request-missing-for-quota.ts";
import { sampleLimitTooLow } from "../../../lib/verify/rules/sample-limit-too-low.ts";
import { each, object, pod, service, workload } from "./table.ts";

const counting = object("v1", "ResourceQuota", "compute", "spec: { hard: { requests.cpu: 4, pods: 9 } }");
const range = (limits: string) =>
  object("v1", "LimitRange", "bounds", `spec: { limits: [{ type: Container, ${limits} }] }`);
const asking = (resources: string) => pod(`containers: [{ name: web, resources: { ${resources} } }]`);
const claim = object("v1", "PersistentVolumeClaim", "data", "spec: { accessModes: [ReadWriteOnce] }");
const storing = (spec: string) =>
  workload("Deployment", "web", {
    spec,
    pods: "volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]",
  });
const exporter =
  workload("Deployment", "web", {
    container:
      "{ name: redis, image: oliver006/redis_exporter:v1.93.0-alpine, args: [--ping-on-connect], ports: [{ name: http, containerPort: 9121 }] }",
  }) +
  service("web", "selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }]").replace(
    "name: web,",
    "name: web, labels: { app: web },",
  );
const monitor = (limit: number) =>
  object(
    "monitoring.coreos.com/v1",
    "ServiceMonitor",
    "web",
    `spec: { sampleLimit: ${limit}, selector: { matchLabels: { app: web } }, endpoints: [{ port: http }] }`,
  );

each([
  [
    requestMissingForQuota,
    counting + range("defaultRequest: { cpu: 50m }") + asking(""),
    counting + asking("requests: { memory: 1Gi }"),
    "Pod web | spec.containers[0].resources.requests.cpu | ResourceQuota shop/compute counts it, and neither the container nor a LimitRange says any",
  ],
  [
    requestMissingForQuota,
    counting + asking("limits: { cpu: 1 }"),
    counting + asking(""),
    "Pod web | spec.containers[0].resources.requests.cpu | ResourceQuota shop/compute counts it, and neither the container nor a LimitRange says any",
  ],
  [
    outsideLimitRange,
    range("min: { cpu: 100m }") + asking("requests: { cpu: 100m }"),
    range("min: { cpu: 100m }") + asking("requests: { cpu: 99m }"),
    "Pod web | spec.containers[0].resources.requests.cpu | 99m | LimitRange shop/bounds permits no less than 100m",
  ],
  [
    outsideLimitRange,
    range("max: { memory: 1Gi }") + asking("limits: { memory: 1Gi }, requests: { memory: 1 }"),
    range("max: { memory: 1Gi }") + asking("limits: { memory: 1.5Gi }, requests: { memory: 1 }"),
    "Pod web | spec.containers[0].resources.limits.memory | 1.5Gi | LimitRange shop/bounds permits no more than 1Gi",
  ],
  [
    outsideLimitRange,
    range("maxLimitRequestRatio: { cpu: 2 }") + asking("limits: { cpu: 1 }, requests: { cpu: 500m }"),
    range("maxLimitRequestRatio: { cpu: 2 }") + asking("limits: { cpu: 1 }, requests: { cpu: 499m }"),
    "Pod web | spec.containers[0].resources.limits.cpu | 1 | LimitRange shop/bounds permits 2 times the request, which is 499m",
  ],
  [
    imageWithoutDigest,
    pod('containers: [{ name: web, image: "web:1@sha256:0" }]'),
    pod('containers: [{ name: web, image: "web:1" }]'),
    "Pod web | spec.containers[0].image | web:1 | it has a tag only",
  ],
  [
    exclusiveVolumeShared,
    claim + storing("strategy: { type: Recreate }"),
    claim + storing("replicas: 2"),
    "Deployment web | spec.template.spec.volumes[0].persistentVolumeClaim.claimName | data | the claim is ReadWriteOnce, and there may be 3 pods at once",
  ],
  [
    sampleLimitTooLow,
    exporter + monitor(193),
    exporter + monitor(192),
    "ServiceMonitor web | spec.sampleLimit | 192 | oliver006/redis_exporter:v1.93.0-alpine gives 193 metrics, each of which is one series or more",
  ],
]);
