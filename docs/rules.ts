import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { usage } from "../lib/verify/command/options.ts";
import { allRules } from "../lib/verify/explain.ts";
import { type Rule, topics } from "../lib/verify/rule.ts";

/** Where the rules stand. */
export const file = "docs/verify.md";

const head = `# verify

Written by \`make docs\` from \`lib/verify\`; a test keeps it fresh.

\`\`\`
${usage.trimEnd()}
\`\`\`

An **error** breaks something, a **warning** asks for a look. What the objects do not tell is **uncertain** and no finding: another
version of an exporter, a namespace that is not among them.

A finding that is wanted is suppressed by an annotation on its object, \`ignore.verify/RULE: REASON\`. One that has no reason or
suppresses nothing is a finding itself.

A file of a folder that is meant to hold objects and cannot be read is left out: it is named on standard error with its place, what may be
in it is uncertain elsewhere, and verify ends with 1. What has neither an apiVersion nor a kind anywhere is another program's and only
counted. A file that is named itself and cannot be read is all that is spoken of.

\`--format json\` writes an object with \`version\`, \`summary\`, \`findings\` and \`uncertain\`; fields are only ever added. \`--format sarif\` is
for code scanning.
`;

/** What each topic is about. */
const titles: Readonly<Record<Rule["topic"], string>> = {
  input: "Input: what is written",
  monitors: "Monitors: what Prometheus and Alertmanager select",
  reachability: "Reachability: what policies and roles let through",
  series: "Series: what queries ask for",
  alerts: "Alerts: whom they reach",
  dashboards: "Dashboards: what Grafana loads",
  objects: "Objects: what they refer to",
  budget: "Budget: what they may use",
};

/** The page with all rules. */
export const page = (): string => [head, `${allRules.length} rules.\n`, ...topics.flatMap(section)].join("\n");

function section(topic: Rule["topic"]): readonly string[] {
  const rules = allRules.filter((rule) => rule.topic === topic);
  if (rules.length === 0) return [];
  const lines = rules.map(({ id, severity, sentence, remedy }) => [`\`${id}\``, severity, sentence, remedy]);
  return [`## ${titles[topic]}\n\n${table(["rule", "severity", "what holds", "remedy"], lines)}`];
}

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...lines].map((cells) => `| ${cells.map(inCell).join(" | ")} |\n`).join("");

const inCell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(file, page());
