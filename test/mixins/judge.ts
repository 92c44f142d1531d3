import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ruleFile, testsOf } from "../../lib/alerting/promtool.ts";

export type RuleFile = ReturnType<typeof ruleFile>;

/** Rules, and the cases that promtool runs against them. */
export interface Trial extends Readonly<ReturnType<typeof testsOf>[number]> {
  readonly rules: RuleFile;
}

/** A case that promtool saw fail, and what it says of it. */
export interface Failure {
  /** The trial's number. */
  readonly trial: number;
  readonly name: string;
  readonly message: string;
}

/** Where links lead in tests. */
export const links = {
  runbook: (alert: string) => `https://runbooks.example/${alert}`,
  dashboard: (name: string) => `https://grafana.example/d/${name}`,
};

/** A tree of files in memory, where there is one: promtool makes a database for each case. */
const scratch = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/**
 * All cases of all trials, in one process for each processor, since starting one takes longest. What fails comes back; nothing where all
 * holds.
 */
export async function judge(trials: readonly Trial[]): Promise<Failure[]> {
  const folder = mkdtempSync(join(scratch, "alert-cases-"));
  try {
    const files = trials.map(({ rules, tests, every }, index) => {
      writeFileSync(join(folder, `${index}.rules.yaml`), JSON.stringify(rules));
      const file = join(folder, `${index}.test.yaml`);
      writeFileSync(file, JSON.stringify({ rule_files: [`${index}.rules.yaml`], evaluation_interval: every, tests }));
      return file;
    });
    const shares = Array.from({ length: availableParallelism() }, (_, share) =>
      files.filter((_, index) => index % availableParallelism() === share),
    );
    const failures = shares.filter((share) => share.length > 0).map((share, index) => run(folder, share, index));
    // In the order of the trials, however many processors there are.
    return (await Promise.all(failures)).flat().sort((one, other) => one.trial - other.trial);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(folder: string, files: readonly string[], share: number): Promise<Failure[]> {
  const report = join(folder, `${share}.report.xml`);
  try {
    await promisify(execFile)("promtool", ["test", "rules", `--junit=${report}`, ...files], {
      maxBuffer: 2 ** 30,
      // Each case leaves a database's buffers behind: collecting them one by one takes a third of the time.
      env: { ...process.env, GOGC: "off", GOMEMLIMIT: "1GiB", TMPDIR: folder },
    });
    return [];
  } catch (error) {
    const found = existsSync(report) ? failures(readFileSync(report, "utf8")) : [];
    if (found.length > 0) return found;
    throw error;
  }
}

/** The failures in a report of JUnit's form: a suite for each file, a case for each test in it. */
const failures = (report: string): Failure[] =>
  [...report.matchAll(/<testsuite name="[^"]*?(\d+)\.test\.yaml"(.*?)<\/testsuite>/gs)].flatMap(
    ([, trial = "", suite = ""]) =>
      [...suite.matchAll(/<testcase name="([^"]*)"[^>]*>(<failure.+?)<\/testcase>/gs)].map(
        ([, name = "", inner = ""]) => ({
          trial: Number(trial),
          name: text(name),
          message: text(inner.replace(/<failure[^>]*>/g, "\n").replaceAll("</failure>", "")),
        }),
      ),
  );

const entities: Readonly<Record<string, string>> = { "#xA": "\n", "#34": '"', "#39": "'", lt: "<", gt: ">", amp: "&" };
const text = (xml: string) => xml.replace(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity);
