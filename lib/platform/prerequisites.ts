import type { Environment } from "../environments/environment.ts";
import { versionOf } from "./images.ts";

/** Something of others that a cluster must have before the platform. */
export interface Prerequisite {
  readonly name: string;
  readonly namespace: string;
  /** Where Argo CD gets it, at a pinned version. */
  readonly source: {
    readonly repoURL: string;
    readonly targetRevision: string;
    readonly path?: string;
    readonly chart?: string;
  };
}

/** The pinned list; only environments with external secrets need their operator. */
export function prerequisites({ secrets }: Pick<Environment, "secrets">): Prerequisite[] {
  return [
    {
      name: "prometheus-operator-definitions",
      namespace: "monitoring",
      // Those of exactly the operator that is rendered.
      source: {
        repoURL: "https://github.com/prometheus-operator/prometheus-operator.git",
        targetRevision: `v${versionOf("prometheus-operator")}`,
        path: "example/prometheus-operator-crd",
      },
    },
    {
      name: "metrics-server",
      namespace: "kube-system",
      // Carries metrics-server 0.8.0, says the chart's own Chart.yaml.
      source: {
        repoURL: "https://kubernetes-sigs.github.io/metrics-server/",
        chart: "metrics-server",
        targetRevision: "3.13.0",
      },
    },
    ...(secrets.kind === "external"
      ? [
          {
            name: "external-secrets",
            namespace: "external-secrets",
            source: {
              repoURL: "https://charts.external-secrets.io",
              chart: "external-secrets",
              targetRevision: "2.11.0",
            },
          },
        ]
      : []),
  ];
}
