import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Kubectl, type KubernetesObject } from "../kubectl.ts";
import { PrometheusApi } from "../prometheus-api.ts";
import { definitions } from "./definitions.ts";
import { eventually } from "./eventually.ts";
import { withoutData, withoutImage } from "./exceptions.ts";
import { panelQueries, type Query, recordings } from "./queries.ts";
import { filesOf, nameOf, objectsOf } from "./rendered.ts";

const kubectl = new Kubectl();
afterAll(() => kubectl.stop());

describe("the API server", () => {
  let known: Set<string>;

  beforeAll(async () => {
    await kubectl.run(["apply", "--server-side", "--force-conflicts", "-f", definitions()]);
    await kubectl.run(["wait", "--for=condition=Established", "--timeout=60s", "crd", "--all"]);
    const first = filesOf("development")[0];
    if (!first) throw new Error("dist/development is empty: run make synth");
    await kubectl.apply(first.objects);
    known = new Set(
      (await kubectl.run(["api-resources", "--no-headers"]))
        .split("\n")
        .map((line) => line.trim().split(/\s+/).at(-1) ?? ""),
    );
  });

  it.each(["development", "staging", "production", "argocd"])(
    "takes every object of %s without a warning",
    async (environment) => {
      const objects = objectsOf(environment);
      const unknown = objects.filter(({ kind }) => !known.has(kind));
      if (unknown.length > 0)
        console.log(
          `${environment}: kinds without a definition here: ${[...new Set(unknown.map(({ kind }) => kind))].join(", ")}`,
        );
      const warnings = await kubectl.dryRun(objects.filter((object) => !unknown.includes(object)));
      expect(warnings).toEqual([]);
    },
  );
});

describe("development", () => {
  let prometheus: PrometheusApi;

  it.each(filesOf("development").map(({ name, objects }) => [name, objects] as const))(
    "applies %s",
    async (_, objects) => {
      await kubectl.apply(objects);
    },
  );

  it("has every pod that has an image ready, under its policies", async () => {
    await eventually("ready pods", 240, async () => [...(await missingPods(kubectl)), ...(await notReady(kubectl))]);
  });

  it("has every target up", async () => {
    prometheus = new PrometheusApi(await kubectl.forward("monitoring", "prometheus", 9090));
    const monitors = objectsOf("development").filter(({ kind }) => kind === "ServiceMonitor");
    await eventually("targets", 180, async () => {
      const targets = await prometheus.targets();
      const jobs = new Set(targets.map(({ labels }) => labels["job"]));
      return [
        ...targets
          .filter(({ health }) => health !== "up")
          .map(({ labels, lastError }) => `${labels["job"]}: ${lastError}`),
        ...monitors
          .filter(({ metadata }) => !jobs.has(metadata.name))
          .map((monitor) => `${nameOf(monitor)} has no target`),
      ];
    });
  });

  it("has no failing rule", async () => {
    const rules = objectsOf("development").filter(({ kind }) => kind === "PrometheusRule");
    await eventually("rules", 120, async () => {
      const found = await prometheus.rules();
      const groups = rules.flatMap(({ spec }) =>
        (spec as { groups: { name: string }[] }).groups.map(({ name }) => name),
      );
      return [
        ...groups
          .filter((group) => !found.some((rule) => rule.group === group))
          .map((group) => `group ${group} is not loaded`),
        ...found
          .filter(({ health }) => health !== "ok")
          .map(({ name, lastError }) => `${name}: ${lastError ?? "not evaluated yet"}`),
      ];
    });
  });

  it("answers every recording rule and every panel after some traffic", async () => {
    kubectl.background([
      "exec",
      "--namespace",
      "agentprovision",
      "deployment/agentprovision",
      "--",
      "python3",
      "-c",
      traffic,
    ]);
    const queries = [...recordings, ...panelQueries];
    const obsolete = withoutData.filter((exception) => !queries.some(({ where }) => exception.where.test(where)));
    expect(obsolete, "exceptions that match no query").toEqual([]);
    const expected = queries.filter(({ where }) => !withoutData.some((exception) => exception.where.test(where)));
    await eventually("data", 480, () => unanswered(prometheus, expected));
    const silent = (await unanswered(prometheus, queries)).length;
    console.log(
      `${queries.length - silent} of ${queries.length} queries have data; exceptions.ts says why the others may have none`,
    );
  });
});

/** Requests of all kinds to itself, for ten minutes: the Pod's own network lets nobody else in. */
const traffic = `
import time, urllib.request
paths = ["/api/v1/agents/a", "/api/v1/agents/b", "/api/v1/database", "/api/v1/cache/a", "/api/v1/cache/b", "/api/v1/faults/status?code=500", "/api/v1/faults/slow?seconds=0.2", "/nowhere"]
end = time.time() + 600
while time.time() < end:
    for path in paths:
        try:
            urllib.request.urlopen("http://127.0.0.1:8000" + path, timeout=5).read()
        except Exception:
            pass
    time.sleep(0.2)
`;

async function unanswered(prometheus: PrometheusApi, queries: readonly Query[]): Promise<string[]> {
  const empty: string[] = [];
  for (const { where, expression } of queries)
    if ((await prometheus.series(expression)).length === 0) empty.push(where);
  return empty;
}

interface Pod extends KubernetesObject {
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly state: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
    }[];
  };
}

const platformNamespaces = ["agentprovision", "monitoring", "node-agents", "logging"];

async function pods(kubectl: Kubectl): Promise<Pod[]> {
  const all: Pod[] = [];
  for (const namespace of platformNamespaces)
    all.push(
      ...(
        JSON.parse(await kubectl.run(["get", "pods", "--namespace", namespace, "--output", "json"])) as { items: Pod[] }
      ).items,
    );
  return all;
}

/** Workloads whose pods are not there at all: refused by quota, Pod Security or the operator. */
async function missingPods(kubectl: Kubectl): Promise<string[]> {
  const found = (await pods(kubectl)).map(({ metadata }) => metadata.name);
  const prefixes = objectsOf("development").flatMap(({ kind, metadata }) =>
    ["Deployment", "DaemonSet", "StatefulSet"].includes(kind)
      ? [metadata.name]
      : ["Prometheus", "Alertmanager"].includes(kind)
        ? [`${kind.toLowerCase()}-${metadata.name}`]
        : [],
  );
  return prefixes
    .filter((prefix) => !found.some((name) => name.startsWith(prefix)))
    .map((prefix) => `no pod of ${prefix}`);
}

async function notReady(kubectl: Kubectl): Promise<string[]> {
  return (await pods(kubectl))
    .filter(
      ({ status, metadata }) =>
        !status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") &&
        !lacksImage(metadata.name, status),
    )
    .map(
      (pod) =>
        `${nameOf(pod)}: ${pod.status.containerStatuses?.map(({ state }) => state.waiting?.message ?? state.waiting?.reason ?? "").join(" ") || pod.status.phase}`,
    );
}

const lacksImage = (name: string, { containerStatuses = [] }: Pod["status"]) =>
  Object.keys(withoutImage).some((prefix) => name.startsWith(prefix)) &&
  containerStatuses.some(({ state }) => /ImagePull/.test(state.waiting?.reason ?? ""));
