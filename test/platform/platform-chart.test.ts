import { App } from "cdk8s";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { k8s } from "../../lib/kubernetes/objects.ts";
import { PlatformChart, stages } from "../../lib/platform/platform-chart.ts";
import type { Manifest } from "../charts/rendered.ts";

const configMap = (scope: Construct, name: string) => new k8s.KubeConfigMap(scope, name, { metadata: { name } });

describe("stages", () => {
  it("come in the order of the design", () =>
    expect(
      Object.entries(stages)
        .sort(([, one], [, other]) => one - other)
        .map(([name]) => name),
    ).toEqual([...["prerequisites", "namespaces", "foundations", "operator", "rules", "platform"]]));
});

describe("a chart", () => {
  const app = new App();
  const chart = new PlatformChart(app, "example", "operator");
  configMap(chart, "z");
  configMap(new Construct(chart, "deeper"), "a");
  const other = new PlatformChart(app, "another", "platform");
  const objects = () => chart.toJson() as Manifest[];

  it("is named after its stage and itself", () => expect(chart.node.id).toBe("30-example"));

  it("has its own objects at any depth, in the order in which they were made", () =>
    expect(objects().map(({ metadata }) => metadata.name)).toEqual(["z", "a"]));

  it("gives each its wave and what it is part of", () => {
    for (const { metadata } of objects()) {
      expect(metadata.annotations).toEqual({ "argocd.argoproj.io/sync-wave": "30" });
      expect(metadata.labels).toEqual({ "app.kubernetes.io/part-of": "agentprovision" });
    }
  });

  it("says the same when it is asked again", () => expect(objects()).toEqual(objects()));

  it("is found among the charts of its App", () => expect(PlatformChart.allOf(app)).toEqual([chart, other]));
});
