import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { Mixin } from "../alerting/mixin.ts";

/**
 * The order in which objects are applied: a chart's stage is its file's prefix and its objects' wave in Argo CD. Dependencies between
 * charts would say the same, but cdk8s needs exponential time for chains of them.
 */
export const stages = {
  /** Other people's definitions and operators; only Argo CD's Applications stand there. */
  prerequisites: 0,
  namespaces: 10,
  /** What pods need before they start: Secrets, policies, quotas. */
  foundations: 20,
  operator: 30,
  /** Before Prometheus: one that starts while the volume of its rules is exchanged finds a file gone and exits. */
  rules: 35,
  platform: 40,
} as const;

export type Stage = keyof typeof stages;

/** One file of `dist/ENV`. */
export class PlatformChart extends Chart {
  /** Rules and panels of what the chart installs: they are there where their target is. */
  readonly mixins: readonly Mixin[] = [];

  constructor(scope: Construct, name: string, stage: Stage) {
    super(scope, `${stages[stage]}-${name}`, {
      disableResourceNameHashes: true,
      labels: { "app.kubernetes.io/part-of": "agentprovision" },
    });
    this.wave = String(stages[stage]);
  }

  private readonly wave: string;

  /** The charts of an App, which are all of this kind. */
  static allOf(app: Construct): PlatformChart[] {
    return app.node.children.filter((child) => Chart.isChart(child)) as PlatformChart[];
  }

  /** The chart's objects with their wave, in the order in which they were made; cdk8s' own order costs a pass over the whole App. */
  override toJson(): object[] {
    const objects = this.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    for (const object of objects) object.metadata.addAnnotation("argocd.argoproj.io/sync-wave", this.wave);
    return objects.map((object) => object.toJson());
  }
}
