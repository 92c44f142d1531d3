import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { production } from "../../lib/environments/production.ts";
import { relabelled, type Series } from "./relabelling.ts";
import { allOf, containersOf, customResources, podsOf, theOne } from "./rendered.ts";

const monitors = customResources<IServiceMonitor>(production, "ServiceMonitor");

/** What the operator attaches to a target, and what discovery knows of it. */
const target: Series = {
  ...{
    namespace: "monitoring",
    service: "the-service",
    pod: "the-pod",
    container: "the-container",
    endpoint: "metrics",
  },
  ...{ job: "the-service", instance: "10.0.0.9:8080", __address__: "10.0.0.9:8080" },
  __meta_kubernetes_pod_node_name: "node-1",
  __meta_kubernetes_endpointslice_address_target_name: "node-1",
};

const endpointOf = (monitor: string, port: string) => {
  const found = theOne(monitors, monitor).spec.endpoints?.find((endpoint) => endpoint.port === port);
  if (!found) throw new Error(`${monitor} does not scrape ${port}`);
  return found;
};

/** The target's labels that its series get. */
const labelsOf = (monitor: string, port: string): Series | undefined => {
  const labels = relabelled(target, endpointOf(monitor, port).relabelings ?? []);
  return labels && Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith("__")));
};

describe("a target's labels", () => {
  it.each([
    ["node-exporter", "metrics", { job: "the-service", node: "node-1", instance: "node-1" }],
    ["cadvisor", "metrics", { job: "the-service", node: "node-1", instance: "node-1" }],
    ["kubelet", "https-metrics", { job: "the-service", node: "node-1", instance: "node-1" }],
    ["postgres-exporter", "metrics", { job: "the-service", instance: "postgres" }],
    ["redis-exporter", "metrics", { job: "the-service", instance: "redis" }],
    ["kube-state-metrics", "metrics", { job: "the-service", instance: "kube-state-metrics" }],
  ])("say of %s what its series speak of", (monitor, port, labels) => expect(labelsOf(monitor, port)).toEqual(labels));

  it.each([
    ["prometheus", "web"],
    ["alertmanager", "web"],
    ["prometheus-operator", "http"],
    ["kube-state-metrics", "telemetry"],
  ])("say of %s which pod it is", (monitor, port) =>
    expect(labelsOf(monitor, port)).toMatchObject({
      namespace: "monitoring",
      pod: "the-pod",
      instance: "10.0.0.9:8080",
    }),
  );
});

describe("series of cAdvisor", () => {
  const { metricRelabelings = [] } = endpointOf("cadvisor", "metrics");
  const series: Series = {
    __name__: "container_memory_working_set_bytes",
    ...{ id: "/kubepods/pod1/2", name: "2", image: "registry/image", node: "node-1" },
    container_label_io_kubernetes_pod_namespace: "agentprovision",
    container_label_io_kubernetes_pod_name: "agentprovision-1",
    container_label_io_kubernetes_container_name: "agentprovision",
  };

  it("have the names that the kubelet would give them, and no label that every start renews", () =>
    expect(relabelled(series, metricRelabelings)).toEqual({
      __name__: "container_memory_working_set_bytes",
      ...{ namespace: "agentprovision", pod: "agentprovision-1", container: "agentprovision", node: "node-1" },
    }));

  it("are dropped where they are of no pod", () =>
    expect(
      relabelled({ __name__: "container_cpu_usage_seconds_total", id: "/system.slice" }, metricRelabelings),
    ).toBeUndefined());

  it("are kept where they speak of the machine", () =>
    expect(relabelled({ __name__: "machine_memory_bytes", node: "node-1" }, metricRelabelings)).toEqual({
      __name__: "machine_memory_bytes",
      node: "node-1",
    }));
});

describe("series of the kubelet", () => {
  const { metricRelabelings = [] } = endpointOf("kubelet", "https-metrics");

  it.each([
    ["kubelet_volume_stats_used_bytes", true],
    ["container_cpu_usage_seconds_total", false],
    ["apiserver_request_total", false],
    ["rest_client_requests_total", false],
  ])("%s: %s", (__name__, kept) => expect(relabelled({ __name__ }, metricRelabelings) !== undefined).toBe(kept));
});

describe("exporters of others", () => {
  it("keep the labels of what they speak of", () => {
    expect(endpointOf("kube-state-metrics", "metrics").honorLabels).toBe(true);
    expect(endpointOf("kubelet", "https-metrics").honorLabels).toBe(true);
    // Its own labels are renamed after the scrape, so that nothing is left to honour.
    expect(endpointOf("cadvisor", "metrics").honorLabels).toBeUndefined();
  });

  it("are allowed to list what they are told to watch, and no Secrets", () => {
    const pod = podsOf(development).find(({ name }) => name === "kube-state-metrics");
    const flag = (pod ? containersOf(pod)[0]?.args : [])?.find((each) => each.startsWith("--resources=")) ?? "";
    const { rules } = theOne(allOf(development, "ClusterRole"), "monitoring-kube-state-metrics");
    expect(rules.flatMap(({ resources = [] }) => resources).sort()).toEqual(
      flag.replace("--resources=", "").split(","),
    );
    expect(flag).not.toMatch(/secrets|configmaps/);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["list", "watch"]));
  });
});

describe("node agents", () => {
  const pods = podsOf(production).filter(({ namespace }) => namespace === "node-agents");

  it("run on every node, whatever keeps others away", () => {
    for (const { spec } of pods) {
      expect(spec.tolerations).toEqual([{ operator: "Exists" }]);
      expect(spec.priorityClassName).toBe("system-node-critical");
    }
  });

  it("see their node and cannot change it", () => {
    const mounts = pods.flatMap((pod) => containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts));
    expect(mounts.length).toBeGreaterThan(3);
    for (const { readOnly } of mounts) expect(readOnly).toBe(true);
    for (const pod of pods)
      for (const { securityContext } of containersOf(pod)) {
        expect(securityContext?.privileged).toBeUndefined();
        expect(securityContext?.capabilities?.drop).toEqual(["ALL"]);
      }
  });

  it("are root only where they must be", () => {
    const root = pods.filter((pod) =>
      containersOf(pod).some(({ securityContext }) => securityContext?.runAsUser === 0),
    );
    expect(root.map(({ name }) => name)).toEqual(["cadvisor"]);
  });

  it("listen on the ports of the design", () => {
    const ports = pods.map((pod) => [pod.name, containersOf(pod)[0]?.ports?.[0]?.containerPort]);
    expect(ports).toEqual([
      ["node-exporter", 9100],
      ["cadvisor", 8080],
    ]);
  });
});
