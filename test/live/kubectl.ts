import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

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
  /** Nothing is started again after `stop`. */
  stopped = false;

  constructor() {
    // None survives the run, not even where that is cut off.
    process.once("exit", () => this.stop()).once("SIGTERM", () => process.exit(143));
  }

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

  /** What kubectl prints as JSON. */
  async json<T>(args: readonly string[]): Promise<T> {
    return JSON.parse(await this.run([...args, "--output", "json"])) as T;
  }

  /** One object as it is. */
  get<T>(kind: string, name: string, namespace: string): Promise<T> {
    return this.json(["get", kind, name, "--namespace", namespace]);
  }

  /** All objects of a kind, of one namespace or of all; labels choose among them. */
  async list<T>(kind: string, namespace?: string, labels = ""): Promise<T[]> {
    const where = namespace === undefined ? ["--all-namespaces"] : ["--namespace", namespace];
    return (await this.json<{ items: T[] }>(["get", kind, ...where, "--selector", labels])).items;
  }

  /** Runs a Python text in a container, as long as it takes; gives what it printed. */
  python(namespace: string, target: string, text: string): Promise<string> {
    return this.run(["exec", "--stdin", "--namespace", namespace, target, "--", "python3", "-"], text);
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

  /** What applying objects would change but for their status, as a text; nothing where they are as they shall be. */
  async diff(objects: readonly KubernetesObject[]): Promise<string> {
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const args = ["diff", "--server-side", "--force-conflicts", "-f", "-"];
    return new Promise((resolve, reject) => {
      const env = { ...process.env, KUBECTL_EXTERNAL_DIFF: "./test/live/compare" };
      const child = execFile("kubectl", args, { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
        // 1 says that there are differences.
        if (error && error.code !== 1) reject(new Error(`kubectl diff: ${stderr.trim() || error.message}`));
        else resolve(stdout);
      });
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
    return (await this.forwardTo(namespace, `service/${service}`, port)).address;
  }

  /** Makes a port of a pod or of a service reachable on this machine, as long as the pod lives. */
  async forwardTo(namespace: string, target: string, port: number): Promise<{ address: string; stop: () => void }> {
    const child = this.start(["port-forward", "--namespace", namespace, target, `:${port}`], "pipe");
    if (!child.stdout) throw new Error("kubectl port-forward has no output");
    const lines = createInterface(child.stdout);
    const end = AbortSignal.timeout(30_000);
    const ended = once(child, "exit", { signal: end }).then(() => [`nothing, and ended: ${target} may not run`]);
    const [line] = (await Promise.race([once(lines, "line", { signal: end }), ended])) as [string];
    const local = /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (local === undefined) throw new Error(`kubectl port-forward said: ${line}`);
    return { address: `http://127.0.0.1:${local}`, stop: () => child.kill() };
  }

  /** Starts a command in a container and leaves it its input and output. */
  interactive(
    namespace: string,
    target: string,
    command: readonly string[],
  ): ChildProcessByStdio<Writable, Readable, null> {
    const args = ["exec", "--stdin", "--namespace", namespace, target, "--", ...command];
    const child = spawn("kubectl", args, { stdio: ["pipe", "pipe", "ignore"] });
    this.running.add(child);
    child.on("exit", () => this.running.delete(child));
    return child;
  }

  /** Ends what runs in the background. */
  stop(): void {
    this.stopped = true;
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
