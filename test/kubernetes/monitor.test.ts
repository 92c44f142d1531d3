import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { describe, expect, it } from "vitest";
import { Monitor, type MonitorProps } from "../../lib/kubernetes/monitor.ts";
import { made, somewhere } from "./made.ts";

const props: MonitorProps = {
  name: "program",
  namespace: "monitoring",
  service: { namespace: "apps", labels: { app: "program" } },
  target: { kind: "addresses", name: "program", cidrs: ["192.0.2.1/32"], ports: [{ name: "metrics", number: 80 }] },
  endpoints: [{ port: "metrics", path: "/numbers" }],
  scraping: { interval: "15s", timeout: "10s", sampleLimit: 500 },
};

const specOf = (changes: Partial<MonitorProps> = {}) => {
  const [monitor] = made((scope) => new Monitor(scope, { ...props, ...changes })) as IServiceMonitor[];
  return monitor?.spec;
};

it("selects its Service in that namespace only, and has limits", () =>
  expect(specOf()).toEqual({
    namespaceSelector: { matchNames: ["apps"] },
    selector: { matchLabels: { app: "program" } },
    ...{ sampleLimit: 500, labelLimit: 64, labelNameLengthLimit: 256, labelValueLengthLimit: 2048 },
    endpoints: [{ port: "metrics", path: "/numbers", interval: "15s", scrapeTimeout: "10s" }],
  }));

it("scrapes each port as the others of the environment", () => {
  const spec = specOf({ endpoints: [{ port: "a" }, { port: "b", honorLabels: true }] });
  expect(spec?.endpoints).toEqual([
    { port: "a", interval: "15s", scrapeTimeout: "10s" },
    { port: "b", honorLabels: true, interval: "15s", scrapeTimeout: "10s" },
  ]);
});

it("does not compile with a port that has an interval of its own", () => {
  // @ts-expect-error: the interval is the environment's
  const endpoints: MonitorProps["endpoints"] = [{ port: "metrics", interval: "60s" }];
  expect(endpoints).toHaveLength(1);
});

describe("relabelling", () => {
  const drop = { action: "labeldrop", regex: "pod" } as const;

  it("of targets stays apart from that of series", () =>
    expect(specOf({ endpoints: [{ port: "metrics", relabelings: [drop], metricRelabelings: [] }] })?.endpoints).toEqual(
      [{ port: "metrics", interval: "15s", scrapeTimeout: "10s", relabelings: [drop], metricRelabelings: [] }],
    ));
});

it("is found below a construct, with what Prometheus connects to", () => {
  const scope = somewhere();
  const monitor = new Monitor(scope, props);
  expect(Monitor.below(scope)).toEqual([monitor]);
  expect(Monitor.below(scope).map(({ target }) => target)).toEqual([props.target]);
});
