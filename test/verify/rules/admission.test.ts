import { expect, it } from "vitest";
import { exclusiveVolumeShared } from "../../../lib/verify/rules/exclusive-volume-shared.ts";
import { imageWithoutDigest } from "../../../lib/verify/rules/image-without-digest.ts";
import { outsideLimitRange } from "../../../lib/verify/rules/outside-limit-range.ts";
import { requestMissingForQuota } from "../../../lib/verify/rules/request-missing-for-quota.ts";
import { sampleLimitTooLow } from "../../../lib/verify/rules/sample-limit-too-low.ts";
import { folderOf, ran } from "../command/ran.ts";
import { each, object, pod, service, workload } from "./table.ts";

const counting = object("v1", "ResourceQuota", "compute", "spec: { hard: { requests.cpu: 4, pods: 9 } }");
const range = (limits: string) =>
  object("v1", "LimitRange", "bounds", `spec: { limits: [{ type: Container, ${limits} }] }`);
const asking = (resources: string) => pod(`containers: [{ name: web, resources: { ${resources} } }]`);
const wholePods = (limits: string) => range(limits).replace("Container", "Pod");
const claims = (limits: string) => range(limits).replace("Container", "PersistentVolumeClaim");
const two = (resources: string) =>
  pod(`containers: [{ name: a, resources: { ${resources} } }, { name: b, resources: { ${resources} } }]`);
const sized = (storage: string) =>
  object("v1", "PersistentVolumeClaim", "data", `spec: { resources: { requests: { storage: ${storage} } } }`);
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
    requestMissingForQuota,
    counting.replace("requests.cpu", "limits.cpu") +
      pod("resources: { limits: { cpu: 1 } }, containers: [{ name: web }]"),
    counting.replace("requests.cpu", "limits.cpu") +
      pod("resources: { requests: { cpu: 1 } }, containers: [{ name: web }]"),
    "Pod web | spec.containers[0].resources.limits.cpu | ResourceQuota shop/compute counts it, and neither the container nor a LimitRange says any",
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
    outsideLimitRange,
    range("maxLimitRequestRatio: { cpu: 2 }") + asking("limits: { cpu: 1 }"),
    range("maxLimitRequestRatio: { cpu: 2 }") + asking("requests: { cpu: 1 }"),
    "Pod web | spec.containers[0].resources.limits.cpu | nothing | LimitRange shop/bounds permits only what has both a request and a limit",
  ],
  [
    outsideLimitRange,
    range("maxLimitRequestRatio: { cpu: 1500m }") + asking("limits: { cpu: 3 }, requests: { cpu: 2 }"),
    range("maxLimitRequestRatio: { cpu: 1500m }") + asking("limits: { cpu: 4 }, requests: { cpu: 2 }"),
    "Pod web | spec.containers[0].resources.limits.cpu | 4 | LimitRange shop/bounds permits 1500m times the request, which is 2",
  ],
  [
    outsideLimitRange,
    wholePods("max: { memory: 2Gi }") + two("limits: { memory: 1Gi }"),
    wholePods("max: { memory: 2Gi }") + two("limits: { memory: 1025Mi }, requests: { memory: 1 }"),
    "Pod web | spec | limits.memory 2050Mi | LimitRange shop/bounds permits no more than 2Gi",
  ],
  [
    outsideLimitRange,
    wholePods("min: { cpu: 1 }") + two('requests: { cpu: "${CPU}" }'),
    wholePods("min: { cpu: 1 }") + two("requests: { cpu: 400m }"),
    "Pod web | spec | requests.cpu 800m | LimitRange shop/bounds permits no less than 1",
  ],
  [
    outsideLimitRange,
    wholePods("min: { cpu: 1 }") + two("requests: { cpu: 500m }"),
    wholePods("min: { cpu: 1 }") + two(""),
    "Pod web | spec | requests.cpu nothing | LimitRange shop/bounds permits no less than 1",
  ],
  [
    outsideLimitRange,
    claims("max: { storage: 10Gi }") + sized("10Gi"),
    claims("max: { storage: 10Gi }") + sized("11Gi"),
    "PersistentVolumeClaim data | spec.resources.requests.storage | 11Gi | LimitRange shop/bounds permits no more than 10Gi",
  ],
  [
    requestMissingForQuota,
    counting.replace("spec: {", "spec: { scopes: [Terminating],") + asking(""),
    counting.replace("spec: {", "spec: { scopes: [NotTerminating],") + asking(""),
    "Pod web | spec.containers[0].resources.requests.cpu | ResourceQuota shop/compute counts it, and neither the container nor a LimitRange says any",
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

it("is not sure of a LimitRange that names no namespace, in a folder of its own", async () => {
  const bounds =
    "apiVersion: v1\nkind: LimitRange\nmetadata: { name: a }\nspec: { limits: [{ type: Container, min: { cpu: 1 } }] }\n";
  const web =
    "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: a, resources: { requests: { cpu: 100m } } }] }\n";
  const doubts = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const ended = await ran(["--format", "json", ...args, folderOf(files)]);
    const { findings, uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
    return [...findings, ...uncertain].find(({ rule }) => rule === "outside-limit-range").uncertain;
  };
  expect(await doubts({ "web/a.yaml": web, "overlay/b.yaml": bounds })).toBe(
    "LimitRange default/a names no namespace, and stands in a folder of its own",
  );
  expect(await doubts({ "web/a.yaml": web, "overlay/b.yaml": bounds }, "--complete")).toBeUndefined();
  expect(await doubts({ "web/a.yaml": web, "b.yaml": bounds })).toBeUndefined();
  expect(
    await doubts({ "web/a.yaml": web, "overlay/b.yaml": bounds.replace("a }", "a, namespace: default }") }),
  ).toBeUndefined();
});
