import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const running = new Set<ChildProcess>();
const endAll = () => {
  for (const child of running) child.kill("SIGKILL");
};
process
  .once("exit", endAll)
  .once("SIGTERM", () => process.exit(143))
  // Whoever started this process is gone.
  .once("disconnect", endAll);

/** Prometheus or Alertmanager, on a port of loopback that was free. None survives the run, not even where that is cut off. */
export class OwnServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * Starts one and waits until its log says where it listens, and that it is ready.
   *
   * @throws Error with its log where it ends before.
   */
  static async start(program: string, flags: readonly string[], ready = ""): Promise<OwnServer> {
    const child = spawn(program, [...flags, "--web.listen-address=127.0.0.1:0"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    running.add(child);
    child.once("exit", () => running.delete(child));
    let log = "";
    const address = await new Promise((resolve, reject) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        if (log.length < 2 ** 20) log += text;
        const [, found] = /msg="Listening on".* address=(\S+)\s/.exec(log) ?? [];
        if (found !== undefined && log.includes(ready)) resolve(found);
      });
      child.once("error", reject).once("exit", () => reject(new Error(`${program} did not start:\n${log}`)));
    });
    return new OwnServer(child, `http://${address}`);
  }

  /** Ends it: as the kubelet does, or as an outage does; at once where it has not ended after so many seconds. */
  async stop(signal: "SIGTERM" | "SIGKILL", patience: number): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), patience * 1000);
    await exit;
    clearTimeout(late);
  }
}
