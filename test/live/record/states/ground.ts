import type { KubernetesObject } from "../../kubectl.ts";
import { namespace } from "./state.ts";

const metadata = { name: "record", namespace };
const monitoring = "monitoring";

/** The namespace of what is provoked, which Prometheus may scrape. */
export const provoked: readonly KubernetesObject[] = [
  {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace, labels: { "agentprovision.io/monitored": "true" } },
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata,
    rules: [
      { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
    ],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name: "prometheus", namespace: monitoring }],
  },
];

/** What all states stand on: their namespace, and no policy that hides a series. */
export const ground: readonly KubernetesObject[] = [
  ...provoked,
  ...["agentprovision", monitoring].map((each) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "record", namespace: each },
    spec: { podSelector: {}, policyTypes: ["Egress", "Ingress"], egress: [{}], ingress: [{}] },
  })),
];
