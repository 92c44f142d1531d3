import { describe, expect, it } from "vitest";
import { type Alert, defineAlerts } from "../../lib/alerting/alert.ts";
import { Fault } from "../../lib/fault.ts";
import { variable } from "../../lib/grafana/variable.ts";
import { componentAlerts } from "../../lib/mixins/alerts.ts";
import { gauge, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";

const memory = gauge("memory_bytes", { namespace: open, pod: open, node: open }, ["namespace", "pod"]);
const good: Alert = {
  expr: promql`max by (namespace, pod) (${memory()}) > 5`,
  for: "5m",
  severity: "warning",
  identity: ["namespace", "pod"],
  summary: "{{ $labels.pod }} is full",
  description: "{{ $value | humanize }} bytes in {{ $labels.namespace }}",
  dashboard: "resource-utilization",
};
const define = (changes: Partial<Alert>) => () => defineAlerts({ Full: { ...good, ...changes } });

it("is taken as it is", () => expect(define({})()).toEqual({ Full: good }));

describe("is refused where", () => {
  it.each<[string, Partial<Alert>, string]>([
    [
      "the expression loses a label of the identity",
      { expr: promql`sum by (pod) (${memory()}) > 5` },
      "identity namespace is not",
    ],
    ["one identity gives several alerts", { identity: ["namespace"], summary: "full" }, "told apart by pod"],
    ["its summary speaks of a label that it lacks", { summary: "{{ $labels.node }} is full" }, "speaks of node"],
    ["its description does", { description: "{{ $labels.container }} is full" }, "speaks of container"],
    ["it is no vector", { expr: promql`1 > bool 2` }, "is a scalar"],
    [
      "it asks with a variable of Grafana",
      { expr: promql`max by (namespace, pod) (${memory({ node: variable("node") })}) > 5` },
      "$node is a variable of Grafana",
    ],
  ])("%s", (_, changes, message) => {
    expect(define(changes)).toThrow(Fault);
    expect(define(changes)).toThrow(message);
  });
});

it("does not compile with a name in lower case, or a dashboard that is not there", () => {
  // @ts-expect-error: alerts have names in upper case
  expect(defineAlerts({ full: good })).toBeDefined();
  expect(componentAlerts({ Full: { ...good, dashboard: "cache" } })).toBeDefined();
  // @ts-expect-error: there is no such dashboard
  expect(componentAlerts({ Full: { ...good, dashboard: "memory" } })).toBeDefined();
});
