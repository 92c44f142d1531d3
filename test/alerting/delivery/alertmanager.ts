import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { OwnServer } from "../../own-server.ts";
import type { Labels } from "../routes/generated.ts";

/** An alert as Prometheus posts it. */
export interface PostedAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

/** What an Alertmanager needs to start. */
interface Start {
  /** Keeps its data, for another one that is started there. */
  readonly folder: string;
  readonly configuration: string;
  readonly externalUrl: string;
  readonly flags: readonly string[];
}

interface Status {
  readonly cluster: { readonly status: string; readonly peers?: readonly object[] };
}

/** An Alertmanager on loopback. */
export class Alertmanager {
  private constructor(
    private readonly server: OwnServer,
    private readonly configurationFile: string,
  ) {}

  /** Starts one and waits until it answers. */
  static async start({ folder, configuration, externalUrl, flags }: Start): Promise<Alertmanager> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "alertmanager.yaml");
    writeFileSync(file, configuration);
    const own = [`--config.file=${file}`, `--storage.path=${join(folder, "data")}`];
    const web = [`--web.external-url=${externalUrl}`, "--web.route-prefix=/"];
    return new Alertmanager(await OwnServer.start("alertmanager", [...own, ...web, ...flags]), file);
  }

  /** Posts alerts, as Prometheus does. */
  async post(alerts: readonly PostedAlert[]): Promise<void> {
    await this.request("POST", "/api/v2/alerts", alerts);
  }

  /** Labels of the alerts that match all matchers. */
  async matching(matchers: readonly string[]): Promise<Labels[]> {
    const query = new URLSearchParams(matchers.map((matcher): [string, string] => ["filter", matcher]));
    const alerts = (await this.request("GET", `/api/v2/alerts?${query}`)) as { labels: Labels }[];
    return alerts.map(({ labels }) => labels);
  }

  /** Takes another configuration, without a restart. */
  async reload(configuration: string): Promise<void> {
    writeFileSync(this.configurationFile, configuration);
    await this.request("POST", "/-/reload");
  }

  /** Waits until it knows so many Alertmanagers, itself among them. */
  async hasPeers(count: number): Promise<void> {
    await vi.waitFor(
      async () => {
        const { cluster } = (await this.request("GET", "/api/v2/status")) as Status;
        if (cluster.status !== "ready" || cluster.peers?.length !== count)
          throw new Error(`Alertmanager's cluster is ${JSON.stringify(cluster)}`);
      },
      { timeout: 10_000 },
    );
  }

  /** Ends it: as the kubelet does, or as an outage does. */
  stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    return this.server.stop(signal, 3);
  }

  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Alertmanager answers ${method} ${path} with ${response.status}: ${text}`);
    return text.startsWith("[") || text.startsWith("{") ? JSON.parse(text) : undefined;
  }
}
