import { expect, it } from "vitest";
import { defineAlerts } from "../../lib/alerting/alert.ts";
import { toRuleGroup } from "../../lib/alerting/rule-groups.ts";
import { gauge, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { record } from "../../lib/promql/recording.ts";

const memory = gauge("memory_bytes", { pod: open, container: open }, ["pod", "container"]);
const podMemory = record("pod:memory_bytes:sum", { pod: open }, promql`sum by (pod) (${memory()})`);
const alerts = defineAlerts({
  Full: {
    expr: promql`${podMemory()} > 5`,
    for: "5m",
    severity: "warning",
    identity: ["pod"],
    summary: "{{ $labels.pod }} is full",
    description: "It will be ended",
    dashboard: "resource-utilization",
  },
});
const addresses = {
  runbook: (alert: string) => `https://git.example/${alert}.md`,
  dashboard: (name: string) => `https://grafana.example/d/${name}`,
};

it("records first and alerts then, with where to read on", () =>
  expect(toRuleGroup({ name: "memory", recordings: [podMemory], alerts }, addresses)).toEqual({
    name: "memory",
    rules: [
      { record: "pod:memory_bytes:sum", expr: "sum by (pod) (memory_bytes)" },
      {
        alert: "Full",
        expr: "pod:memory_bytes:sum > 5",
        for: "5m",
        labels: { severity: "warning", component: "memory" },
        annotations: {
          summary: "{{ $labels.pod }} is full",
          description: "It will be ended",
          runbook_url: "https://git.example/Full.md",
          dashboard_url: "https://grafana.example/d/resource-utilization",
        },
      },
    ],
  }));

it("keeps firing where an alert says so", () => {
  const flapping = { Full: { ...alerts.Full, keepFiringFor: "10m" } as const };
  const { rules } = toRuleGroup({ name: "memory", recordings: [], alerts: flapping }, addresses);
  expect(rules).toMatchObject([{ alert: "Full", keep_firing_for: "10m" }]);
});
