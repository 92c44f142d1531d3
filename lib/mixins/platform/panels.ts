import { ALERTS } from "../../../imports/metrics/synthetic.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { not } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { alertTable } from "../firing.ts";
import { alerts, beat } from "./alerts.ts";

const { graph, stat, below } = panelsOf("platform", alerts);

const count = (severity: "critical" | "warning") =>
  promql`count(${ALERTS({ alertstate: "firing", severity })}) or vector(0)`;

export const firing = stat({
  title: "Firing alerts",
  description: "Critical ones wake somebody, warnings wait for the morning. The table tells which.",
  unit: "short",
  queries: { critical: count("critical"), warning: count("warning") },
  badFrom: 1,
});

export const watchdog = stat({
  title: "Way to people",
  description: "Watchdog always fires. Silent: Prometheus evaluates no rules, and no other alert can fire.",
  unit: "none",
  queries: { Watchdog: promql`max(${ALERTS({ alertname: "Watchdog", alertstate: "firing" })}) or vector(0)` },
  words: { 0: { text: "silent", good: false }, 1: { text: "alive", good: true } },
  limits: [below("Watchdog", beat)],
});

/** Every alert but the one that always fires. */
export const firingNow = alertTable("platform", "What is firing");

export const history = graph({
  title: "What came first",
  description: "How many alerts of each name were firing when. The first to appear is often the cause of the others.",
  unit: "short",
  stacked: true,
  queries: {
    "{{alertname}}": promql`
      sum by (alertname) (${ALERTS({ alertstate: "firing", alertname: not("Watchdog") })})`,
  },
});
