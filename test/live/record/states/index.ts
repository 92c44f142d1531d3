import type { Platform } from "../platform.ts";
import { applicationStates } from "./application.ts";
import { monitoringStates } from "./monitoring.ts";
import { podStates } from "./pods.ts";
import { postgresStates } from "./postgres.ts";
import { redisStates } from "./redis.ts";
import type { State } from "./state.ts";
import { workloadStates } from "./workloads.ts";

/** All states that are provoked for a recording. */
export function statesOf(platform: Platform): readonly State[] {
  // Any image with a shell does.
  const { image } = platform.container("StatefulSet", "redis");
  return [
    ...applicationStates(platform),
    ...postgresStates(platform),
    ...redisStates(platform),
    ...podStates(image),
    ...workloadStates(image),
    ...monitoringStates,
  ];
}
