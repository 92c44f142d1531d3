import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { MutableObject } from "./faults/fault.ts";
import { breakers, objectsOf, seeded } from "./faults/seeded.ts";

/** A program that others check their configuration with, and what it is given. */
interface Peer {
  readonly name: string;
  /** The part of the objects that it reads, as text; nothing where it reads none of them. */
  readonly input: (objects: readonly MutableObject[]) => string | undefined;
  readonly command: (file: string) => readonly [string, ...string[]];
  /** A line that complains. */
  readonly complaint: RegExp;
}

const kind =
  (wanted: string) =>
  ({ kind }: MutableObject) =>
    kind === wanted;

const workloads = new Set([
  ...["Deployment", "StatefulSet", "DaemonSet", "Service", "NetworkPolicy", "PodDisruptionBudget"],
  ...["HorizontalPodAutoscaler", "CronJob", "Job", "Ingress"],
]);

const ruleGroups = (objects: readonly MutableObject[]) =>
  stringify({ groups: objects.filter(kind("PrometheusRule")).flatMap(({ spec }) => spec.groups) });

const peers: readonly Peer[] = [
  {
    name: "promtool check rules",
    input: ruleGroups,
    command: (file) => ["promtool", "check", "rules", "--lint=all", "--lint-fatal", file],
    complaint: /^\s*\S+: \d+:\d+: |error|duplicate/i,
  },
  {
    name: "pint lint",
    input: ruleGroups,
    command: (file) => ["pint", "--offline", "--no-color", "lint", "--fail-on=warning", file],
    complaint: /^(Information|Warning|Bug|Fatal): /,
  },
  {
    name: "amtool check-config",
    input: (objects) =>
      objects.filter(kind("Secret")).find(({ stringData }) => stringData?.["alertmanager.yaml"])?.stringData[
        "alertmanager.yaml"
      ],
    command: (file) => ["amtool", "check-config", file],
    complaint: /FAILED|error/i,
  },
  {
    name: "kube-score",
    input: (objects) =>
      objects
        .filter(({ kind }) => workloads.has(kind))
        .map((each) => stringify(each))
        .join("---\n"),
    command: (file) => ["kube-score", "score", "--output-format", "ci", file],
    complaint: /^\[(CRITICAL|WARNING)\]/,
  },
];

/** What a program complains about, without positions. */
function complaints(
  { input, command, complaint }: Peer,
  objects: readonly MutableObject[],
  folder: string,
): readonly string[] {
  const text = input(objects);
  if (text === undefined) return [];
  const file = join(folder, "input.yaml");
  writeFileSync(file, text);
  const [program, ...args] = command(file);
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw new Error(`${program}: ${error.message}: put it on PATH`);
  return `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => complaint.test(line))
    .map((line) => line.replace(/\d+/g, "0"));
}

/** Whether there is a complaint more than before, or another one. */
function hasNew(complaints: readonly string[], before: readonly string[]): boolean {
  const rest = [...before];
  return complaints.some((complaint) => {
    const at = rest.indexOf(complaint);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** Counts for each rule how many faults there were and how many each program noticed. */
function compare(folder: string): readonly string[] {
  const clean = objectsOf("production");
  const before = peers.map((peer) => complaints(peer, clean, folder));
  const texts = peers.map(({ input }) => input(clean));
  const seen = new Map<string, { count: number; readonly noticed: number[] }>();
  for (const { rule, objects } of Object.values(breakers).flatMap((breaker) => [...seeded(clean, breaker)])) {
    const found = seen.get(rule) ?? { count: 0, noticed: peers.map(() => 0) };
    seen.set(rule, found);
    found.count += 1;
    for (const [index, peer] of peers.entries()) {
      // What a program does not read it cannot notice.
      const isRead = peer.input(objects) !== texts[index];
      if (isRead && hasNew(complaints(peer, objects, folder), before[index] ?? []))
        found.noticed[index] = (found.noticed[index] ?? 0) + 1;
    }
  }
  const rows = [...seen].sort(([one], [other]) => (one < other ? -1 : 1));
  const sum = (of: (each: { count: number; readonly noticed: readonly number[] }) => number) =>
    rows.reduce((total, [, each]) => total + of(each), 0);
  const noticed = peers.map((_, index) => sum((each) => each.noticed[index] ?? 0));
  return [
    head,
    `Of ${sum(({ count }) => count)} faults verify finds all, ${peers.map(({ name }, index) => `${name} ${noticed[index]}`).join(", ")}. On what is right they complain ${before.map(({ length }) => length).join(", ")} times.`,
    "",
    `| rule | faults | ${peers.map(({ name }) => name).join(" | ")} |`,
    `| --- | --- | ${peers.map(() => "---").join(" | ")} |`,
    ...rows.map(([rule, { count, noticed }]) => row(rule, count, noticed)),
  ];
}

const head = `# What other programs find

Written by \`make peers\`: faults are put into production one at a time, as in \`test/verify/seeded-faults.test.ts\`; each program is given
the objects, rules or configuration that it reads, with all its checks. pint without a Prometheus to ask, since nothing is applied yet.
A fault counts as found where the program complains of something new.
`;

const row = (rule: string, count: number, noticed: readonly number[]) =>
  `| ${rule} | ${count} | ${noticed.map((each) => (each === 0 ? "" : each)).join(" | ")} |`;

const folder = mkdtempSync(join(tmpdir(), "peers-"));
try {
  writeFileSync("docs/peers.md", `${compare(folder).join("\n")}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
