import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pass } from "node:timers/promises";

/** A request to a stand-in. */
export interface Request {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** The address of who sent it, where it was led here from elsewhere. */
  readonly sender: string | undefined;
  /** Parsed JSON. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  /** Text is sent as text, all else as JSON. */
  readonly body?: unknown;
}

/** A service on loopback that stands in for one on the internet. */
export class StandIn {
  /** What it took, in order. */
  readonly taken: Request[] = [];
  /** What it refused, with the answer. */
  readonly refused: (Request & { readonly answer: Answer })[] = [];
  /** What it never answered. */
  readonly unanswered: Request[] = [];
  /** So many of the next requests meet an outage. */
  outages = 0;
  /** So many of the next requests are never answered. */
  hangs = 0;
  private server: Server | undefined;
  private port = 0;

  constructor(
    private readonly answer: (request: Request) => Answer,
    private readonly latencyMilliseconds = 0,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens; after `close` again on the same port. */
  async open(): Promise<void> {
    const server = createServer(async (incoming, response) => {
      const request = await read(incoming);
      if (!request) return;
      if (this.hangs > 0) {
        this.hangs -= 1;
        this.unanswered.push(request);
        return;
      }
      await pass(this.latencyMilliseconds);
      const { status, body } = this.handle(request);
      const type = typeof body === "string" ? "text/plain" : "application/json";
      response.writeHead(status, { "content-type": type }).end(typeof body === "string" ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(this.port, "127.0.0.1", resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  private handle(request: Request): Answer {
    const outage = this.outages > 0;
    if (outage) this.outages -= 1;
    const answer = outage ? { status: 503, body: "out of order" } : this.answer(request);
    if (answer.status < 300) this.taken.push(request);
    else this.refused.push({ ...request, answer });
    return answer;
  }
}

/** Nothing when the sender goes away in the middle of it, as an Alertmanager that is killed does: it will send again. */
async function read(incoming: IncomingMessage): Promise<Request | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch (error) {
    if (incoming.complete) throw error;
    return undefined;
  }
  const text = Buffer.concat(chunks).toString("utf8");
  const { method = "", url = "", headers } = incoming;
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  const sender = headers["x-forwarded-for"]?.toString();
  return { at: Date.now(), method, path: url, authorization: headers.authorization, sender, body };
}
