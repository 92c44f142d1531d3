import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** An object as the API server takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** The cluster that `KUBECONFIG` names, through kubectl. */
export class Kubectl {
  private readonly running = new Set<ChildProcess>();

  /** Runs kubectl to its end and gives what it printed. */
  async run(args: readonly string[], input = ""): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile("kubectl", args, { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
        if (error) reject(new Error(`kubectl ${args.slice(0, 6).join(" ")}: ${stderr.trim() || error.message}`));
        else resolve(stdout);
      });
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input);
    });
  }

  /** Applies objects; the second and later times they are as the first. */
  async apply(objects: readonly KubernetesObject[]): Promise<void> {
    const list = { apiVersion: "v1", kind: "List", items: objects };
    await this.run(["apply", "--server-side", "--force-conflicts", "-f", "-"], JSON.stringify(list));
  }

  /** What the API server would say against objects: each warning and each refusal, one line each. */
  async dryRun(objects: readonly KubernetesObject[]): Promise<string[]> {
    if (objects.length === 0) return [];
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const args = ["apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", "-"];
    return new Promise((resolve) => {
      const child = execFile("kubectl", args, { maxBuffer: 2 ** 28 }, (_error, _stdout, stderr) =>
        resolve(stderr.split("\n").filter((line) => line !== "")),
      );
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(list);
    });
  }

  /** Deletes objects, those that are there. */
  async delete(objects: readonly KubernetesObject[]): Promise<void> {
    const list = { apiVersion: "v1", kind: "List", items: objects };
    await this.run(["delete", "--ignore-not-found", "--wait=false", "-f", "-"], JSON.stringify(list));
  }

  /** Runs a command in a pod that takes its time; it ends by itself or with `stop`. */
  background(args: readonly string[]): void {
    this.start(args, "ignore");
  }

  /** Makes a port of a service reachable on this machine, until `stop`. */
  async forward(namespace: string, service: string, port: number): Promise<string> {
    const child = this.start(["port-forward", "--namespace", namespace, `service/${service}`, `:${port}`], "pipe");
    if (!child.stdout) throw new Error("kubectl port-forward has no output");
    const lines = createInterface(child.stdout);
    const [line] = (await once(lines, "line", { signal: AbortSignal.timeout(30_000) })) as [string];
    const local = /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (local === undefined) throw new Error(`kubectl port-forward said: ${line}`);
    return `http://127.0.0.1:${local}`;
  }

  /** Ends what runs in the background. */
  stop(): void {
    for (const child of this.running) child.kill();
    this.running.clear();
  }

  private start(args: readonly string[], stdout: "ignore" | "pipe"): ChildProcess {
    const child = spawn("kubectl", args, { stdio: ["ignore", stdout, "ignore"] });
    this.running.add(child);
    child.on("exit", () => this.running.delete(child));
    return child;
  }
}
