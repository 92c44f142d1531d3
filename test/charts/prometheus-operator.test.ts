import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { image } from "../../lib/platform/images.ts";
import { reloader } from "../../lib/platform/operated.ts";
import { allOf, containersOf, environmentCharts, podsOf, theOne } from "./rendered.ts";

const pod = podsOf(development).find(({ name }) => name === "prometheus-operator");
const flags = new Map(
  (pod ? (containersOf(pod)[0]?.args ?? []) : []).map((flag): [string, string] => {
    const [, name = "", value = ""] = /^--([a-z-]+)=(.*)$/.exec(flag) ?? [];
    return [name, value];
  }),
);
const { rules } = theOne(allOf(development, "ClusterRole"), "monitoring-prometheus-operator");
const verbsOf = (resource: string) =>
  rules.filter(({ resources }) => resources?.includes(resource)).flatMap(({ verbs }) => verbs);

it("is applied before what it makes pods of", () =>
  expect([...environmentCharts(development).keys()].filter((name) => name.startsWith("30-"))).toEqual([
    "30-prometheus-operator",
  ]));

describe("the side-car that it adds", () => {
  it("is of the pinned image", () =>
    expect(flags.get("prometheus-config-reloader")).toBe(image("prometheus-config-reloader")));

  it("asks for what the quota counts", () => {
    expect(flags.get("config-reloader-cpu-request")).toBe(reloader.cpu);
    expect(flags.get("config-reloader-memory-request")).toBe(reloader.memory);
    expect(flags.get("config-reloader-memory-limit")).toBe(reloader.memory);
  });
});

it("makes pods in the namespace of the monitoring only", () => {
  for (const kind of ["prometheus", "alertmanager", "thanos-ruler"])
    expect(flags.get(`${kind}-instance-namespaces`)).toBe("monitoring");
});

describe("its rights", () => {
  it("let it keep what it makes", () => {
    for (const resource of [
      "statefulsets",
      "configmaps",
      "secrets",
      "prometheusrules",
      "servicemonitors",
      "alertmanagerconfigs",
    ])
      expect(verbsOf(resource), resource).toEqual(["*"]);
    expect(verbsOf("endpointslices")).toEqual(expect.arrayContaining(["create", "update", "delete"]));
  });

  it("let it change nothing else", () => {
    for (const resource of ["nodes", "namespaces", "storageclasses"])
      for (const verb of verbsOf(resource)) expect(["get", "list", "watch"]).toContain(verb);
    expect(rules.flatMap(({ apiGroups = [], resources = [] }) => [...apiGroups, ...resources])).not.toContain("*");
    expect(verbsOf("clusterroles")).toEqual([]);
  });
});
