import * as redis from "../mixins/redis/panels.ts";
import type { PlatformPage } from "./page.ts";
import { caches } from "./variables.ts";

/** Redis: does it answer, does it help, is it large enough. */
export const cache: PlatformPage = {
  name: "cache",
  title: "Cache",
  description: "Redis: whether it answers, whether it helps, and whether it is large enough.",
  variables: caches,
  rows: [
    { title: "Is it healthy?", lines: [[redis.up, redis.hitsNow, redis.saves, redis.replication], [redis.firing]] },
    { title: "Does it help?", lines: [[redis.hits, redis.hitFall, redis.evicted]] },
    { title: "How much is asked?", lines: [[redis.throughput, redis.clients, redis.rejected]] },
    { title: "How fast does it answer?", lines: [[redis.latency, redis.costliest]] },
    {
      title: "What is full?",
      lines: [
        [redis.memoryShare, redis.memory],
        [redis.keys, redis.expired],
      ],
    },
  ],
};
