import { describe, expect, it } from "vitest";
import { images, type Program, versionOf } from "../../../lib/platform/images.ts";
import { clusterVersions } from "../cluster.ts";
import { appliedObjects, lackingImages } from "../install/lacking.ts";
import { pods } from "../install/pods.ts";
import { installed, kubectl, ofEach } from "../installed.ts";
import { usersLog } from "../outside/users.ts";
import { progress } from "../progress.ts";
import { nameOf } from "../rendered.ts";
import { report } from "../result.ts";
import { seen } from "./seen.ts";

const minutes = 5;
let since = 0;

/** From now on nothing may fire. */
export function beginSilence(): void {
  since = Date.now() / 1000;
}

/** Whether a healthy cluster keeps quiet; other things may be looked at meanwhile. */
export function silence(): void {
  describe.concurrent("steady state, as it stays", () => {
    it.sequential(`fires no alert but the Watchdog for ${minutes} minutes`, staysQuiet);
    it.sequential("has restarted nothing", restartsNothing);
  });
}

async function staysQuiet(): Promise<void> {
  progress(`silence, until ${minutes} minutes after the first targets`);
  const { outside } = await installed();
  const firing = 'ALERTS{alertstate="firing", alertname!="Watchdog"}';
  const end = since + minutes * 60;
  for (;;) {
    const range = Math.ceil(Date.now() / 1000 - since);
    const loud = await ofEach(async (prometheus) =>
      (await prometheus.series(`count_over_time(${firing}[${range}s])`)).map((labels) => JSON.stringify(labels)),
    );
    // An alert of the application comes from what its users met.
    if (loud.length > 0) progress(`what users were not answered:\n${await usersLog(kubectl)}`);
    expect(loud, "alerts that fire in a healthy cluster").toEqual([]);
    if (Date.now() / 1000 > end) break;
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }
  const told = Object.entries(outside.receivers).flatMap(([name, { kind }]) =>
    kind === "jira" ? [] : outside.messages(name).map(({ title }) => `${name}: ${title}`),
  );
  expect([...told, ...outside.tickets.all.map(({ summary }) => summary)], "messages").toEqual([]);
  seen.push(["alerts but the Watchdog", `none fired for ${minutes} minutes, and nobody was told of any`]);
}

async function restartsNothing(): Promise<void> {
  const all = await pods(kubectl);
  const restarted = all
    .flatMap((pod) => (pod.status.containerStatuses ?? []).map((status) => ({ pod, status })))
    .filter(({ status }) => status.restartCount > 0);
  const reasons = await Promise.all(
    restarted.map(async ({ pod, status: { name, restartCount, lastState } }) => {
      const previous = ["logs", pod.metadata.name, "--namespace", pod.metadata.namespace, "--container", name];
      const log = await kubectl.run([...previous, "--previous", "--tail=5"]).catch(String);
      return `${nameOf(pod)}: ${name} ${restartCount} times: ${JSON.stringify(lastState?.terminated)}\n${log}`;
    }),
  );
  expect(reasons, "containers that ended").toEqual([]);
  const { objects } = await installed();
  seen.push(["pods", `${all.length}, none restarted`]);
  seen.push(["objects", String((await appliedObjects(objects)).length)]);
  report("Steady state", { columns: ["what", "seen"], rows: seen });
  report("Versions", { columns: ["program", "here", "pinned"], rows: await versions() }, versionsNote);
}

const versionsNote = `What each program says of itself, and the version of the image that is pinned. A cluster without a registry runs what was built for it.`;

/** What really runs, and what does not. */
async function versions(): Promise<string[][]> {
  const { prometheus } = await installed();
  const builds = (await prometheus[0]?.series('{__name__=~".+_build_info"}')) ?? [];
  const running = new Map(
    builds.map(({ __name__ = "", version = "" }) => [
      __name__.replace("_build_info", "").replaceAll("_", "-"),
      version,
    ]),
  );
  const told = [...running].filter(([, version]) => version !== "").sort();
  const lacking = (await lackingImages()).map(([name, because]): [string, string] => [name, `not run: ${because}`]);
  return [...(await clusterVersions(kubectl)), ...told, ...lacking].map(([name, here]) => [
    name,
    here,
    isPinned(name) ? versionOf(name) : "",
  ]);
}

const isPinned = (name: string): name is Program => name in images;
