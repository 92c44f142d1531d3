import { setTimeout as pass } from "node:timers/promises";
import type { ActiveAlert, PrometheusApi } from "../prometheus-api.ts";

/** What all instances of Prometheus say of their alerts, again and again. */
export class Watch {
  /** What each instance said last. */
  private readonly said: (readonly ActiveAlert[])[] = [];
  private ended = false;
  private looks = 0;

  constructor(private readonly prometheus: readonly PrometheusApi[]) {}

  /** Looks until `end`. */
  async run(): Promise<void> {
    while (!this.ended) {
      await Promise.all(
        this.prometheus.map(async (each, index) => {
          this.said[index] = await each.alerts().catch(() => this.said[index] ?? []);
        }),
      );
      this.looks += 1;
      await pass(3000);
    }
  }

  end(): void {
    this.ended = true;
  }

  /** The state of an alert with just these labels; the worst of what the instances say. */
  state(labels: Readonly<Record<string, string>>): ActiveAlert | undefined {
    const own = this.said
      .flat()
      .filter((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value));
    return own.find(({ state }) => state === "firing") ?? own[0];
  }

  /** Waits for a look at which it holds; whether there was one. */
  async until(holds: () => boolean, seconds: number): Promise<boolean> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      if (this.looks > 0 && holds()) return true;
      await pass(1000);
    }
    return false;
  }
}
