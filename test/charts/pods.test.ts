import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { allOf, containersOf, podsOf, selects } from "./rendered.ts";

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const pods = podsOf(environment);
  const containers = pods.flatMap((pod) => containersOf(pod).map((container) => ({ pod, container })));

  it("has node agents, and nothing else, among the node agents", () => {
    const agents = pods.filter(({ namespace }) => namespace === namespaces.nodeAgents.name).map(({ name }) => name);
    expect(agents).toEqual(["node-exporter", "cadvisor"]);
    expect(allOf(environment, "DaemonSet").map(({ metadata }) => metadata.name)).toEqual(agents);
  });

  it("has a root file system that nobody writes to, node agents included", () => {
    for (const { container } of containers)
      expect(container.securityContext, container.name).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
      });
  });

  it("asks for CPU and memory and limits memory in every container", () => {
    for (const { container } of containers) {
      const { requests, limits } = container.resources ?? {};
      expect(Object.keys(requests ?? {}).sort(), container.name).toEqual(["cpu", "memory"]);
      expect(Object.keys(limits ?? {}), container.name).toContain("memory");
    }
  });

  it("pins every image by its digest but those of the user", () => {
    const own = new Set<string>(environment.applications.map(({ image }) => image));
    const images = containers.map(({ container }) => container.image ?? "").filter((image) => !own.has(image));
    expect(images.length).toBeGreaterThan(5);
    for (const image of images) expect(image).toMatch(/^[\w.-]+(\/[\w.-]+)+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  it("says when each container is ready", () => {
    for (const { container } of containers) expect(container.readinessProbe, container.name).toBeDefined();
  });

  it("asks its probes at ports that the container has", () => {
    for (const { container } of containers) {
      const named = (container.ports ?? []).map(({ name }) => name);
      for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
        const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
        if (port !== undefined) expect(named, container.name).toContain(port);
      }
    }
  });

  it("mounts volumes that are there, each path once, and declares none that is not mounted", () => {
    const claims = new Map(
      allOf(environment, "StatefulSet").map(({ metadata, spec }) => [
        metadata.name,
        (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? ""),
      ]),
    );
    for (const pod of pods) {
      const declared = [...(pod.spec.volumes ?? []).map(({ name }) => name), ...(claims.get(pod.name) ?? [])];
      const mounts = containersOf(pod).map(({ volumeMounts = [] }) => volumeMounts);
      expect(new Set(mounts.flat().map(({ name }) => name)), pod.name).toEqual(new Set(declared));
      for (const own of mounts) expect(new Set(own.map(({ mountPath }) => mountPath)).size).toBe(own.length);
    }
  });

  it("gives a token only to those that ask the API server", () => {
    const withToken = pods.filter(({ spec }) => spec.automountServiceAccountToken).map(({ name }) => name);
    expect(withToken.sort()).toEqual(["kube-state-metrics", "prometheus-operator"]);
    for (const { spec } of pods) expect(spec.enableServiceLinks).toBe(false);
  });

  it("selects its own pods, and no others of its namespace", () => {
    const controllers = [
      ...allOf(environment, "Deployment"),
      ...allOf(environment, "StatefulSet"),
      ...allOf(environment, "DaemonSet"),
    ];
    for (const { metadata, spec } of controllers) {
      const selected = pods.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && selects(spec.selector.matchLabels, labels),
      );
      expect(selected.map(({ name }) => name)).toEqual([metadata.name]);
    }
  });
});
