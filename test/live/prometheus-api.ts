import type { Forward } from "./forward.ts";
import type { Described, Series } from "./record/recording.ts";

/** A target of Prometheus: its labels after relabelling, and those that discovery gave it. */
export interface Target {
  readonly labels: Series;
  readonly discoveredLabels: Series;
  readonly health: string;
  readonly lastError: string;
}

/** A rule as Prometheus last evaluated it. */
export interface Rule {
  readonly group: string;
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

/** An alert that is pending or fires. */
export interface ActiveAlert {
  readonly labels: Series;
  readonly annotations: Series;
  readonly state: "pending" | "firing";
  readonly activeAt: string;
}

/** Prometheus' HTTP API, as far as tests ask it. */
export class PrometheusApi {
  constructor(private readonly place: string | Forward) {}

  /** All active targets. */
  async targets(): Promise<Target[]> {
    return (await this.get<{ activeTargets: Target[] }>("targets", { state: "active" })).activeTargets;
  }

  /** What the targets of a job say of their families. */
  async descriptions(job: string): Promise<Map<string, Described>> {
    const match_target = `{job=${JSON.stringify(job)}}`;
    const all = await this.get<{ metric: string; type: string; help: string }[]>("targets/metadata", { match_target });
    const sorted = all.sort((one, other) => (one.help < other.help ? -1 : 1));
    return new Map(sorted.map(({ metric, type, help }) => [metric, { type, help }]));
  }

  /** The series that an expression has at a moment, with their names. */
  async series(query: string, time = Date.now() / 1000): Promise<Series[]> {
    const { result } = await this.get<{ result: { metric: Series }[] }>("query", { query, time: time.toFixed(3) });
    return result.map(({ metric }) => metric);
  }

  /** The value of each series that an expression has at a moment, by its labels. */
  async values(query: string, time = Date.now() / 1000): Promise<{ metric: Series; value: number }[]> {
    const { result } = await this.get<{ result: { metric: Series; value: [number, string] }[] }>("query", {
      query,
      time: time.toFixed(3),
    });
    return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  }

  /** When its process was started, in milliseconds. */
  async started(): Promise<number> {
    return Date.parse((await this.get<{ startTime: string }>("status/runtimeinfo", {})).startTime);
  }

  /** What is pending or fires. */
  async alerts(): Promise<ActiveAlert[]> {
    return (await this.get<{ alerts: ActiveAlert[] }>("alerts", {})).alerts;
  }

  /** All rules with their health, by the group that they stand in. */
  async rules(): Promise<Rule[]> {
    const { groups } = await this.get<{ groups: { name: string; rules: Omit<Rule, "group">[] }[] }>("rules", {});
    return groups.flatMap(({ name, rules }) => rules.map((rule) => ({ ...rule, group: name })));
  }

  private async get<T>(path: string, parameters: Readonly<Record<string, string>>): Promise<T> {
    const request = `/api/v1/${path}?${new URLSearchParams(parameters)}`;
    const response =
      typeof this.place === "string" ? await fetch(this.place + request) : await this.place.fetch(request);
    const body = (await response.json()) as { status: string; data: T; error?: string };
    if (body.status !== "success") throw new Error(`Prometheus, ${path} ${JSON.stringify(parameters)}: ${body.error}`);
    return body.data;
  }
}
