import type { Recording } from "../promql/recording.ts";
import type { Alerts } from "./alert.ts";

/** The rules of one monitored component; installed where its target is rendered. */
export interface Mixin {
  /** The folder below `lib/mixins`, the rule groups' name and the alerts' label `component`. */
  readonly name: string;
  /** In the order in which they build on one another. */
  readonly recordings: readonly Recording[];
  readonly alerts: Alerts;
}
