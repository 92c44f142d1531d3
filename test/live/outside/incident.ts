import { outsideNamespace as namespace } from "../environment.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** The run's own alert, with routes as those of any other. */
export const incident = "LiveIncident";

/** The pod that it speaks of. */
export const tooLarge = "too-large";

/** Fires for a real object, whose other alert waits for ten minutes. */
export const incidentRule: KubernetesObject = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "live-incident", namespace: "monitoring" },
  spec: {
    groups: [
      {
        name: "live-incident",
        rules: [
          {
            alert: incident,
            expr: `max by (namespace, pod) (kube_pod_info{namespace="${namespace}", pod="${tooLarge}"}) == 1`,
            for: "1m",
            labels: { severity: "critical", component: "redis" },
            annotations: {
              summary: "There is a pod that no node has room for",
              description: "It is there to see what becomes of an incident while the monitoring fails.",
              runbook_url: "https://git.agentprovision.example/platform/blob/main/docs/live.md",
              dashboard_url: "https://grafana.live.agentprovision.example/d/system-overview",
            },
          },
        ],
      },
    ],
  },
};
