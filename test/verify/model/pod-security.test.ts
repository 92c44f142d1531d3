import { expect, it } from "vitest";
import type { PodSpec } from "../../../lib/verify/model/pods/pod.ts";
import { type Level, violationsOf } from "../../../lib/verify/model/pods/pod-security.ts";

const hard: PodSpec = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [{ name: "web", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
};
const controls = (spec: PodSpec, level: Level) =>
  violationsOf({ spec, annotations: {} }, level).map(({ control }) => control);

it("admits a hardened pod at every level", () => expect(controls(hard, "restricted")).toEqual([]));

it("asks a bare pod for four things at restricted, nothing at baseline", () => {
  expect(controls({ containers: [{ name: "web" }] }, "baseline")).toEqual([]);
  expect(controls({ containers: [{ name: "web" }] }, "restricted")).toEqual([
    "capabilities",
    "privilege escalation",
    "running as non-root",
    "seccomp",
  ]);
});

it.each<[string, PodSpec]>([
  ["host namespaces", { ...hard, hostPID: true }],
  [
    "sysctls",
    { ...hard, securityContext: { ...hard.securityContext, sysctls: [{ name: "kernel.msgmax", value: "1" }] } },
  ],
  ["SELinux", { ...hard, securityContext: { ...hard.securityContext, seLinuxOptions: { user: "system_u" } } }],
  ["host process", { ...hard, securityContext: { ...hard.securityContext, windowsOptions: { hostProcess: true } } }],
])("finds %s at both levels", (control, spec) => {
  expect(controls(spec, "baseline")).toEqual([control]);
  expect(controls(spec, "restricted")).toEqual([control]);
  expect(controls(spec, "privileged")).toEqual([]);
});
