import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Kubectl } from "../kubectl.ts";
import { PrometheusApi } from "../prometheus-api.ts";
import { digestsFile, digestsOf, printDigests } from "./digests.ts";
import { Platform } from "./platform.ts";
import { print } from "./print.ts";
import { provoke, relieve, waitUntilSeen } from "./provoke.ts";
import { readContracts } from "./read.ts";
import { statesOf } from "./states/index.ts";
import type { State } from "./states/state.ts";

const usage = `usage: npx tsx test/live/record/main.ts [--manifests DIR] [--output DIR] [--read MINUTES] [--keep]

Writes the metric contracts. The cluster of KUBECONFIG runs the environment that --manifests (dist/development) was applied
from, with test/live/application as the application's image, and is not needed for anything else.
--read MINUTES  provoke nothing; read what the last minutes had
--keep          leave the provoked states as they are`;

const stepSeconds = 15;

/** How long all states may take to be seen. */
const limitSeconds = 900;

/** How long they last once all were. */
const settleSeconds = 90;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      manifests: { type: "string", default: "dist/development" },
      output: { type: "string", default: "imports/metrics" },
      read: { type: "string" },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const kubectl = new Kubectl();
  const platform = values.read === undefined ? Platform.read(values.manifests) : undefined;
  const states = platform ? statesOf(platform) : [];
  try {
    const prometheus = new PrometheusApi(await kubectl.forward("monitoring", "prometheus", 9090));
    const since = Date.now() / 1000 - Number(values.read ?? 0) * 60;
    if (platform) await trouble(kubectl, prometheus, platform, states);
    const contracts = await readContracts(kubectl, prometheus, momentsSince(since));
    mkdirSync(values.output, { recursive: true });
    const printed = new Map([...contracts].map(([file, contract]) => [`${file}.ts`, print(contract)]));
    for (const [file, text] of printed) writeFileSync(join(values.output, file), text);
    writeFileSync(join(values.output, digestsFile), printDigests(digestsOf(printed)));
  } finally {
    if (states.length > 0 && !values.keep) await relieve(kubectl, states);
    kubectl.stop();
  }
}

/** Provokes all states until each was seen, and lets them last a little: some series follow others. */
async function trouble(
  kubectl: Kubectl,
  prometheus: PrometheusApi,
  platform: Platform,
  states: readonly State[],
): Promise<void> {
  const since = Date.now() / 1000;
  await provoke(kubectl, platform, states);
  await waitUntilSeen(prometheus, states, since, limitSeconds);
  await new Promise((resolve) => setTimeout(resolve, settleSeconds * 1000));
}

const momentsSince = (since: number) => {
  const seconds = Date.now() / 1000 - since;
  return Array.from({ length: Math.floor(seconds / stepSeconds) + 1 }, (_, index) => since + index * stepSeconds);
};

await main();
