import type { Kubectl } from "./kubectl.ts";

/** A port of a pod, reached from this machine; found again after the pod was another one for a while. */
export class Forward {
  private current: Promise<{ address: string; stop: () => void }> | undefined;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly target: string,
    private readonly port: number,
  ) {}

  /** As `fetch`, with a path in place of a URL. */
  async fetch(path: string, options: RequestInit = {}): Promise<Response> {
    this.current ??= this.kubectl.forwardTo(this.namespace, this.target, this.port);
    const { current } = this;
    try {
      return await fetch((await current).address + path, { signal: AbortSignal.timeout(20_000), ...options });
    } catch (error) {
      if (this.current === current) this.current = undefined;
      current.then(
        ({ stop }) => stop(),
        () => undefined,
      );
      throw new Error(`${this.target} does not answer on ${this.port}: ${(error as Error).message}`);
    }
  }
}
