import { labelSelector } from "./parts.ts";

const resource = { name: "text", container: "text", target: "any" } as const;

/** How many pods there may be. */
export const autoscaling = {
  HorizontalPodAutoscaler: {
    group: "autoscaling",
    scope: "namespace",
    fields: {
      spec: {
        scaleTargetRef: { apiVersion: "text", kind: "text", name: "text" },
        minReplicas: "number",
        maxReplicas: "number",
        metrics: [
          {
            type: "text",
            resource,
            containerResource: resource,
            pods: { metric: { name: "text", selector: labelSelector } },
            object: { metric: { name: "text", selector: labelSelector } },
            external: { metric: { name: "text", selector: labelSelector } },
          },
        ],
      },
    },
  },
  ScaledObject: {
    group: "keda.sh",
    scope: "namespace",
    fields: {
      spec: {
        scaleTargetRef: { apiVersion: "text", kind: "text", name: "text" },
        minReplicaCount: "number",
        maxReplicaCount: "number",
        triggers: [{ type: "text", metadata: { "*": "scalar" } }],
      },
    },
  },
} as const;

/** How many may go at once. */
export const budgets = {
  PodDisruptionBudget: {
    group: "policy",
    scope: "namespace",
    fields: { spec: { selector: labelSelector, minAvailable: "scalar", maxUnavailable: "scalar" } },
  },
} as const;

/** What a namespace may use. */
export const limits = {
  ResourceQuota: {
    group: "",
    scope: "namespace",
    fields: {
      spec: {
        hard: { "*": "quantity" },
        scopes: ["text"],
        scopeSelector: { matchExpressions: [{ scopeName: "text", operator: "text", values: ["text"] }] },
      },
    },
  },
  LimitRange: {
    group: "",
    scope: "namespace",
    fields: {
      spec: {
        limits: [
          {
            type: "text",
            min: { "*": "quantity" },
            max: { "*": "quantity" },
            default: { "*": "quantity" },
            defaultRequest: { "*": "quantity" },
            maxLimitRequestRatio: { "*": "quantity" },
          },
        ],
      },
    },
  },
} as const;
