import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";

/** The platform as a whole. */
export const platform: Mixin = { name: "platform", recordings: [], alerts };
