import { describe, expect, it } from "vitest";
import { brokenControls } from "./pod-security.ts";
import type { PodSpec } from "./rendered.ts";

describe("the check of Pod Security", () => {
  const context = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  const good: PodSpec = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "a", securityContext: context }],
    volumes: [{ name: "v", emptyDir: {} }],
  };
  const container = (changes: object): Partial<PodSpec> => ({ containers: [{ name: "a", ...changes }] });
  const secured = (changes: object) => container({ securityContext: { ...context, ...changes } });
  const pod = (changes: object): Partial<PodSpec> => ({ securityContext: { ...good.securityContext, ...changes } });

  it("has nothing to say about a good pod", () => expect(brokenControls(good)).toEqual([]));

  it.each<[string, Partial<PodSpec>]>([
    ["host namespaces", { hostNetwork: true }],
    ["host namespaces", { hostPID: true }],
    ["host namespaces", { hostIPC: true }],
    ["volume types", { volumes: [{ name: "v", hostPath: { path: "/" } }] }],
    ["volume types", { volumes: [{ name: "v", nfs: { server: "a", path: "/" } }] }],
    ["sysctls", pod({ sysctls: [{ name: "kernel.msgmax", value: "1" }] })],
    ["running as root", pod({ runAsUser: 0 })],
    ["running as root", secured({ runAsUser: 0 })],
    ["running as non-root", pod({ runAsNonRoot: undefined })],
    ["running as non-root", secured({ runAsNonRoot: false })],
    [
      "running as non-root",
      { ...pod({ runAsNonRoot: undefined }), initContainers: [{ name: "b", securityContext: context }] },
    ],
    ["privileged containers", secured({ privileged: true })],
    ["privilege escalation", secured({ allowPrivilegeEscalation: undefined })],
    ["capabilities", secured({ capabilities: { drop: ["NET_RAW"] } })],
    ["capabilities", secured({ capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] } })],
    ["host ports", container({ securityContext: context, ports: [{ containerPort: 80, hostPort: 80 }] })],
    ["host probes", container({ securityContext: context, livenessProbe: { httpGet: { host: "a", port: 80 } } })],
    ["/proc mount type", secured({ procMount: "Unmasked" })],
    ["seccomp", pod({ seccompProfile: undefined })],
    ["seccomp", secured({ seccompProfile: { type: "Unconfined" } })],
    ["AppArmor", secured({ appArmorProfile: { type: "Unconfined" } })],
    ["SELinux", pod({ seLinuxOptions: { type: "spc_t" } })],
    ["SELinux", secured({ seLinuxOptions: { user: "system_u" } })],
    ["host process", pod({ windowsOptions: { hostProcess: true } })],
  ])("finds broken %s", (control, changes) => expect(brokenControls({ ...good, ...changes })).toEqual([control]));

  it("looks at containers that run first", () =>
    expect(brokenControls({ ...good, initContainers: [{ name: "b" }] })).toEqual([
      "privilege escalation",
      "capabilities",
    ]));
});
