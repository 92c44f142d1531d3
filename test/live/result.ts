import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Lines of one kind that a run has found. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Section {
  readonly title: string;
  readonly note?: string;
  readonly table: Table;
}

const folder = "node_modules/.cache/live";

/** What a run says it has seen, in the order of the page; a section that is not named comes last. */
const order = [
  "Versions",
  "Install",
  "Steady state",
  "Connections",
  "Alerts for real faults",
  "Alerts on stored samples",
  "Failures of the platform itself",
  "Drift",
];

/** Keeps a section of the run's result; a later one with the same title takes its place. */
export function report(title: string, table: Table, note?: string): void {
  mkdirSync(folder, { recursive: true });
  const section: Section = { title, ...(note !== undefined && { note }), table };
  writeFileSync(join(folder, `${title.replaceAll(/\W+/g, "-").toLowerCase()}.json`), JSON.stringify(section, null, 2));
}

/** Forgets what earlier runs have found. */
export const forget = (): void => rmSync(folder, { recursive: true, force: true });

/** Writes everything that was reported as a page. */
export function writePage(file: string, head: string): void {
  const sections = readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Section)
    .sort((one, other) => place(one) - place(other));
  writeFileSync(file, [head, ...sections.map(markdown)].join("\n"));
}

const place = ({ title }: Section) => (order.includes(title) ? order.indexOf(title) : order.length);

const markdown = ({ title, note, table: { columns, rows } }: Section): string =>
  [
    `## ${title}\n`,
    ...(note === undefined ? [] : [`${note}\n`]),
    ...(rows.length === 0 ? [] : [line(columns), line(columns.map(() => "---")), ...rows.map(line), ""]),
  ].join("\n");

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
