import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { scrapeSeconds } from "../../../../lib/alerting/samples.ts";
import { quote } from "../../../../lib/promql/text.ts";
import type { Needed } from "./history.ts";

const run = promisify(execFile);

/** A series whose samples are to be stored. */
export interface Stored {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: Iterable<readonly [time: number, value: number]>;
}

/** Stores samples as blocks of Prometheus' database; `data` is its folder. */
export async function storeSamples(data: string, scratch: string, all: readonly Stored[]): Promise<void> {
  const file = join(scratch, "samples.om");
  const stream = createWriteStream(file);
  for (const [name, series] of byName(all)) {
    // Of no type, since OpenMetrics has rules for names of each; types are not stored.
    stream.write(`# TYPE ${name} unknown\n`);
    for (const { labels, samples } of series) {
      const head = `${name}{${printed(labels)}}`;
      let lines = "";
      for (const [time, value] of samples) lines += `${head} ${value} ${time}\n`;
      if (!stream.write(lines)) await once(stream, "drain");
    }
  }
  stream.end("# EOF\n");
  await finished(stream);
  await promtool(["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data]);
  rmSync(file);
}

/** Stores what recording rules of one level give between two times, as a running Prometheus that has the rest evaluates them. */
export async function storeRecordings(
  { data, scratch, prometheus }: { data: string; scratch: string; prometheus: string },
  rules: readonly Needed[],
  [start, end]: readonly [start: number, end: number],
): Promise<void> {
  const file = join(scratch, "rules.yaml");
  const records = rules.map(({ series, expression }) => ({ record: series, expr: expression }));
  writeFileSync(file, stringify({ groups: [{ name: "needed", rules: records }] }));
  const times = [`--start=${start}`, `--end=${end}`, `--eval-interval=${scrapeSeconds}s`];
  await promtool([
    "tsdb",
    "create-blocks-from",
    "rules",
    ...times,
    `--url=${prometheus}`,
    `--output-dir=${data}`,
    file,
  ]);
}

const promtool = (args: readonly string[]) => run("promtool", args, { maxBuffer: 2 ** 28 });

const byName = (all: readonly Stored[]): Map<string, Stored[]> => {
  const names = new Map<string, Stored[]>();
  for (const each of all) names.set(each.name, [...(names.get(each.name) ?? []), each]);
  return names;
};

/** Labels as the exposition formats have them. */
export const printed = (labels: Stored["labels"]): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${quote(value)}`)
    .join(",");
