import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { digestsFile, digestsOf, printDigests, readDigests } from "../live/record/digests.ts";

const folder = join(import.meta.dirname, "../../imports/metrics");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const recorded = readDigests(read(digestsFile));
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
const contracts = new Map(files.map((file) => [file, read(file)]));

/** What of the contracts is not as it was recorded, by file and entry. */
function differences(found: ReadonlyMap<string, string>): string[] {
  const remedy = "undo it, or `make record-metrics`";
  return [...new Set([...recorded.keys(), ...found.keys()])].sort().flatMap((entry) => {
    if (found.get(entry) === recorded.get(entry)) return [];
    if (!found.has(entry)) return [`imports/metrics/${entry} was recorded and is gone: ${remedy}`];
    if (!recorded.has(entry)) return [`imports/metrics/${entry} was not recorded: ${remedy}`];
    return [`imports/metrics/${entry} is not as it was recorded: ${remedy}`];
  });
}

it("is as it was recorded, each entry of each contract", () => expect(differences(digestsOf(contracts))).toEqual([]));

it("reads what it prints", () => expect(readDigests(printDigests(recorded))).toEqual(recorded));

it("names each entry that is taken out, and each that is weakened", () => {
  const file = "redis-exporter.ts";
  const changed = read(file)
    .replace(/^export const goThreads = .*\n/m, "")
    .replace(/^(export const redisUp = .*)\["instance"\]/m, "$1[]");
  const found = differences(digestsOf(new Map([...contracts, [file, changed]])));
  expect(found).toEqual(
    expect.arrayContaining([
      "imports/metrics/redis-exporter.ts goThreads was recorded and is gone: undo it, or `make record-metrics`",
      "imports/metrics/redis-exporter.ts redisUp is not as it was recorded: undo it, or `make record-metrics`",
    ]),
  );
});
