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
        [nodes.cpu, nodes.memory, nodes.pagesReadBack],
        [nodes.filesystems, nodes.filesystemsTomorrow, nodes.inodes],
        [nodes.disks, nodes.diskTime, nodes.diskQueues],
        [nodes.network, nodes.networkErrors, nodes.clocks],
      ],
    },
    {
      title: "Do pods start and stay?",
      lines: [
        [kubernetes.down, kubernetes.replicasMissing, kubernetes.stuck],
        [kubernetes.waiting, kubernetes.restarts],
      ],
    },
    {
      title: "Is everything watched?",
      lines: [
        [prometheus.answers, prometheus.configuration, prometheus.alertmanagers],
        [prometheus.targets, prometheus.failingRules, prometheus.refused],
        [prometheus.samples, prometheus.series],
        [prometheus.storage, prometheus.failedStorage],
      ],
    },
    {
      title: "Is everybody told?",
      lines: [
        [prometheus.dropped, alertmanager.notifications],
        [alertmanager.failedNotifications, operator.reconcileErrors, operator.lookErrors],
      ],
    },
  ],
};
