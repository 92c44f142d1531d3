import { expect, test } from "vitest";
import { variable } from "../../lib/grafana/variable.ts";
import { gauge, histogram, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { record, recordAs, recorded } from "../../lib/promql/recording.ts";

const memory = gauge("memory_bytes", { service: open, pod: open }, ["pod"]);
const duration = histogram("duration_seconds", { service: open }, ["service"]);
const service = { service: open } as const;

test("what is recorded can be selected from, by the labels that the rule keeps", () => {
  const used = record("service:memory_bytes:sum", service, promql`sum by (service) (${memory()})`);
  expect(used({ service: "one" }).selector).toBe('service:memory_bytes:sum{service="one"}');
  expect(used.kind).toBe("gauge");
});

test("recorded buckets are buckets", () => {
  const buckets = promql`sum by (service, le) (rate(${duration.bucket()}[5m]))`;
  expect(record("service:duration_seconds_bucket:rate5m", { service: open, le: open }, buckets).kind).toBe("bucket");
});

test("the declared labels are those of the expression", () => {
  expect(() => record("service:memory_bytes:sum", service, promql`sum by (pod) (${memory()})`)).toThrow(
    "recording rule service:memory_bytes:sum: labels are declared as service, the expression gives pod",
  );
});

test("a rule records vectors", () => {
  expect(() => record("a:b:c", {}, promql`1`)).toThrow("rule a:b:c: the expression is a scalar");
});

test.each([
  ["a range", promql`sum by (service) (avg_over_time(${memory()}[$__rate_interval]))`, "$__rate_interval"],
  ["a value", promql`sum by (service) (${memory({ pod: variable("pod") })})`, "$pod"],
])("a rule knows no variable of Grafana for %s", (_, expression, name) => {
  expect(() => record("service:memory_bytes:sum", service, expression)).toThrow(`${name} is a variable of Grafana`);
});

test("a variant records the series as they were declared", () => {
  const series = recorded("gauge", "service:memory_bytes:sum", service);
  const rule = recordAs(series, promql`sum by (service) (${memory()})`);
  expect(rule.series).toBe("service:memory_bytes:sum");
  expect(() => recordAs(series, promql`sum(${memory()})`)).toThrow("the expression gives");
  const buckets = recorded("bucket", "service:memory_bytes:sum", service);
  expect(() => recordAs(buckets, rule.expr)).toThrow("it is declared as a bucket, the expression gives a gauge");
});
