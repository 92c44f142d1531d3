import * as containers from "../mixins/containers/panels.ts";
import * as http from "../mixins/http/panels.ts";
import * as kubernetes from "../mixins/kubernetes/panels.ts";
import * as postgres from "../mixins/postgres/panels.ts";
import * as redis from "../mixins/redis/panels.ts";
import type { PlatformPage } from "./page.ts";
import { applications, caches, databases } from "./variables.ts";

/** Why requests fail or take long: the usual causes, in the order in which to rule them out. */
export const errorsAndLatency: PlatformPage = {
  name: "errors-and-latency",
  title: "Error Rates and Latency",
  description: "Why requests fail or take long: which handlers, then the usual causes in the order to rule them out.",
  variables: [...applications, ...databases, ...caches],
  rows: [
    { title: "Is it healthy?", lines: [[http.firing]] },
    { title: "Is the promise kept?", lines: [[http.budget, http.errorPace, http.latencyPace]] },
    { title: "What fails?", lines: [[http.errors, http.failingHandlers, http.answers]] },
    { title: "What is slow?", lines: [[http.latencies, http.slowHandlers]] },
    {
      title: "Is it a data service?",
      lines: [
        [postgres.up, postgres.connectionsNow, redis.up, redis.hitsNow],
        [postgres.queryTime, redis.latency],
      ],
    },
    {
      title: "Is it a limit, or a crash?",
      lines: [
        [containers.throttling, containers.memoryShare],
        [kubernetes.restarts, containers.kills],
      ],
    },
  ],
};
