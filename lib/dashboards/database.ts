import * as postgres from "../mixins/postgres/panels.ts";
import type { PlatformPage } from "./page.ts";
import { databases } from "./variables.ts";

/** Postgres: does it answer, what waits, what grows. */
export const database: PlatformPage = {
  name: "database",
  title: "Database",
  description: "Postgres: whether it answers, who uses it, what is slow, what waits, what grows.",
  variables: databases,
  rows: [
    { title: "Is it healthy?", lines: [[postgres.up, postgres.connectionsNow, postgres.metrics], [postgres.firing]] },
    { title: "How much is asked?", lines: [[postgres.throughput, postgres.connections, postgres.connectionStates]] },
    { title: "How fast does it answer?", lines: [[postgres.queryTime, postgres.slowest, postgres.costliest]] },
    {
      title: "What waits?",
      lines: [
        [postgres.oldest, postgres.longestTransaction],
        [postgres.locks, postgres.deadlocks],
      ],
    },
    {
      title: "What is full, or behind?",
      lines: [
        [postgres.cacheHits, postgres.size],
        [postgres.transactionIds, postgres.lag],
      ],
    },
  ],
};
