import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { scrapeSeconds } from "../../../../lib/alerting/samples.ts";
import type { Environment } from "../../../../lib/environments/environment.ts";
import { seconds } from "../../../../lib/promql/duration.ts";
import { quote } from "../../../../lib/promql/text.ts";
import { generate } from "../../../alerting/routes/generated.ts";
import { proofs } from "../../../mixins/proofs.ts";
import { progress } from "../../progress.ts";
import type { ActiveAlert } from "../../prometheus-api.ts";
import type { Told } from "../minimum.ts";
import { summaryOf } from "../text.ts";
import { storeSamples } from "./blocks.ts";
import { exceptional } from "./exceptional.ts";
import { Exporter } from "./exporter.ts";
import { dataOf, OwnPrometheus } from "./prometheus.ts";
import { grid, type Placed, searched, stage } from "./stage.ts";
import { Story } from "./story.ts";

/** What was seen of an alert on backfilled samples; times in seconds. */
export interface Seen {
  readonly alert: string;
  /** How much of its past was stored. */
  readonly pending: boolean;
  /** From the moment at which its condition became true until it fired; `for` is part of it. */
  readonly fired?: number;
  /** From its repair until it was over; where the story ends without one, from the moment at which it fired. */
  readonly resolved?: number;
  /** Whether somebody has to repair something, or the story itself goes on to a good end. */
  readonly endsByItself: boolean;
  /** What is not as it should be. */
  readonly faults: readonly string[];
}

/** So much of its `for` an alert still waits for when its past ends. */
const left = 60;

/** The last Prometheus starts so long before: a gap before its first scrape, and a rate would be lower for a moment. */
const early = 10;

/** How long all of it may take once that runs. */
const limit = 17 * 60;

/**
 * Proves alerts on a Prometheus with the environment's rules as the operator makes them: blocks hold their past, a scrape goes on from
 * there in real time, and `ALERTS_FOR_STATE`, as an earlier Prometheus would have stored it, says since when each waits.
 */
export async function proveOnBackfilled(alerts: readonly Told[], environment: Environment): Promise<Seen[]> {
  const folder = mkdtempSync(join(tmpdir(), "backfilled-"));
  try {
    const { rules, mixins } = await generate(environment, join(folder, "generated"));
    const recordings = mixins.flatMap((mixin) => mixin.recordings);
    const stories = alerts.map((told) => {
      const proof = proofs[told.mixin.name]?.[told.name];
      if (proof === undefined) throw new Error(`${told.name} has no cases`);
      return new Story(told, proof);
    });
    const waits = await waitsSince(folder, stories, recordings);
    progress("backfilled: stored the past once to see from when each alert waits");
    // The second time ends where real time will have come to.
    const end = grid(Date.now() / 1000 + waits.took * 1.3 + 15 + early);
    const sets = stories.map((story) => ({ story, faultAt: end - waits.until(story) }));
    const last = join(folder, "last");
    const before = await stage(last, sets, recordings, end);
    await before.stop();
    await storeSamples(
      dataOf(last),
      last,
      sets.map((set) => waitingState(set, waits.since(set.story), end)),
    );
    const ahead = Math.round(end - early - Date.now() / 1000);
    progress(`backfilled: the past of ${stories.length} alerts is stored, ${ahead} s before it is over`);
    await pass(Math.max(0, ahead * 1000));
    return await watch(last, sets, rules);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When each alert's condition becomes true, in seconds of its fault. */
async function waitsSince(folder: string, stories: readonly Story[], recordings: Parameters<typeof stage>[2]) {
  const begun = Date.now();
  const longest = grid(Math.max(...stories.map(searched)));
  const end = grid(begun / 1000) - scrapeSeconds;
  const faultAt = end - longest;
  const prometheus = await stage(
    join(folder, "first"),
    stories.map((story) => ({ story, faultAt })),
    recordings,
    end,
  );
  const found = new Map<Story, number>();
  const wrong: string[] = [];
  for (const story of stories) {
    const times = await timesOf(prometheus, story, [faultAt - 300, faultAt + searched(story)]);
    const [first] = times;
    if (first === undefined) wrong.push(`${story.told.name} never becomes true in its own story`);
    else if (first <= faultAt - 300) wrong.push(`${story.told.name} is true before its fault: give it another past`);
    else found.set(story, first - faultAt);
  }
  await prometheus.stop();
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const since = (story: Story) => found.get(story) ?? 0;
  const until = (story: Story) => since(story) + Math.max(0, seconds(story.told.alert.for) - left);
  return { since, until, took: (Date.now() - begun) / 1000 };
}

async function timesOf(
  prometheus: OwnPrometheus,
  story: Story,
  [start, end]: readonly [number, number],
): Promise<number[]> {
  const all = await prometheus.range(story.told.alert.expr.expression, start, end, scrapeSeconds);
  const own = all.filter(({ metric }) =>
    Object.entries(story.identity).every(([label, value]) => metric[label] === value),
  );
  return own.flatMap(({ times }) => times).sort((one, other) => one - other);
}

/** What Prometheus stores of an alert that waits. */
function waitingState({ story, faultAt }: Placed, since: number, end: number) {
  const labels = { ...story.told.labels, ...story.identity };
  const activeAt = faultAt + since;
  const samples: [number, number][] = [];
  for (let time = activeAt; time <= end; time += scrapeSeconds) samples.push([time, activeAt]);
  return { name: "ALERTS_FOR_STATE", labels, samples };
}

/** Lets real time go on and looks at what becomes of each alert. */
async function watch(folder: string, sets: readonly Placed[], rules: readonly string[]): Promise<Seen[]> {
  const now = (faultAt: number) => () => (Date.now() / 1000 - faultAt) / scrapeSeconds;
  const exporter = new Exporter(
    sets.flatMap(({ story, faultAt }) => story.series.map((each) => [each, now(faultAt)] as const)),
  );
  const address = await exporter.open();
  for (const { story, faultAt } of sets) story.heldFrom = Math.ceil(now(faultAt)()) + 2;
  const prometheus = await OwnPrometheus.start({ folder, rules, scrapes: [scrapeOf(address)] });
  try {
    const watched = sets.map((set) => new Watched(set));
    const end = Date.now() + limit * 1000;
    while (Date.now() < end && watched.some((each) => !each.done)) {
      const active = await prometheus.api.alerts();
      for (const each of watched) each.look(active);
      await pass(2000);
    }
    return watched.map((each) => each.seen);
  } finally {
    await prometheus.stop();
    exporter.close();
  }
}

/** One target, which speaks for all others: their series keep their labels and get none of its own. */
const scrapeOf = (address: string) => ({
  job_name: "stories",
  honor_labels: true,
  static_configs: [{ targets: [address] }],
  metric_relabel_configs: [
    { source_labels: ["job"], regex: "stories", target_label: "job", replacement: "" },
    { source_labels: ["instance"], regex: address.replaceAll(".", "\\."), target_label: "instance", replacement: "" },
  ],
});

/** One alert over time. */
class Watched {
  private pending = false;
  private fired: number | undefined;
  private over: number | undefined;
  private mended: number | undefined;
  private readonly faults: string[] = [];

  constructor(private readonly set: Placed) {}

  get done(): boolean {
    const { doesNotEnd } = this.exceptional;
    return this.over !== undefined || (this.fired !== undefined && doesNotEnd !== undefined);
  }

  look(active: readonly ActiveAlert[]): void {
    if (this.done) return;
    const { story, faultAt } = this.set;
    const labels = { ...story.told.labels, ...story.identity };
    const found = active.find((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value));
    const time = Date.now() / 1000;
    if (found?.state === "pending") this.pending = true;
    if (found?.state === "firing" && this.fired === undefined) this.fires(found, time);
    if (found === undefined && this.fired !== undefined) this.over = time;
    if (this.fired === undefined || this.mended !== undefined) return;
    story.heldUntil = Math.ceil((time - faultAt) / scrapeSeconds) + 1;
    // From the step after the next: what was scraped lies between the last and the next, and a counter must not fall.
    if (!story.ends && story.mendedAt === undefined) story.mendedAt = Math.ceil((time - faultAt) / scrapeSeconds) + 1;
    this.mended = time;
  }

  private fires(found: ActiveAlert, time: number): void {
    const { told, identity } = this.set.story;
    this.fired = time - Date.parse(found.activeAt) / 1000;
    // Prometheus and this program do not look at the same moment.
    if (this.fired < seconds(told.alert.for)) this.faults.push(`fired after ${Math.round(this.fired)} s`);
    if (!this.pending && seconds(told.alert.for) > 0) this.faults.push("was not seen pending");
    const summary = summaryOf(told.alert, identity);
    if (found.annotations["summary"] !== summary) this.faults.push(`says ${quote(found.annotations["summary"] ?? "")}`);
    const expected = Object.entries({ ...told.labels, ...identity }).sort();
    const labels = Object.entries(found.labels).sort();
    if (JSON.stringify(labels) !== JSON.stringify(expected))
      this.faults.push(`has the labels ${JSON.stringify(labels)}`);
  }

  get seen(): Seen {
    const { doesNotEnd } = this.exceptional;
    const missing = [
      ...(this.fired === undefined ? [this.pending ? "did not fire" : "did not even become pending"] : []),
      ...(this.fired !== undefined && this.over === undefined && doesNotEnd === undefined ? ["did not resolve"] : []),
    ];
    return {
      alert: this.set.story.told.name,
      pending: this.pending,
      endsByItself: this.set.story.ends,
      ...(this.fired !== undefined && { fired: this.fired }),
      ...(this.over !== undefined && this.mended !== undefined && { resolved: this.over - this.mended }),
      faults: [...this.faults, ...missing],
    };
  }

  private get exceptional() {
    return exceptional[this.set.story.told.name] ?? {};
  }
}
