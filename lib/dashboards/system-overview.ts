import * as containers from "../mixins/containers/panels.ts";
import * as http from "../mixins/http/panels.ts";
import * as kubernetes from "../mixins/kubernetes/panels.ts";
import * as nodes from "../mixins/nodes/panels.ts";
import * as platform from "../mixins/platform/panels.ts";
import * as postgres from "../mixins/postgres/panels.ts";
import * as prometheus from "../mixins/prometheus/panels.ts";
import * as redis from "../mixins/redis/panels.ts";
import type { PlatformPage } from "./page.ts";

/** Where a night on call begins: is anything wrong, and which dashboard tells more. */
export const systemOverview: PlatformPage = {
  name: "system-overview",
  title: "System Overview",
  description: "Start here: is anything wrong, and where. Each panel leads to the dashboard that tells more.",
  variables: [],
  rows: [
    {
      title: "Is anything wrong?",
      lines: [
        [platform.firing, platform.watchdog, prometheus.jobsDown],
        [platform.firingNow, platform.history],
      ],
    },
    { title: "Do users get answers?", lines: [[http.errorsNow, http.latencyNow, http.requestsNow]] },
    {
      title: "Do the data services answer?",
      lines: [[postgres.anyUp, postgres.anyConnectionsNow, redis.anyUp, redis.anyHitsNow]],
    },
    {
      title: "Does the cluster carry it?",
      lines: [
        [kubernetes.anyNodesNotReady, kubernetes.anyPodsNotRunning],
        [nodes.busiest, nodes.fullestMemory, containers.fullestMemory],
      ],
    },
  ],
};
