import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { PrometheusApi } from "../../prometheus-api.ts";

/** What a Prometheus on loopback needs. */
interface Start {
  /** Keeps its data, for the next one. */
  readonly folder: string;
  readonly rules?: readonly string[];
  readonly scrapes?: readonly object[];
}

interface Ranged {
  readonly metric: Readonly<Record<string, string>>;
  readonly times: readonly number[];
}

/** None survives the run, not even where that is cut off. */
const running = new Set<ChildProcess>();
const endAll = () => {
  for (const child of running) child.kill("SIGKILL");
};
process.once("exit", endAll).once("SIGTERM", () => process.exit(143));

/** A Prometheus of its own on loopback. */
export class OwnPrometheus {
  readonly api: PrometheusApi;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.api = new PrometheusApi(url);
  }

  /** Starts one and waits until it answers. */
  static async start({ folder, rules = [], scrapes = [] }: Start): Promise<OwnPrometheus> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "prometheus.yaml");
    const global = { scrape_interval: "15s", evaluation_interval: "15s" };
    writeFileSync(file, stringify({ global, rule_files: rules, scrape_configs: scrapes }));
    const flags = [
      `--config.file=${file}`,
      `--storage.tsdb.path=${dataOf(folder)}`,
      "--storage.tsdb.retention.time=30d",
      "--web.listen-address=127.0.0.1:0",
      // What is left of an alert's `for` after a restart is waited for as it is, not at least ten minutes.
      "--rules.alert.for-grace-period=15s",
    ];
    const child = spawn("prometheus", flags, { stdio: ["ignore", "ignore", "pipe"] });
    running.add(child);
    child.once("exit", () => running.delete(child));
    return new OwnPrometheus(child, `http://${await addressOf(child)}`);
  }

  /** The times at which each series of an expression has a sample. */
  async range(query: string, start: number, end: number, step: number): Promise<Ranged[]> {
    const parameters = new URLSearchParams({ query, start: String(start), end: String(end), step: String(step) });
    const response = await fetch(`${this.url}/api/v1/query_range?${parameters}`);
    const body = (await response.json()) as {
      data?: { result: { metric: Ranged["metric"]; values: [number, string][] }[] };
    };
    if (body.data === undefined) throw new Error(`Prometheus, ${query}: ${JSON.stringify(body)}`);
    return body.data.result.map(({ metric, values }) => ({ metric, times: values.map(([time]) => time) }));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await exit;
  }
}

/** Where a Prometheus keeps its blocks. */
export const dataOf = (folder: string): string => join(folder, "data");

/** Where it listens, once it is ready; its log says both. */
function addressOf(child: ChildProcess): Promise<string> {
  let log = "";
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (log.length < 2 ** 20) log += text;
      const [, address] = /msg="Listening on".* address=(\S+)/.exec(log) ?? [];
      if (address !== undefined && log.includes("Server is ready to receive web requests")) resolve(address);
    });
    child.once("error", reject).once("exit", () => reject(new Error(`Prometheus did not start:\n${log}`)));
  });
}
