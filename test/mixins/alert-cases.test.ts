import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Proof } from "../../lib/alerting/cases.ts";
import { ruleFile, testFile } from "../../lib/alerting/promtool.ts";
import { proven } from "./proofs.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alert-cases-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const links = {
  runbook: (alert: string) => `https://runbooks.example/${alert}`,
  dashboard: (name: string) => `https://grafana.example/d/${name}`,
};

it("proves every alert of every environment", () => {
  expect(
    proven.filter(({ proof }) => proof === undefined).map(({ mixin, alert }) => `${mixin.name}: ${alert}`),
  ).toEqual([]);
});

it("sees every alert in the states of its cases, as promtool evaluates its rules", { timeout: 60_000 }, () => {
  const files = new Set<string>();
  for (const { installed, mixin, alert, proof } of proven) {
    if (proof === undefined) continue;
    files.add(
      write(
        installed.flatMap(({ recordings }) => recordings),
        mixin,
        alert,
        proof,
      ),
    );
  }
  expect(run([...files])).toBe("");
});

/** Writes rules and cases of an alert, once where environments have the same; gives the test file. */
function write(
  recordings: Parameters<typeof ruleFile>[2],
  mixin: Parameters<typeof ruleFile>[0],
  alert: string,
  proof: Proof,
): string {
  const rules = JSON.stringify(ruleFile(mixin, alert, recordings, links));
  const id = `${alert}-${hash(rules)}`;
  const file = join(folder, `${id}.test.yaml`);
  writeFileSync(join(folder, `${id}.rules.yaml`), stringify(JSON.parse(rules)));
  writeFileSync(file, stringify(testFile(`${id}.rules.yaml`, mixin, alert, proof, links)));
  return file;
}

/** What promtool says against the cases; nothing where all hold. */
function run(files: readonly string[]): string {
  try {
    execFileSync("promtool", ["test", "rules", ...files], { encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout: string | null; stderr: string | null; message: string };
    return [message.split("\n")[0], stdout, stderr].join("\n");
  }
}

const hash = (text: string) =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0, 7).toString(36);
