import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppliedObject } from "../../verify/reality/admission-cases.ts";
import { askingPods, bounds, isBeyond, oddPods, refusedFor } from "../../verify/reality/admission-cases.ts";
import { clusterOf } from "../cluster.ts";
import { eventually } from "../eventually.ts";
import { Kubectl } from "../kubectl.ts";

const kubectl = new Kubectl();
const levels = ["baseline", "restricted"] as const;
const namespaces = [...levels.map((level) => `verify-${level}`), ...Object.keys(bounds)];

/** What verify says of pods before they are applied, against what an API server says of the same pods. */
export function admission(): void {
  describe.concurrent("the API server's admission", () => {
    beforeAll(async () => {
      const enforced = (name: string) => levels.find((level) => name === `verify-${level}`);
      await kubectl.run(["apply", "-f", "-"], list(namespaces.map((name) => namespaceOf(name, enforced(name)))));
      const within = Object.entries(bounds).flatMap(([name, objects]) => objects.map((object) => inside(object, name)));
      await kubectl.run(["apply", "-f", "-"], list(within));
      // Pods are refused before their account is there, and before a quota's use is counted.
      await eventually("namespaces are ready", 30, async () => {
        const ready = await Promise.all(namespaces.map(isReady));
        return namespaces.filter((_, index) => !ready[index]);
      });
    });
    afterAll(async () => {
      await kubectl.run(["delete", "namespace", "--ignore-not-found", ...namespaces]);
    });

    it.sequential.each(levels)("agrees with verify about each odd pod, and for what %s refuses it", async (level) => {
      const { kubernetesVersion } = await clusterOf(kubectl);
      const answers = await admitted(oddPods, `verify-${level}`);
      const expected = new Map(oddPods.map((pod) => [pod.metadata.name, refusedFor(pod, level, kubernetesVersion)]));
      expect(new Map([...answers].map(([name, answer]) => [name, controlsIn(answer)]))).toEqual(expected);
    });

    it.sequential.each(Object.keys(bounds))(
      "agrees with verify about each pod that asks for resources in %s",
      async (namespace) => {
        const answers = await admitted(askingPods, namespace);
        const refused = [...answers].filter(([, answer]) => answer !== "").map(([name]) => name);
        const expected = askingPods.filter((pod) => isBeyond(pod, namespace)).map(({ metadata }) => metadata.name);
        expect(refused.sort(), [...answers].join("\n")).toEqual(expected.sort());
      },
    );
  });
}

const list = (items: readonly object[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items });

const inside = (object: AppliedObject, namespace: string): AppliedObject => ({
  ...object,
  metadata: { ...object.metadata, namespace },
});

const namespaceOf = (name: string, level: string | undefined) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level } },
});

async function isReady(namespace: string): Promise<boolean> {
  const account = await kubectl.run([
    "get",
    "serviceaccount",
    "default",
    "-n",
    namespace,
    "--ignore-not-found",
    "-o",
    "name",
  ]);
  if (account === "") return false;
  const { items } = await kubectl.json<{ items: { status?: { hard?: object } }[] }>([
    "get",
    "resourcequota",
    "-n",
    namespace,
  ]);
  return items.every(({ status }) => status?.hard !== undefined);
}

/** What the API server says of each pod: nothing where it admits it. */
async function admitted(pods: readonly AppliedObject[], namespace: string): Promise<ReadonlyMap<string, string>> {
  const all = list(pods.map((pod) => inside(pod, namespace)));
  const said = await kubectl.run(["create", "--dry-run=server", "-o", "name", "-f", "-"], all).catch(String);
  return new Map(
    pods.map(({ metadata: { name } }) => [
      name,
      said
        .split("\n")
        .find((line) => line.includes(`ods "${name}" is forbidden`) || line.includes(`Pod "${name}" is invalid`)) ?? "",
    ]),
  );
}

/** How the API server calls the controls, without what stands in parentheses. */
const controls: Readonly<Record<string, string>> = {
  "host namespaces": "host namespaces",
  hostPort: "host ports",
  "hostPath volumes": "hostPath volumes",
  "restricted volume types": "volume types",
  "forbidden sysctls": "sysctls",
  "forbidden AppArmor profile": "AppArmor",
  "forbidden AppArmor profiles": "AppArmor",
  hostProcess: "host process",
  seLinuxOptions: "SELinux",
  seccompProfile: "seccomp",
  "runAsUser=0": "running as root",
  "runAsNonRoot != true": "running as non-root",
  privileged: "privileged containers",
  procMount: "/proc mount type",
  "probe or lifecycle host": "host probes",
  "non-default capabilities": "capabilities",
  "unrestricted capabilities": "capabilities",
  "allowPrivilegeEscalation != false": "privilege escalation",
};

/** The controls that an answer names. */
function controlsIn(answer: string): readonly string[] {
  if (answer === "") return [];
  const [, reasons] = /violates PodSecurity "[^"]*": (.*)$/.exec(answer) ?? [];
  if (reasons === undefined) return [answer];
  let left = reasons;
  while (/\([^()]*\)/.test(left)) left = left.replace(/ ?\([^()]*\)/g, "");
  return left
    .split(", ")
    .map((each) => controls[each.trim()] ?? each)
    .sort();
}
