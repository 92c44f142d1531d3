import { describe, expect, test } from "vitest";
import { Fault } from "../../lib/fault.ts";
import { counter, gauge, histogram, metric, open } from "../../lib/promql/metric.ts";
import { type Expression, promql } from "../../lib/promql/promql.ts";

const requests = counter("requests_total", { service: open, pod: open, status: open }, ["pod", "status"]);
const duration = histogram("duration_seconds", { service: open, pod: open }, ["pod"]);
const native = metric("native", "native_seconds", { service: open, pod: open }, ["pod"]);
const memory = gauge("memory_bytes", { service: open, pod: open }, ["pod"]);
const limit = gauge("limit_bytes", { service: open, pod: open, container: open }, ["pod", "container"]);
const build = gauge("build_info", { service: open, version: open }, ["service"]);

const hosts = { host: open, name: open } as const;
const byHost = gauge("by_host", hosts, ["host"]);
const byName = gauge("by_name", hosts, ["name"]);
const byBoth = gauge("by_both", hosts, ["host", "name"]);

const shape = (expression: Expression) => {
  const { shape } = expression;
  if (shape.type !== "vector") return { type: shape.type };
  return { labels: [...shape.labels].sort().join(), key: [...shape.key].sort().join(), kind: shape.kind };
};

describe("what an expression gives", () => {
  test.each<[string, Expression, object]>([
    ["a selector", promql`${requests()}`, { labels: "pod,service,status", key: "pod,status", kind: "counter" }],
    [
      "a fixed label",
      promql`${requests({ status: "5xx" })}`,
      { labels: "pod,service,status", key: "pod", kind: "counter" },
    ],
    ["rate", promql`rate(${requests()}[5m])`, { labels: "pod,service,status", key: "pod,status", kind: "gauge" }],
    ["by", promql`sum by (service) (${memory()})`, { labels: "service", key: "service", kind: "gauge" }],
    ["without", promql`sum without (pod) (${memory()})`, { labels: "service", key: "service", kind: "gauge" }],
    ["no grouping", promql`sum(${memory()})`, { labels: "", key: "", kind: "gauge" }],
    ["topk", promql`topk(3, ${memory()})`, { labels: "pod,service", key: "pod", kind: "gauge" }],
    [
      "count_values",
      promql`count_values by (service) ("bytes", ${memory()})`,
      { labels: "bytes,service", key: "bytes,service", kind: "gauge" },
    ],
    [
      "buckets",
      promql`sum by (service, le) (rate(${duration.bucket()}[5m]))`,
      { labels: "le,service", key: "le,service", kind: "bucket" },
    ],
    [
      "a quantile",
      promql`histogram_quantile(0.9, sum by (service, le) (rate(${duration.bucket()}[5m])))`,
      { labels: "service", key: "service", kind: "gauge" },
    ],
    [
      "a quantile of a native histogram",
      promql`histogram_quantile(0.9, sum by (service) (rate(${native()}[5m])))`,
      { labels: "service", key: "service", kind: "gauge" },
    ],
    [
      "a quantile of native histograms that are scaled and added",
      promql`histogram_quantile(0.9, 2 * sum by (service) (rate(${native()}[5m])) + sum by (service) (rate(${native()}[1m])))`,
      { labels: "service", key: "service", kind: "gauge" },
    ],
    [
      "buckets of either kind",
      promql`${promql`sum by (service, le) (rate(${duration.bucket()}[5m]))`} or ${promql`sum by (service, le) (rate(${duration.bucket()}[1m]))`}`,
      { labels: "le,service", key: "le,service", kind: "bucket" },
    ],
    ["a comparison", promql`${memory()} > 5`, { labels: "pod,service", key: "pod", kind: "gauge" }],
    ["scalars", promql`1 > bool 2`, { type: "scalar" }],
    [
      "and",
      promql`${requests()} and on (pod) ${memory()}`,
      { labels: "pod,service,status", key: "pod,status", kind: "counter" },
    ],
    [
      "or",
      promql`${memory()} or ${memory({ pod: "a" })}`,
      { labels: "pod,service", key: "pod,service", kind: "gauge" },
    ],
    ["either side's key", promql`${byHost()} / ${byName()}`, { labels: "host,name", key: "host", kind: "gauge" }],
    ["the smaller key", promql`${byBoth()} / ${byName()}`, { labels: "host,name", key: "name", kind: "gauge" }],
    ["on", promql`${memory()} / on (pod) ${memory()}`, { labels: "pod", key: "pod", kind: "gauge" }],
    ["ignoring", promql`${memory()} / ignoring (service) ${memory()}`, { labels: "pod", key: "pod", kind: "gauge" }],
    [
      "group_left",
      promql`${memory()} * on (service) group_left (version) ${build()}`,
      { labels: "pod,service,version", key: "pod", kind: "gauge" },
    ],
    [
      "label_replace",
      promql`label_replace(${memory()}, "app", "$1", "service", "(.*)")`,
      { labels: "app,pod,service", key: "pod", kind: "gauge" },
    ],
    [
      "a subquery",
      promql`max_over_time(rate(${requests()}[5m])[1h:1m])`,
      { labels: "pod,service,status", key: "pod,status", kind: "gauge" },
    ],
    ["an offset", promql`${memory()} offset 1h`, { labels: "pod,service", key: "pod", kind: "gauge" }],
    ["a vector of nothing", promql`vector(1)`, { labels: "", key: "", kind: "gauge" }],
  ])("%s", (_, expression, expected) => {
    expect(shape(expression)).toEqual(expected);
  });

  test("operands in holes keep together", () => {
    const both = promql`${memory()} + ${memory()}`;
    expect(promql`2 * ${both}`.expression).toBe("2 * (memory_bytes + memory_bytes)");
  });

  test("what follows an operand belongs to it, also through others", () => {
    const earlier = promql`${promql`${requests()}`}`;
    expect(promql`rate(${earlier}[5m])`.expression).toBe("rate(requests_total[5m])");
    expect(promql`${earlier} offset 1d`.expression).toBe("requests_total offset 1d");
  });

  test("it stands on one line, and strings keep their spaces", () => {
    const { expression } = promql`
      label_replace(
        ${memory()}, "text", "two  spaces", "pod", ".*")`;
    expect(expression).toBe('label_replace( memory_bytes, "text", "two  spaces", "pod", ".*")');
  });

  test("it knows what it asks for, also through others", () => {
    const ratio = promql`${promql`sum(${memory()})`} / ${promql`sum(${limit()})`}`;
    expect([...ratio.families.keys()]).toEqual(["memory_bytes", "limit_bytes"]);
  });
});

describe("what the render refuses", () => {
  const refused: [string, () => Expression, string][] = [
    ["nothing", () => promql``, "it is empty"],
    ["what does not parse", () => promql`sum by (service (${memory()})`, "it does not parse near"],
    ["a comment", () => promql`${memory()} # in bytes`, "a comment does not reach Prometheus"],
    ["a number that is none", () => promql`${memory()} > ${Number.NaN}`, "a number in a hole is not finite"],
    ["a series in the text", () => promql`memory_bytes > 5`, "memory_bytes is named in the text"],
    [
      "a series in the text beside a hole",
      () => promql`${memory()} / memory_bytes`,
      "memory_bytes is named in the text",
    ],
    ["a series by its label", () => promql`{__name__="memory_bytes"}`, "memory_bytes is named in the text"],
    ["a series without a name", () => promql`{pod="a"}`, "a selector without a name"],
    ["a name that goes on after a hole", () => promql`sum(${memory()}_total)`, "x_total is named in the text"],
    ["a name that goes on in the next hole", () => promql`${memory()}${memory()}`, "xx is named in the text"],
    ["matchers after a hole", () => promql`${memory()}{pod="a"}`, "put them into the call of the metric"],
    [
      "a hole in a string",
      () => promql`label_replace(${memory()}, "${memory()}", "", "pod", "")`,
      "a hole stands where no operand can",
    ],
    ["a hole among labels", () => promql`sum by (${memory()}) (${memory()})`, "sum groups by x"],
    ["a time that is not now", () => promql`${memory()} @ end()`, "@ is not supported here"],

    ["rate of a gauge", () => promql`rate(${memory()}[5m])`, "rate of memory_bytes, a gauge"],
    ["rate of what was computed", () => promql`rate(sum(${requests()})[5m:1m])`, "rate of computed series, a gauge"],
    ["delta of a counter", () => promql`delta(${requests()}[5m])`, "delta of requests_total, a counter"],
    ["prediction of a counter", () => promql`predict_linear(${requests()}[1h], 3600)`, "takes gauges"],
    ["rate of one sample", () => promql`rate(${requests()})`, "argument 1 of rate is a vector, not a matrix"],
    ["too few arguments", () => promql`clamp_min(${memory()})`, "clamp_min takes 2 arguments, not 1"],
    ["too many arguments", () => promql`time(5)`, "time takes 0 arguments, not 1"],
    [
      "an unknown function",
      () => promql`mad_over_time(${memory()}[5m])`,
      "mad_over_time is no function that is supported",
    ],
    ["a range of a range", () => promql`avg_over_time(${memory()}[5m][1h:])`, "a range of a matrix"],
    ["a range of a range in parentheses", () => promql`avg_over_time((${memory()}[5m])[1h:])`, "a range of a matrix"],
    [
      "a new label that is no string",
      () => promql`label_replace(${memory()}, 1, "$1", "pod", ".*")`,
      "argument 2 of label_replace",
    ],
    [
      "a quantile of no buckets",
      () => promql`histogram_quantile(0.9, ${memory()})`,
      "histogram_quantile takes buckets",
    ],
    [
      "a quantile of buckets that were mixed",
      () => promql`histogram_quantile(0.9, sum by (service) (rate(${duration.bucket()}[5m])))`,
      "keep le in the aggregation",
    ],

    [
      "grouping by what is not there",
      () => promql`sum by (node) (${memory()})`,
      "sum groups by node, which its operand lacks",
    ],
    ["leaving out what is not there", () => promql`sum without (node) (${memory()})`, "sum groups by node"],
    ["topk by what is not there", () => promql`topk by (node) (3, ${memory()})`, "topk groups by node"],
    ["an aggregation of a scalar", () => promql`sum(1)`, "sum takes a vector"],
    ["topk without a number", () => promql`topk(${memory()})`, "topk takes a scalar and a vector"],
    ["sum with a number", () => promql`sum(1, ${memory()})`, "sum takes a vector, nothing else"],

    [
      "on what one side lacks",
      () => promql`${memory()} / on (version) ${build()}`,
      "on names version, a label that an operand lacks",
    ],
    ["ignoring what both lack", () => promql`${memory()} / ignoring (node) ${memory()}`, "ignoring names node"],
    ["operands that never match", () => promql`${memory()} / ${limit()}`, "never match"],
    ["operands that never match, with and", () => promql`${memory()} and ${build()}`, "never match"],
    ["many on the left", () => promql`${limit()} / on (pod) ${memory()}`, "many-to-many: on the left"],
    ["many on the right", () => promql`${memory()} / on (pod) ${limit()}`, "many-to-many: on the right"],
    ["many on the one side", () => promql`${memory()} / on (pod) group_left ${limit()}`, "many-to-many: on the right"],
    [
      "many on the other side",
      () => promql`${limit()} / on (pod) group_right ${memory()}`,
      "many-to-many: on the left",
    ],
    [
      "copying what is not there",
      () => promql`${memory()} * on (service) group_left (node) ${build()}`,
      "group names node, a label that an operand lacks",
    ],
    ["and with groups", () => promql`${memory()} and on (pod) group_left ${limit()}`, "and pairs many with many"],
    ["and with a scalar", () => promql`${memory()} and 1`, "and takes vectors, not a scalar"],
    ["on with a scalar", () => promql`${memory()} > on (pod) 1`, "pairs no series: leave out on"],
    ["comparing scalars", () => promql`1 > 2`, "say > bool"],
    ["adding a string", () => promql`${memory()} + "one"`, "+ between a vector and a string"],
    [
      "a range of a call",
      () => promql`rate(${promql`sum(${requests()})`}[5m])`,
      "a range follows a hole that is no selector",
    ],
    ["an offset of a sum", () => promql`(${memory()} + ${memory()}) offset 5m`, "offset follows a selector"],
    [
      "an offset of what a hole computes",
      () => promql`${promql`sum(${requests()})`} offset 5m`,
      "offset follows a hole that is no selector",
    ],
    [
      "a subquery of the second of two",
      () => promql`max_over_time(${memory()} + ${memory()}[1h:1m])`,
      "+ between a vector and a matrix",
    ],
    ["adding a range", () => promql`${memory()} + (${memory()}[5m])`, "+ between a vector and a matrix"],
  ];

  test.each(refused)("%s", (_, make, message) => {
    expect(make).toThrow(Fault);
    expect(make).toThrow(message);
  });
});
