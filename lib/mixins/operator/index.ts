import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** prometheus-operator, which turns declared objects into running ones; from its own metrics. */
export const operator: Mixin = { name: "operator", recordings, alerts };
