import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** What tells people; from its own metrics. */
export const alertmanager: Mixin = { name: "alertmanager", recordings, alerts };
