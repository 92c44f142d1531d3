import type { Mixin } from "../../alerting/mixin.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./rules.ts";

/** Workloads and volumes; from kube-state-metrics and the kubelet. */
export const kubernetes: Mixin = { name: "kubernetes", recordings, alerts };
