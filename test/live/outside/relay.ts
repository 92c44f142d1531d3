import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pass } from "node:timers/promises";
import type { StandIns } from "../../alerting/delivery/stand-ins.ts";
import type { Kubectl } from "../kubectl.ts";
import { hosts } from "./hosts.ts";
import { internet, relayCommand } from "./objects.ts";

/** A request as `relay.py` hands it on. */
interface Relayed {
  readonly number: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Leads what Alertmanager sends to the internet to the stand-ins in this process, for as long as it lives. */
export async function relay(kubectl: Kubectl, standIns: StandIns): Promise<void> {
  await standIns.open();
  await listen(kubectl, standIns);
}

async function listen(kubectl: Kubectl, standIns: StandIns): Promise<void> {
  const child = kubectl.interactive(internet.namespace, `deployment/${internet.name}`, relayCommand);
  const lines = createInterface(child.stdout);
  child.stdin.on("error", () => undefined);
  const again = () => void pass(2000).then(() => listen(kubectl, standIns).catch(again));
  await Promise.race([
    once(lines, "line", { signal: AbortSignal.timeout(30_000) }),
    once(child, "exit").then(() => Promise.reject(new Error("the relay of the receivers did not start"))),
  ]);
  // Its pod may be replaced in a run.
  child.once("exit", () => kubectl.stopped || again());
  lines.on("line", async (line) => {
    const request = JSON.parse(line) as Relayed;
    const answer = await forward(request, standIns).catch((error: Error) => ({
      status: 502,
      type: "text/plain",
      body: error.message,
    }));
    child.stdin.write(`${JSON.stringify({ number: request.number, ...answer })}\n`);
  });
}

async function forward({ host, method, path, headers, body }: Relayed, standIns: StandIns) {
  const [name] = Object.entries(hosts).find(([, each]) => each === host) ?? [];
  if (name === undefined) return { status: 404, type: "text/plain", body: `${host} is no receiver` };
  const { url } = standIns[name as keyof typeof hosts];
  const response = await fetch(url + path, { method, headers, ...(body !== "" && { body }) });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "text/plain",
    body: await response.text(),
  };
}
