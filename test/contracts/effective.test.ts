import { expect, it } from "vitest";
import { circumstances } from "../../lib/contracts/circumstances.ts";
import { contractOwning, contracts } from "../../lib/contracts/contracts.ts";
import { effectsOf, parsedImage } from "../../lib/contracts/effective.ts";

const redis = (tag: string, ...args: string[]) =>
  effectsOf({ image: `docker.io/oliver006/redis_exporter:${tag}@sha256:0`, args: ["--ping-on-connect", ...args] });

it("reads an image's repository and tag", () => {
  expect(parsedImage("localhost:5000/a/b:v1@sha256:0")).toEqual({ repository: "localhost:5000/a/b", tag: "v1" });
  expect(parsedImage("localhost:5000/a/b")).toEqual({ repository: "localhost:5000/a/b", tag: "" });
});

it("finds a contract behind any registry", () =>
  expect(effectsOf({ image: "mirror.example/prometheus/node-exporter:v1.12.1", args: [] })?.contract.program).toBe(
    "node-exporter",
  ));

it("applies what was reviewed of version and flags", () => {
  const effects = redis("v1.93.0-alpine", "--config-command=-");
  expect(effects?.uncertain).toBeUndefined();
  expect(effects?.family("redis_config_maxmemory")).toMatch(
    /^redis-exporter with --config-command=- has no redis_config/,
  );
  expect(effects?.family("redis_expired_time_cap_reached_total")).toMatchObject({ family: { kind: "counter" } });
  expect(effects?.family("redis_max_clients")).toMatchObject({ own: undefined });
});

it("is not sure of a version or a flag that nobody reviewed", () => {
  expect(redis("v1.2.3")?.uncertain).toBe("redis-exporter is 1.2.3, its contract was recorded from 1.54.0");
  expect(redis("v1.54.0", "--check-keys=a")?.uncertain).toBe(
    "redis-exporter runs with --check-keys=a, its contract was recorded without",
  );
});

it("knows nothing of other programs", () => expect(effectsOf({ image: "nginx:1", args: [] })).toBeUndefined());

const state = (tag: string, ...args: string[]) =>
  effectsOf({ image: `registry.k8s.io/kube-state-metrics/kube-state-metrics:${tag}`, args });

it("knows of which resources kube-state-metrics is told to tell", () => {
  const some = state("v2.20.0", "--resources=pods, storageclasses", "--resources", "configmaps");
  expect(some?.uncertain).toBeUndefined();
  expect(some?.unreviewed).toEqual([]);
  expect(some?.family("kube_pod_info")).toMatchObject({ own: { pod: expect.anything() } });
  // Recorded without them.
  for (const series of ["kube_storageclass_info", "kube_configmap_info"])
    expect(some?.family(series)).toMatchObject({ own: undefined });
  const gone = "kube-state-metrics has no kube_job_info: --resources leaves jobs out";
  expect(some?.family("kube_job_info")).toBe(gone);
  expect(some?.family("kube_networkpolicy_labels")).toContain("leaves networkpolicies out");
  expect(some?.family("kube_ingress_info")).toContain("leaves ingresses out");
  expect(some?.family("kube_state_metrics_build_info")).not.toBeTypeOf("string");
  expect(some?.family("kube_customresource_x")).toBeUndefined();
  expect([...(some?.names() ?? [])]).toContain("kube_pod_info");
  expect([...(some?.names() ?? [])]).not.toContain("kube_job_info");
  expect(state("v2.9.0", "--resources=pods")?.family("kube_job_info")).toBe(gone);
});

it("knows that kube-state-metrics may tell of custom resources alone", () => {
  const custom = state(
    "v2.20.0",
    "--resources=pods",
    "--custom-resource-state-only",
    "--custom-resource-state-config=x",
  );
  expect(custom?.family("kube_pod_info")).toBe(
    "kube-state-metrics has no kube_pod_info: --custom-resource-state-only leaves pods out",
  );
  expect(custom?.uncertain).toContain("--custom-resource-state-config=x");
});

it("is not sure of a resource that it does not know", () =>
  expect(state("v2.20.0", "--resources=pods,foos")?.uncertain).toBe(
    "kube-state-metrics runs with --resources for foos, of which nobody knows",
  ));

it("leaves it to the version of which resources it tells without being told", () => {
  const all = state("v2.20.0");
  expect(all?.family("kube_job_info")).toMatchObject({ own: { job_name: expect.anything() } });
  expect(all?.family("kube_configmap_info")).toMatchObject({ own: undefined });
});

it("knows series that a program has only where there is something to tell", () => {
  const roles = state("v2.20.0");
  expect(roles?.uncertain).toBeUndefined();
  expect(roles?.family("kube_node_role")).toMatchObject({ own: undefined });
  expect(roles?.family("kube_node_roles")).toBeUndefined();
  const prometheus = effectsOf({ image: "quay.io/prometheus/prometheus:v3.16.0", args: [] });
  expect(prometheus?.family("prometheus_remote_storage_shards")).toMatchObject({ own: undefined });
  expect(prometheus?.family("prometheus_remote_shards")).toBeUndefined();
  expect(Object.keys(circumstances).filter((program) => contracts.every((each) => each.program !== program))).toEqual(
    [],
  );
});

it("knows which flag kube-state-metrics needs to tell of labels", () => {
  expect(state("v2.20.0")?.family("kube_pod_labels")).toBe(
    "kube-state-metrics has no kube_pod_labels without --metric-labels-allowlist",
  );
  const told = state("v2.20.0", "--metric-labels-allowlist=pods=[team]");
  expect(told?.uncertain).toBeUndefined();
  expect(told?.family("kube_pod_labels")).toMatchObject({ own: undefined });
  expect(told?.family("kube_pod_annotations")).toMatch(/without --metric-annotations-allowlist$/);
  expect(told?.family("kube_pod_info")).toMatchObject({ own: { pod: expect.anything() } });
});

it("knows to which program a name belongs by the longest prefix", () => {
  expect(contractOwning("prometheus_operator_syncs")?.program).toBe("prometheus-operator");
  expect(contractOwning("prometheus_tsdb_head_series")?.program).toBe("prometheus");
  expect(contractOwning("go_goroutines")).toBeUndefined();
  for (const { program, prefix = "", families } of contracts)
    if (prefix !== "")
      expect([program, [...families.keys()].some((name) => name.startsWith(prefix))]).toEqual([program, true]);
});

it("asks for no review of flags that choose among devices, or leave out what was not there", () => {
  const node = (...args: string[]) => effectsOf({ image: "quay.io/prometheus/node-exporter:v1.12.1", args })?.uncertain;
  expect(node()).toBeUndefined();
  expect(node("--collector.netdev.device-exclude=^veth", "--no-collector.wifi")).toBeUndefined();
  expect(node("--no-collector.cpu")).toContain("runs with --no-collector.cpu");
  expect(node("--collector.wifi")).toContain("runs with --collector.wifi");
  expect(node("--collector.vmstat.fields=^oom")).toContain("runs with --collector.vmstat.fields");
});

it("knows the versions that kube-prometheus runs", () => {
  const old = state("v2.19.1");
  expect(old?.uncertain).toBeUndefined();
  expect(old?.family("kube_persistentvolume_access_mode")).toBe(
    "kube-state-metrics 2.19.1 has no kube_persistentvolume_access_mode: use kube-state-metrics 2.20",
  );
  const claims = "kube_pod_spec_volumes_persistentvolumeclaims_info";
  expect(state("v2.20.0")?.family(claims)).toMatchObject({ own: { ephemeral: expect.anything() } });
  const labels = Object.keys((old?.family(claims) as { own: object } | undefined)?.own ?? {});
  expect(labels).toContain("volume");
  expect(labels).not.toContain("ephemeral");
});
