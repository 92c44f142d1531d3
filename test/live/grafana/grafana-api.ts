import { Forward } from "../forward.ts";
import type { Kubectl, KubernetesObject } from "../kubectl.ts";
import type { Target } from "./dashboards.ts";

/** A dashboard as Grafana has it. */
export interface Loaded {
  readonly title: string;
  /** Titles of its panels, those of rows that are closed included. */
  readonly panels: readonly string[];
  readonly provisioned: boolean;
}

interface Panel {
  readonly title?: string;
  readonly panels?: readonly Panel[];
}

/** Grafana's HTTP API, as far as tests ask it, by its administrator. */
export class GrafanaApi {
  private readonly place: Forward;
  private readonly authorization: string;

  /** @throws Error where no Secret among the objects says how the administrator is called. */
  constructor(kubectl: Kubectl, objects: readonly KubernetesObject[]) {
    const secret = objects.find(({ kind, metadata }) => kind === "Secret" && metadata.name === "grafana");
    const { username, password } = (secret as { stringData?: Record<string, string> } | undefined)?.stringData ?? {};
    if (username === undefined || password === undefined)
      throw new Error("no Secret grafana has username and password");
    this.place = new Forward(kubectl, "monitoring", "deployment/grafana", 3000);
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  }

  /** A dashboard by its uid. */
  async dashboard(uid: string): Promise<Loaded> {
    const { dashboard, meta } = await this.ask<{
      dashboard: { title: string; panels: readonly Panel[] };
      meta: { provisioned: boolean };
    }>(`/api/dashboards/uid/${uid}`);
    const titlesOf = ({ title = "", panels = [] }: Panel): string[] => [title, ...panels.flatMap(titlesOf)];
    return { title: dashboard.title, panels: dashboard.panels.flatMap(titlesOf), provisioned: meta.provisioned };
  }

  /** What is wrong with a data source, in Grafana's words. */
  async complaints(uid: string): Promise<string[]> {
    const { status, message } = await this.ask<{ status: string; message: string }>(
      `/api/datasources/uid/${uid}/health`,
      { why: "status" },
    );
    return status === "OK" ? [] : [`data source ${uid}: ${message}`];
  }

  /** Asks a data source what a panel asks it, over the last quarter of an hour; what is refused, by query. */
  async refused(source: string, targets: readonly Target[]): Promise<string[]> {
    const { results } = await this.ask<{ results: Readonly<Record<string, { error?: string; status?: number }>> }>(
      "/api/ds/query",
      {
        why: "results",
        body: {
          from: "now-15m",
          to: "now",
          queries: targets.map(({ refId, expr }) => ({
            refId,
            expr,
            datasource: { type: "prometheus", uid: source },
            range: true,
            intervalMs: 15_000,
            maxDataPoints: 100,
          })),
        },
      },
    );
    return targets.flatMap(({ refId, expr }) => {
      const { error, status } = results[refId] ?? { error: "no result" };
      return error === undefined && status === 200 ? [] : [`${expr}: ${error ?? status}`];
    });
  }

  /** Leaves a note in its database. */
  async note(text: string): Promise<void> {
    await this.ask("/api/annotations", { body: { text, tags: [text] } });
  }

  /** How many such notes there are. */
  async notes(text: string): Promise<number> {
    return (await this.ask<readonly object[]>(`/api/annotations?tags=${text}`)).length;
  }

  /** An answer; one that says why it failed where it has the field that says so. */
  private async ask<T>(
    path: string,
    { body, why }: { readonly body?: object; readonly why?: string } = {},
  ): Promise<T> {
    const headers = { authorization: this.authorization, "content-type": "application/json" };
    const response = await this.place.fetch(
      path,
      body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) },
    );
    const text = await response.text();
    if (!response.ok && !(why && text.includes(`"${why}":`)))
      throw new Error(`Grafana, ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
