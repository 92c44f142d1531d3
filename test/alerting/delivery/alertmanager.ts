import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
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

/** None survives its test, not even where that is cut off. */
const running = new Set<ChildProcess>();
const endAll = () => {
  for (const child of running) child.kill("SIGKILL");
};
process.once("exit", endAll).once("SIGTERM", () => process.exit(143));

interface Status {
  readonly cluster: { readonly status: string; readonly peers?: readonly object[] };
}

/** An Alertmanager on loopback. */
export class Alertmanager {
  private constructor(
    private readonly process: ChildProcess,
    private readonly configurationFile: string,
    private readonly url: string,
  ) {}

  /** Starts one and waits until it answers. */
  static async start({ folder, configuration, externalUrl, flags }: Start): Promise<Alertmanager> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "alertmanager.yaml");
    writeFileSync(file, configuration);
    const own = [`--config.file=${file}`, `--storage.path=${join(folder, "data")}`, "--web.listen-address=127.0.0.1:0"];
    const web = [`--web.external-url=${externalUrl}`, "--web.route-prefix=/"];
    const child = spawn("alertmanager", [...own, ...web, ...flags], { stdio: ["ignore", "ignore", "pipe"] });
    running.add(child);
    child.once("exit", () => running.delete(child));
    return new Alertmanager(child, file, `http://${await addressOf(child)}`);
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
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const { process: child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), 3000);
    await exit;
    clearTimeout(late);
  }

  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Alertmanager answers ${method} ${path} with ${response.status}: ${text}`);
    return text.startsWith("[") || text.startsWith("{") ? JSON.parse(text) : undefined;
  }
}

/** Where it listens, as its log says; the port is one that was free. */
function addressOf(child: ChildProcess): Promise<string> {
  let log = "";
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      const [, address] = /msg="Listening on" address=(\S+)\n/.exec(log) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once("error", reject).once("exit", () => reject(new Error(`Alertmanager did not start:\n${log}`)));
  });
}
