import { describe, expect, it } from "vitest";
import { environments as all } from "../../../lib/environments/index.ts";
import { clearCluster, clusterOf, requireDisposable } from "../cluster.ts";
import { live, outsideNamespace } from "../environment.ts";
import { eventually } from "../eventually.ts";
import { installed, kubectl } from "../installed.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { certificateObjects, internet, outsideObjects, usersOf } from "../outside/objects.ts";
import { allIn, usersLog } from "../outside/users.ts";
import { progress } from "../progress.ts";
import { objectsOf } from "../rendered.ts";
import { report } from "../result.ts";
import { definitions } from "./definitions.ts";
import { appliedObjects, withoutImage } from "./lacking.ts";
import { renderedFiles } from "./objects.ts";
import { complaint, isReady, lacksImage, pods, wanted } from "./pods.ts";

/** Installs the platform as a user would. */
export function install(): void {
  describe("install", () => {
    it("has a cluster that may be used up", async () => {
      await requireDisposable(kubectl);
      progress("clearing what an earlier run has left");
      await clearCluster(kubectl);
    });

    it("knows the operator's kinds", async () => {
      progress("prometheus-operator's definitions");
      await kubectl.run(["apply", "--server-side", "--force-conflicts", "-f", definitions()]);
      await kubectl.run(["wait", "--for=condition=Established", "--timeout=60s", "crd", "--all"]);
    });

    it("takes every object of every environment without a warning", takesEveryObject);
    it("takes every file in the documented order", appliesEverything);
    it("has every pod ready, under its policies", hasEveryPod);
    it("lets users in", letsUsersIn);
  });
}

/** What a second application does. */
export function installAgain(): void {
  describe.concurrent("install, again", () => {
    it("changes nothing when everything is applied again", changesNothing);
  });
}

/** What users install, and the live environment as it is rendered; namespaces exist then, as other objects need them. */
async function takesEveryObject(): Promise<void> {
  const environment = live(await clusterOf(kubectl));
  const [namespaces] = renderedFiles(environment);
  await kubectl.apply(outsideObjects(environment.applications[0].image).slice(0, 1));
  await kubectl.apply(namespaces?.objects.filter(({ kind }) => kind === "Namespace") ?? []);
  const kinds = await kubectl.run(["api-resources", "--no-headers"]);
  const known = new Set(kinds.split("\n").map((line) => line.trim().split(/\s+/).at(-1)));
  const environments: [string, KubernetesObject[]][] = [
    ...[...all.map(({ name }) => name), "argocd"].map((name): [string, KubernetesObject[]] => [name, objectsOf(name)]),
    ["live", renderedFiles(environment).flatMap(({ objects }) => objects)],
  ];
  const rows: string[][] = [];
  for (const [name, objects] of environments) {
    const unknown = new Set(objects.map(({ kind }) => kind).filter((kind) => !known.has(kind)));
    const tried = objects.filter(({ kind }) => !unknown.has(kind));
    progress(`${name}: ${tried.length} objects, tried`);
    expect(await kubectl.dryRun(tried), name).toEqual([]);
    rows.push([name, String(tried.length), [...unknown].join(", ") || "none"]);
  }
  report(
    "Install",
    { columns: ["environment", "objects taken without a warning", "kinds that this cluster does not know"], rows },
    "What the API server says to every object of every environment (`kubectl apply --server-side --dry-run=server`).",
  );
}

async function appliesEverything(): Promise<void> {
  const environment = live(await clusterOf(kubectl));
  progress("the world outside: receivers");
  const [first, ...others] = outsideObjects(environment.applications[0].image);
  await kubectl.apply(first ? [first] : []);
  await kubectl.apply([...certificateObjects(), ...others]);
  await outsideIsThere();
  expect(internet.namespace).toBe(outsideNamespace);
  const { files } = await installed();
  for (const { name, objects } of files) {
    progress(`${name}: ${objects.length} objects`);
    await kubectl.apply(objects);
  }
}

async function outsideIsThere(): Promise<void> {
  const outside = ["deployment", "--all", "--namespace", outsideNamespace, "--timeout=120s"];
  await kubectl.run(["wait", "--for=condition=Available", ...outside]).catch(async (error: Error) => {
    const complaints = (await pods(kubectl)).filter((pod) => !isReady(pod)).map(complaint);
    throw new Error(`${error.message}\n${complaints.join("\n")}`);
  });
}

/** Only now: what they are refused while data services start would burn the budget of a service that is minutes old. */
async function letsUsersIn(): Promise<void> {
  const { environment } = await installed();
  progress("users");
  await kubectl.apply([usersOf(environment.applications[0].image)]);
  await outsideIsThere();
  await eventually("users whose questions are answered", 120, async () => {
    const log = await usersLog(kubectl);
    return log.includes(allIn) ? [] : [log];
  });
}

async function hasEveryPod(): Promise<void> {
  const { objects } = await installed();
  progress("waiting for pods");
  await eventually("ready pods", 300, async () => {
    const found = (await pods(kubectl)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    await removeLacking(found);
    const present = await appliedObjects(objects);
    const missing = wanted(present).flatMap(({ prefix, namespace, least }) => {
      const count = found.filter((pod) => pod.metadata.namespace === namespace && pod.metadata.name.startsWith(prefix));
      return count.length < least ? [`${count.length} of ${least} pods of ${prefix}`] : [];
    });
    return [...missing, ...found.filter((pod) => !isReady(pod)).map(complaint)];
  });
}

/** What there is no image for is taken away again: otherwise its alerts would fire, rightly. */
async function removeLacking(found: Awaited<ReturnType<typeof pods>>): Promise<void> {
  for (const [name, because] of Object.entries(withoutImage)) {
    if (!found.some((pod) => pod.metadata.name.startsWith(`${name}-`) && lacksImage(pod))) continue;
    progress(`${name}: its image is not to be had here, so it is taken away: ${because}`);
    await kubectl.run(["delete", "deployment", name, "--namespace", "monitoring", "--ignore-not-found"]);
  }
}

async function changesNothing(): Promise<void> {
  const { files } = await installed();
  progress("everything once more");
  const present = await appliedObjects(files.flatMap(({ objects }) => objects));
  await kubectl.apply(present);
  expect(await kubectl.diff(present)).toBe("");
}
