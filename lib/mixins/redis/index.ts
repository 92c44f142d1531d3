import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** Caches, in the cluster or managed; from redis-exporter. */
export const redis: Mixin = { name: "redis", recordings, alerts };
