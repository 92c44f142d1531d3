import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** Prometheus and what it reaches; from its own metrics. */
export const prometheus: Mixin = { name: "prometheus", recordings, alerts };
