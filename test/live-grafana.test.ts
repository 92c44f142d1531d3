import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { GrafanaApi } from "./live/grafana/grafana-api.ts";
import type { Kubectl } from "./live/kubectl.ts";

/** Answers by `METHOD path`, as Grafana's HTTP API has them. */
type Answers = Readonly<Record<string, readonly [status: number, body: object]>>;

let server: Server | undefined;
afterEach(() => server?.close());

const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "grafana" },
  stringData: { username: "admin", password: "p@ss" },
};
const authorization = `Basic ${Buffer.from("admin:p@ss").toString("base64")}`;

async function grafana(answers: Answers): Promise<GrafanaApi> {
  const answer = ({ method, url, headers }: IncomingMessage): readonly [number, object] =>
    headers.authorization === authorization
      ? (answers[`${method} ${url}`] ?? [404, { message: "Not found" }])
      : [401, { message: "Unauthorized" }];
  const started = createServer((request, response) => {
    const [status, body] = answer(request);
    response.writeHead(status).end(JSON.stringify(body));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  return new GrafanaApi({ forwardTo: async () => ({ address, stop: () => undefined }) } as unknown as Kubectl, [
    secret,
  ]);
}

const query = (status: number, results: object): Answers => ({ "POST /api/ds/query": [status, { results }] });
const targets = [
  { refId: "A", expr: "up", legend: "" },
  { refId: "B", expr: "down", legend: "" },
];

it("finds panels in closed rows, too", async () => {
  const panels = [{ title: "Up" }, { title: "Row", panels: [{ title: "Down" }] }];
  const api = await grafana({
    "GET /api/dashboards/uid/web": [200, { dashboard: { title: "Web", panels }, meta: { provisioned: true } }],
  });
  expect(await api.dashboard("web")).toEqual({ title: "Web", panels: ["Up", "Row", "Down"], provisioned: true });
  await expect(api.dashboard("gone")).rejects.toThrow('/api/dashboards/uid/gone: 404 {"message":"Not found"}');
});

it("names each query that is refused, or that nobody answers", async () => {
  const fine = await grafana(query(200, { A: { status: 200, frames: [] }, B: { status: 200, frames: [] } }));
  expect(await fine.refused("prometheus", targets)).toEqual([]);
  server?.close();
  const broken = await grafana(query(400, { A: { status: 400, error: "bad_data: parse error" } }));
  expect(await broken.refused("prometheus", targets)).toEqual(["up: bad_data: parse error", "down: no result"]);
});

it("says what is wrong with a data source", async () => {
  const api = await grafana({
    "GET /api/datasources/uid/one/health": [200, { status: "OK", message: "Successfully queried the Prometheus API." }],
    "GET /api/datasources/uid/two/health": [400, { status: "ERROR", message: "connection refused" }],
  });
  expect(await api.complaints("one")).toEqual([]);
  expect(await api.complaints("two")).toEqual(["data source two: connection refused"]);
  await expect(api.complaints("gone")).rejects.toThrow("404");
});
