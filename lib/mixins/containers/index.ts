import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** What containers use of what they may use; from cAdvisor and kube-state-metrics. */
export const containers: Mixin = { name: "containers", recordings, alerts };
