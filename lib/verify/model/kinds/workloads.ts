import { claimSpec, labelSelector, objectMeta, podSpec, podTemplate } from "./parts.ts";

const rollingUpdate = { maxSurge: "scalar", maxUnavailable: "scalar" } as const;

const jobSpec = {
  template: podTemplate,
  parallelism: "number",
  completions: "number",
  backoffLimit: "number",
  activeDeadlineSeconds: "number",
} as const;

/** What runs pods. */
export const workloads = {
  Pod: { group: "", scope: "namespace", fields: { spec: podSpec } },
  Deployment: {
    group: "apps",
    scope: "namespace",
    fields: {
      spec: {
        replicas: "number",
        selector: labelSelector,
        template: podTemplate,
        strategy: { type: "Recreate|RollingUpdate", rollingUpdate },
      },
    },
  },
  ReplicaSet: {
    group: "apps",
    scope: "namespace",
    fields: { spec: { replicas: "number", selector: labelSelector, template: podTemplate } },
  },
  ReplicationController: {
    group: "",
    scope: "namespace",
    fields: { spec: { replicas: "number", selector: { "*": "text" }, template: podTemplate } },
  },
  /** Argo Rollouts' Deployment. */
  Rollout: {
    group: "argoproj.io",
    scope: "namespace",
    fields: { spec: { replicas: "number", selector: labelSelector, template: podTemplate, strategy: "any" } },
  },
  StatefulSet: {
    group: "apps",
    scope: "namespace",
    fields: {
      spec: {
        replicas: "number",
        selector: labelSelector,
        serviceName: "text",
        template: podTemplate,
        updateStrategy: { type: "RollingUpdate|OnDelete", rollingUpdate },
        volumeClaimTemplates: [{ metadata: objectMeta, spec: claimSpec }],
      },
    },
  },
  DaemonSet: {
    group: "apps",
    scope: "namespace",
    fields: {
      spec: {
        selector: labelSelector,
        template: podTemplate,
        updateStrategy: { type: "RollingUpdate|OnDelete", rollingUpdate },
      },
    },
  },
  Job: { group: "batch", scope: "namespace", fields: { spec: jobSpec } },
  CronJob: {
    group: "batch",
    scope: "namespace",
    fields: {
      spec: {
        schedule: "text",
        timeZone: "text",
        concurrencyPolicy: "Allow|Forbid|Replace",
        suspend: "flag",
        jobTemplate: { metadata: objectMeta, spec: jobSpec },
      },
    },
  },
} as const;
