import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { printed } from "./blocks.ts";
import type { ToldSeries } from "./story.ts";

/** What series are right now, for a Prometheus that scrapes them. */
export class Exporter {
  private readonly server: Server;

  /** `now` is the step at which each of them is, with its fraction. */
  constructor(private readonly series: readonly (readonly [ToldSeries, now: () => number])[]) {
    this.server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(this.text());
    });
  }

  /** Listens on loopback; gives its address. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private text(): string {
    return this.series
      .flatMap(([series, now]) => {
        const value = between(series, now());
        return value === undefined ? [] : [`${series.name}{${printed(series.labels)}} ${value}\n`];
      })
      .join("");
  }
}

/** A gauge has the value of its last step; a counter has grown a little since. */
function between({ at, counts }: ToldSeries, step: number): number | undefined {
  const [whole, rest] = [Math.floor(step), step % 1];
  const [one, next] = [at(whole), at(whole + 1)];
  return counts && one !== undefined && next !== undefined ? one + (next - one) * rest : one;
}
