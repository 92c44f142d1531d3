import { panelsOf } from "../../lib/grafana/panel.ts";
import { gauge, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";

export const memory = gauge("memory_bytes", { service: open, pod: open }, ["pod"]);
export const { graph, stat, bars, table, above, below } = panelsOf("service", { TooMuch: {}, TooLittle: {} });

const description = "How much.";

/** The least that each kind of panel needs. */
export const content = {
  title: "Memory",
  description,
  unit: "bytes",
  queries: { "{{pod}}": promql`${memory()}` },
} as const;
