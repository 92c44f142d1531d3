import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Only alerts whose name it matches, while one works on them: `ALERT=Node npx vitest run test/mixins/alert-cases.test.ts`. */
const chosen = new RegExp(process.env["ALERT"] ?? "");

it("proves every alert of every environment", () => {
  expect(
    proven.filter(({ proof }) => proof === undefined).map(({ mixin, alert }) => `${mixin.name}: ${alert}`),
  ).toEqual([]);
});

it("sees every alert in the states of its cases, as promtool evaluates its rules", { timeout: 180_000 }, () => {
  const files = new Set<string>();
  for (const { installed, mixin, alert, proof } of proven) {
    if (proof === undefined || !chosen.test(alert)) continue;
    files.add(
      write(
        installed.flatMap(({ recordings }) => recordings),
        mixin,
        alert,
        proof,
      ),
    );
  }
  expect(run([...files])).toEqual([]);
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

/** The cases that promtool sees fail, each with what it says of it; nothing where all hold. One process: starting it takes longest. */
function run(files: readonly string[]): string[] {
  const report = join(folder, "report.xml");
  try {
    execFileSync("promtool", ["test", "rules", `--junit=${report}`, ...files], { stdio: "pipe", maxBuffer: 2 ** 28 });
    return [];
  } catch (error) {
    const faults = existsSync(report) ? failures(readFileSync(report, "utf8")) : [];
    return faults.length > 0 ? faults : [String(error)];
  }
}

/** Names and messages of the cases in a report of JUnit's form. */
const failures = (report: string): string[] =>
  [...report.matchAll(/<testcase name="([^"]*)">(<failure.+?)<\/testcase>/gs)].map(([, name = "", inner = ""]) =>
    text(`${name}${inner.replace(/<failure[^>]*>/g, "\n").replaceAll("</failure>", "")}`),
  );

const entities: Readonly<Record<string, string>> = { "#xA": "\n", "#34": '"', "#39": "'", lt: "<", gt: ">", amp: "&" };
const text = (xml: string) => xml.replace(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity);

const hash = (text: string) =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0, 7).toString(36);
