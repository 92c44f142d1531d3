import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { OwnServer } from "../../../own-server.ts";
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

/** A Prometheus of its own on loopback. */
export class OwnPrometheus {
  readonly api: PrometheusApi;

  private constructor(private readonly server: OwnServer) {
    this.api = new PrometheusApi(server.url);
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
      // What is left of an alert's `for` after a restart is waited for as it is, not at least ten minutes.
      "--rules.alert.for-grace-period=15s",
    ];
    return new OwnPrometheus(await OwnServer.start("prometheus", flags, "Server is ready to receive web requests"));
  }

  get url(): string {
    return this.server.url;
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

  stop(): Promise<void> {
    return this.server.stop("SIGTERM", 60);
  }
}

/** Where a Prometheus keeps its blocks. */
export const dataOf = (folder: string): string => join(folder, "data");
