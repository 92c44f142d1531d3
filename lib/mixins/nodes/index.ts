import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** The machines below the cluster; from node-exporter. */
export const nodes: Mixin = { name: "nodes", recordings, alerts };
