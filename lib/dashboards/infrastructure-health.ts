import * as alertmanager from "../mixins/alertmanager/panels.ts";
import * as kubernetes from "../mixins/kubernetes/panels.ts";
import * as nodes from "../mixins/nodes/panels.ts";
import * as operator from "../mixins/operator/panels.ts";
import * as prometheus from "../mixins/prometheus/panels.ts";
import type { PlatformPage } from "./page.ts";
import { nodes as everyNode, namespaces } from "./variables.ts";

/** The cluster below the applications, and the monitoring above them. */
export const infrastructureHealth: PlatformPage = {
  name: "infrastructure-health",
  title: "Infrastructure Health",
  description: "Nodes, pods, and the monitoring itself: whether everything is watched and everybody is told.",
  variables: [...everyNode, ...namespaces],
  rows: [
    {
      title: "Is it healthy?",
      lines: [
        [
          kubernetes.nodesNotReady,
          kubernetes.podsNotRunning,
          operator.rejected,
          alertmanager.configuration,
          alertmanager.members,
        ],
        [nodes.firing, kubernetes.firing, prometheus.firing],
      ],
    },
    {
      title: "Are the nodes well?",
      lines: [
        [nodes.cpu, nodes.memory, nodes.filesystems],
        [nodes.disks, nodes.diskTime],
        [nodes.network, nodes.networkErrors],
      ],
    },
    { title: "Do pods start and stay?", lines: [[kubernetes.waiting, kubernetes.restarts]] },
    {
      title: "Is everything watched?",
      lines: [
        [prometheus.targets, prometheus.failingRules],
        [prometheus.samples, prometheus.series, prometheus.storage],
      ],
    },
    {
      title: "Is everybody told?",
      lines: [
        [prometheus.dropped, alertmanager.notifications],
        [alertmanager.failedNotifications, operator.reconcileErrors],
      ],
    },
  ],
};
