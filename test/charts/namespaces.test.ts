import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { allOf, theOne } from "./rendered.ts";

const levels = {
  agentprovision: "restricted",
  monitoring: "restricted",
  logging: "restricted",
  "node-agents": "privileged",
};

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const all = allOf(environment, "Namespace");

  it("has the four namespaces", () => expect(all.map(({ metadata }) => metadata.name)).toEqual(Object.keys(levels)));

  it.each(Object.entries(levels))("enforces in %s the level %s, and warns of it", (name, level) => {
    const { labels } = theOne(all, name).metadata;
    for (const mode of ["enforce", "audit", "warn"])
      expect(labels).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: level,
        [`pod-security.kubernetes.io/${mode}-version`]: "latest",
      });
  });

  it("lets Prometheus take monitors of all of them", () => {
    for (const { metadata } of all) expect(metadata.labels).toMatchObject({ "agentprovision.io/monitored": "true" });
  });

  it("makes Argo CD ask before it takes one away with all that is in it", () => {
    for (const { metadata } of all)
      expect(metadata.annotations).toMatchObject({ "argocd.argoproj.io/sync-options": "Prune=false,Delete=false" });
  });

  it("has default requests and limits in each, or the quota would refuse what says nothing", () => {
    const limits = allOf(environment, "LimitRange");
    expect(limits.map(({ metadata }) => metadata.namespace)).toEqual(Object.keys(levels));
    for (const { spec } of limits) {
      expect(spec.limits).toHaveLength(1);
      expect(spec.limits[0]).toMatchObject({ type: "Container" });
      expect(Object.keys(spec.limits[0]?.defaultRequest ?? {})).toEqual(["cpu", "memory"]);
      // A default limit of CPU would throttle everything that says nothing.
      expect(Object.keys(spec.limits[0]?.default ?? {})).toEqual(["memory"]);
    }
  });
});
