import { expect, it } from "vitest";
import { fieldHasUnknownWord } from "../../../lib/verify/rules/field-has-unknown-word.ts";
import { fieldHasWrongType } from "../../../lib/verify/rules/field-has-wrong-type.ts";
import { said } from "../given.ts";
import { each, object, pod, service, workload } from "./table.ts";

const policy = (types: string) =>
  object("networking.k8s.io/v1", "NetworkPolicy", "web", `spec: { policyTypes: [${types}] }`);
const relabelling = (action: string) =>
  object(
    "monitoring.coreos.com/v1",
    "ServiceMonitor",
    "web",
    `spec: { endpoints: [{ relabelings: [{ action: ${action} }] }] }`,
  );

each([
  [
    fieldHasUnknownWord,
    service("web", "ports: [{ port: 80, protocol: TCP }]"),
    service("web", "ports: [{ port: 80, protocol: tcp }]"),
    "Service web | spec.ports[0].protocol | tcp | the field takes one of TCP, UDP, SCTP: did you mean TCP?",
  ],
  [
    fieldHasUnknownWord,
    policy("Ingress, Egress"),
    policy("Ingress, egres"),
    "NetworkPolicy web | spec.policyTypes[1] | egres | the field takes one of Ingress, Egress: did you mean Egress?",
  ],
  [
    fieldHasUnknownWord,
    workload("Deployment", "web", { spec: "strategy: { type: Recreate }" }),
    workload("Deployment", "web", { spec: "strategy: { type: BlueGreen }" }),
    "Deployment web | spec.strategy.type | BlueGreen | the field takes one of Recreate, RollingUpdate",
  ],
]);

it("takes both spellings of prometheus-operator, and what is empty for the default", () => {
  expect(said(fieldHasUnknownWord, relabelling("labeldrop") + relabelling("LabelDrop"))).toEqual([]);
  expect(said(fieldHasUnknownWord, relabelling("drop_label"))).toHaveLength(1);
  expect(said(fieldHasUnknownWord, pod('restartPolicy: ""'))).toEqual([]);
});

it("leaves what is no text to the rule about types", () => {
  const numbered = pod("restartPolicy: 3");
  expect(said(fieldHasUnknownWord, numbered)).toEqual([]);
  expect(said(fieldHasWrongType, numbered)).toEqual([
    "Pod web | spec.restartPolicy | 3 | it is a number, and the field takes one of Always, OnFailure, Never",
  ]);
});
