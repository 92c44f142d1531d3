import { labelSelector } from "./parts.ts";

const rules = [
  {
    apiGroups: ["text"],
    resources: ["text"],
    resourceNames: ["text"],
    nonResourceURLs: ["text"],
    verbs: ["text"],
  },
] as const;
const binding = {
  roleRef: { apiGroup: "text", kind: "Role|ClusterRole", name: "text" },
  subjects: [{ kind: "User|Group|ServiceAccount", name: "text", namespace: "text", apiGroup: "text" }],
} as const;

/** Who may do what. */
export const access = {
  ServiceAccount: {
    group: "",
    scope: "namespace",
    fields: {
      automountServiceAccountToken: "flag",
      imagePullSecrets: [{ name: "text" }],
      secrets: [{ name: "text" }],
    },
  },
  Role: { group: "rbac.authorization.k8s.io", scope: "namespace", fields: { rules } },
  ClusterRole: {
    group: "rbac.authorization.k8s.io",
    scope: "cluster",
    fields: { rules, aggregationRule: { clusterRoleSelectors: [labelSelector] } },
  },
  RoleBinding: { group: "rbac.authorization.k8s.io", scope: "namespace", fields: binding },
  ClusterRoleBinding: { group: "rbac.authorization.k8s.io", scope: "cluster", fields: binding },
} as const;
