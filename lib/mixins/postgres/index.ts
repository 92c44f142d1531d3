import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** Databases, in the cluster or managed; from postgres-exporter with its statements collector. */
export const postgres: Mixin = { name: "postgres", recordings, alerts };
