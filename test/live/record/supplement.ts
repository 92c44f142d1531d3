import type { Supplement } from "./contract.ts";

/** By the contract's file: families that cannot be provoked. */
export const supplement: Readonly<Record<string, readonly Supplement[]>> = {
  "redis-exporter": [
    {
      name: "redis_max_clients",
      kind: "gauge",
      help: "The most clients that may be connected, as INFO says.",
      labels: [],
      source:
        "redis_exporter 1.88.0 gives it on Redis 7.0.15, the recorded version does not know it; see lib/platform/contract-deltas.ts",
    },
  ],
};
