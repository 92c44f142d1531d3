/** The platform's namespaces and the Pod Security level that each enforces. */
export const namespaces = {
  application: { name: "agentprovision", podSecurity: "restricted" },
  monitoring: { name: "monitoring", podSecurity: "restricted" },
  logging: { name: "logging", podSecurity: "restricted" },
  /** What must see its node: the only place for host folders, the host's network and its processes. */
  nodeAgents: { name: "node-agents", podSecurity: "privileged" },
} as const;

/** Marks namespaces whose monitors and rules Prometheus takes. */
export const monitoredLabel = { "agentprovision.io/monitored": "true" } as const;
