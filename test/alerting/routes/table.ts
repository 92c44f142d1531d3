import type { SampleAlert } from "./generated.ts";

type Found = ReadonlyMap<string, ReadonlyMap<SampleAlert, readonly string[]>>;

const missing = "-";

/** A line for each alert: its name, severity and component, and its receivers in each environment. */
export function table(found: Found): string {
  const alerts = new Map([...found.values()].flatMap((each) => [...each.keys()]).map((alert) => [alert.name, alert]));
  const lines = [...alerts].map(([name, { labels }]) => [
    labels["component"] ?? missing,
    name,
    labels["severity"] ?? missing,
    ...[...found.values()].map((each) => receivers(each, name)),
  ]);
  const sorted = lines.map((line) => ({ line, key: line.join(" ") })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return aligned([["component", "alert", "severity", ...found.keys()], ...sorted.map(({ line }) => line)]);
}

/** `-` where the environment does not have the alert. */
function receivers(found: ReadonlyMap<SampleAlert, readonly string[]>, name: string): string {
  const [, list] = [...found].find(([alert]) => alert.name === name) ?? [];
  if (list === undefined) return missing;
  return list.length > 0 ? [...list].sort().join(" ") : "nobody";
}

function aligned(lines: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(width(column)))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
