import type { Selector } from "./metric.ts";
import { type Expression, promql } from "./promql.ts";

/**
 * What gauges said last, within two minutes. A scrape that fails ends all series of its target at once: an alert on the bare gauge would
 * resolve, and its time would start anew.
 */
export const lately = (gauges: Selector): Expression => promql`last_over_time(${gauges}[2m])`;
