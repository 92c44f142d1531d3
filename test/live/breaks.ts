import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { breaks } from "./install/breaks.ts";

const folder = "node_modules/.cache/live-breaks";
/** Not the silence after it: a break is found before. */
const steps = "^(install|steady state )";

interface Result {
  readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[];
}

interface Assertion {
  readonly title: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

/** Installs the platform with a mistake; what is not as it should be of how that fails. */
async function judge(name: string): Promise<string> {
  const { step, says } = breaks[name] ?? {};
  if (step === undefined || says === undefined) return `is unknown; there are ${Object.keys(breaks).join(", ")}`;
  const file = `${folder}/${name}.json`;
  const run = ["run", "--config", "vitest.live.config.ts", "--testNamePattern", steps];
  const child = spawn("vitest", [...run, "--reporter", "verbose", "--reporter", "json", "--outputFile", file], {
    stdio: "inherit",
    env: { ...process.env, LIVE_BREAK: name },
  });
  await once(child, "exit");
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as Result;
  const failed = testResults.flatMap((each) => each.assertionResults).find(({ status }) => status === "failed");
  const message = failed?.failureMessages?.join("\n") ?? "";
  if (failed === undefined) return "is not found";
  if (failed.title !== step) return `fails at "${failed.title}", not at "${step}":\n${message}`;
  return says.test(message) ? "" : `is not named at "${step}":\n${message}`;
}

const asked = process.argv.slice(2);
const lines: string[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(breaks)) {
  const problem = await judge(name);
  lines.push(`${name}: ${problem || `found at "${breaks[name]?.step}"`}`);
  if (problem) process.exitCode = 1;
}
console.log(lines.join("\n"));
