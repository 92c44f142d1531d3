import * as containers from "../mixins/containers/panels.ts";
import * as http from "../mixins/http/panels.ts";
import * as kubernetes from "../mixins/kubernetes/panels.ts";
import type { PlatformPage } from "./page.ts";
import { applications } from "./variables.ts";

/** How an application does: what is asked of it, how fast it answers, what that costs. */
export const applicationPerformance: PlatformPage = {
  name: "application-performance",
  title: "Application Performance",
  description: "What is asked of an application, how fast it answers, what that costs, and whether it scales.",
  variables: applications,
  rows: [
    { title: "Is it healthy?", lines: [[http.firing, http.silent]] },
    {
      title: "How much is asked?",
      lines: [
        [http.requests, http.ofUsual],
        [http.answers, http.busyHandlers],
      ],
    },
    { title: "How fast does it answer?", lines: [[http.latencies, http.slowHandlers]] },
    {
      title: "What does it use?",
      lines: [
        [containers.cpu, containers.throttling],
        [containers.memoryShare, containers.network],
      ],
    },
    { title: "Does it scale?", lines: [[kubernetes.replicas, kubernetes.autoscaling]] },
  ],
};
