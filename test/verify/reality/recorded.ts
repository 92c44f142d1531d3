import { readFileSync, writeFileSync } from "node:fs";
import { connections } from "./expected.ts";

const file = new URL("recorded.json", import.meta.url);

/** What runs have seen, by the names of cases: which connections were open. */
export function recorded(): ReadonlyMap<string, ReadonlySet<string>> {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: Readonly<Record<string, string>> };
  return new Map(Object.entries(cases).map(([name, text]) => [name, open(text)]));
}

/** Keeps what a run has seen. */
export function record(
  network: string,
  seen: readonly { readonly name: string; readonly open: ReadonlySet<string> }[],
) {
  const entries = seen.map(({ name, open }) => [name, text(open)] as const);
  const cases = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify({ network, cases }, null, 2)}\n`);
}

/** A digit for each pair of pods: its three ports are bits. */
const text = (open: ReadonlySet<string>): string =>
  Array.from({ length: connections.length / 3 }, (_, pair) =>
    [0, 1, 2].reduce((sum, port) => sum + (open.has(connections[3 * pair + port] ?? "") ? 2 ** port : 0), 0),
  ).join("");

const open = (text: string): ReadonlySet<string> =>
  new Set(connections.filter((_, index) => (Number(text[Math.floor(index / 3)]) >> (index % 3)) & 1));
