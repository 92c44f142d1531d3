import { expect, it } from "vitest";
import { imageWithoutTag } from "../../../lib/verify/rules/image-without-tag.ts";
import { podRefusedBySecurityLevel } from "../../../lib/verify/rules/pod-refused-by-security-level.ts";
import { requestAboveLimit } from "../../../lib/verify/rules/request-above-limit.ts";
import { retentionExceedsVolume } from "../../../lib/verify/rules/retention-exceeds-volume.ts";
import { folderOf, ran } from "../command/ran.ts";
import { said } from "../given.ts";
import { each, object, pod } from "./table.ts";

const asking = (memory: string) =>
  pod(`containers: [{ name: web, resources: { requests: { memory: ${memory} }, limits: { memory: 1Gi } } }]`);
const bounds = (limits: string) =>
  object("v1", "LimitRange", "bounds", `spec: { limits: [{ type: Container, ${limits} }] }`);
const running = (image: string) => pod(`containers: [{ name: web, image: "${image}" }]`);
const keeping = (size: string) =>
  object(
    "monitoring.coreos.com/v1",
    "Prometheus",
    "main",
    `spec: { retentionSize: ${size}, storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 10Gi } } } } } }`,
  );
const guarded = (level: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: ${level} } }\n---\n`;
const hostile = pod("hostPID: true, containers: [{ name: web }]");

each([
  [
    requestAboveLimit,
    asking("1024Mi"),
    asking("1025Mi"),
    "Pod web | spec.containers[0].resources.requests.memory | 1025Mi | the limit is 1Gi",
  ],
  [
    requestAboveLimit,
    bounds("default: { memory: 2Gi }") + pod("containers: [{ name: web, resources: { requests: { memory: 2Gi } } }]"),
    bounds("default: { memory: 1Gi }") + pod("containers: [{ name: web, resources: { requests: { memory: 2Gi } } }]"),
    "Pod web | spec.containers[0].resources.requests.memory | 2Gi | the limit is 1Gi, which a LimitRange gives",
  ],
  [
    imageWithoutTag,
    running("shop.example:5000/web:1.2"),
    running("shop.example:5000/web"),
    "Pod web | spec.containers[0].image | shop.example:5000/web | it has no tag",
  ],
  [
    imageWithoutTag,
    running("web:latest@sha256:0"),
    running("web:latest"),
    "Pod web | spec.containers[0].image | web:latest | the tag moves",
  ],
  [
    retentionExceedsVolume,
    keeping("8GiB"),
    keeping("10GB"),
    "Prometheus main | spec.retentionSize | 10GB | the claim is for 10Gi",
  ],
  [
    podRefusedBySecurityLevel,
    guarded("privileged") + hostile,
    guarded("baseline") + hostile,
    "Pod web | spec.hostPID | host namespaces | namespace shop enforces baseline, and this control of it refuses the pod",
  ],
]);

it("says what a control of restricted asks for", () => {
  const bare = pod("containers: [{ name: web }]");
  const context = "spec.containers[0].securityContext";
  const refused = "namespace shop enforces restricted, and this control of it refuses the pod";
  expect(said(podRefusedBySecurityLevel, guarded("restricted") + bare)).toEqual([
    `Pod web | ${context}.capabilities | capabilities | ${refused}: set drop: [ALL], and add NET_BIND_SERVICE at most`,
    `Pod web | ${context}.allowPrivilegeEscalation | privilege escalation | ${refused}: set allowPrivilegeEscalation: false`,
    `Pod web | ${context}.runAsNonRoot | running as non-root | ${refused}: set runAsNonRoot: true, here or for the whole pod`,
    `Pod web | ${context}.seccompProfile | seccomp | ${refused}: set seccompProfile: { type: RuntimeDefault }, here or for the whole pod`,
  ]);
});

it.each([
  ["1.34", "latest", /^Pod/],
  ["1.35", "latest", undefined],
  ["1.35", "v1.34", /^Pod/],
  [undefined, "latest", /^\(Pod .*Kubernetes 1\.35 admits it/],
])("lets root be in a user namespace from 1.35 on: Kubernetes %s, level of %s", (kubernetes, version, line) => {
  const rooted = pod("hostUsers: false, containers: [{ name: web, securityContext: { procMount: Unmasked } }]");
  const namespace = guarded("baseline").replace(
    "baseline",
    `baseline, pod-security.kubernetes.io/enforce-version: ${version}`,
  );
  const found = said(podRefusedBySecurityLevel, namespace + rooted, kubernetes === undefined ? {} : { kubernetes });
  expect(found).toHaveLength(line === undefined ? 0 : 1);
  if (line !== undefined) expect(found[0]).toMatch(line);
});

it.each([["a.yaml"], ["z.yaml"]])(
  "is not sure of the level where a Namespace is written twice: the other in %s",
  async (other) => {
    const namespace = (labels: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { ${labels} } }\n`;
    const files = {
      "b.yaml": `${namespace("pod-security.kubernetes.io/enforce: baseline")}---\n${hostile}`,
      [other]: namespace(""),
    };
    const ended = await ran(["--format", "json", folderOf(files)]);
    const { findings, uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
    const ofLevel = ({ rule }: { rule: string }) => rule === "pod-refused-by-security-level";
    expect(findings.filter(ofLevel)).toEqual([]);
    expect(uncertain.filter(ofLevel)).toEqual([
      expect.objectContaining({ uncertain: "Namespace shop is written in another file as well" }),
    ]);
  },
);
