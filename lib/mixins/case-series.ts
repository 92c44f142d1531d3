import type { Series } from "../alerting/cases.ts";
import type { Samples } from "../alerting/samples.ts";
import type { Labels, Metric, Values } from "../promql/metric.ts";

/** What Prometheus attaches to a target's series, where a case does not say otherwise. */
const attached: Readonly<Record<string, string>> = {
  namespace: "agentprovision",
  service: "agentprovision",
  pod: "agentprovision-1",
  container: "agentprovision",
  endpoint: "http",
  job: "agentprovision",
  instance: "10.0.0.1:8000",
  node: "node-1",
};

/** A series with all labels that its contract knows; those not given get a usual value. */
export function series<L extends Labels>(metric: Metric<L>, labels: Values<L>, samples: Samples): Series {
  const given = labels as Readonly<Record<string, string>>;
  const all = Object.entries(metric.labels).map(([label, values]): [string, string] => [
    label,
    given[label] ?? (Array.isArray(values) ? (values as string[])[0] : attached[label]) ?? "some",
  ]);
  return { family: metric, labels: Object.fromEntries(all), samples };
}
