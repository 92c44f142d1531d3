import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pages } from "../../lib/dashboards/index.ts";
import { requireRunbooks, runbookPath, runbookUrl } from "../../lib/mixins/runbooks.ts";
import { everything } from "./everything.ts";

const root = join(import.meta.dirname, "../..");
const alerts = everything.flatMap((mixin) =>
  Object.entries(mixin.alerts).map(([name, alert]) => ({ name, alert, mixin })),
);
const panels = pages.flatMap(({ name, rows }) =>
  rows.flatMap(({ lines }) => lines.flat()).map((panel) => ({ dashboard: name, panel })),
);

describe.each(alerts)("alert $name", ({ name, alert, mixin }) => {
  const drawn = panels.filter(({ panel }) => panel.limits?.some((limit) => limit.alert === name));

  test("its dashboard has a panel that draws its limit", () => {
    expect(
      drawn.map(({ dashboard }) => dashboard),
      `no panel of ${alert.dashboard} has a limit above("${name}", ...) or below(...)`,
    ).toContain(alert.dashboard);
  });

  test("what is drawn is the limit in its expression", () => {
    const limits = drawn.flatMap(({ panel }) => panel.limits ?? []).filter((limit) => limit.alert === name);
    const numbers = alert.expr.expression.match(/(?<=[\s(])[\d.]+/g)?.map(Number);
    for (const { value } of limits) expect(numbers).toContain(value);
  });

  test("a panel that draws its limit asks for series of its expression", () => {
    const asked = new Set([...alert.expr.families.keys()]);
    for (const { panel } of drawn) {
      const series = Object.values(panel.queries).flatMap(({ families }) => [...families.keys()]);
      if (asked.size > 0) expect(series.some((each) => asked.has(each))).toBe(true);
      else expect(series).toContain("ALERTS");
    }
  });

  test("it is told in words", () => {
    expect(alert.summary).toMatch(/\w/);
    expect(alert.description.length).toBeGreaterThan(alert.summary.length);
    for (const label of alert.identity) expect(`${alert.summary} ${alert.description}`).toContain(`$labels.${label}`);
  });

  test("its runbook has its name", () => {
    expect(runbookUrl(everything, "https://git.example/blob/main")(name)).toBe(
      `https://git.example/blob/main/lib/mixins/${mixin.name}/runbooks/${name}.md`,
    );
  });
});

test("every alert has a runbook", () => {
  expect(() => requireRunbooks(everything, root)).not.toThrow();
});

test("a missing runbook is named", () => {
  const [{ alert, mixin }] = alerts as [(typeof alerts)[number]];
  expect(() => requireRunbooks([{ ...mixin, alerts: { Nowhere: alert } }], root)).toThrow(
    "runbooks are missing: lib/mixins/http/runbooks/Nowhere.md",
  );
});

test("every runbook has an alert", () => {
  const expected = alerts.map(({ mixin, name }) => runbookPath(mixin, name));
  const there = everything.flatMap(({ name }) => {
    const folder = `lib/mixins/${name}/runbooks`;
    return readdirSync(join(root, "lib/mixins", name)).includes("runbooks")
      ? readdirSync(join(root, folder)).map((file) => `${folder}/${file}`)
      : [];
  });
  expect(there.sort()).toEqual(expected.sort());
});

test("no two alerts share a name", () => {
  const names = alerts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("an alert of a mixin that is not installed has no runbook to link to", () => {
  expect(() => runbookUrl([], "https://git.example")("HighErrorRate")).toThrow("alert HighErrorRate is of none");
});

describe("recording rules", () => {
  const recordings = everything.flatMap((mixin) => mixin.recordings);
  const names = recordings.map(({ series }) => series);

  test("each series is recorded once", () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("each stands after those that it builds on", () => {
    recordings.forEach(({ expr }, index) => {
      const later = [...expr.families.keys()].filter((series) => names.indexOf(series) >= index);
      expect(later).toEqual([]);
    });
  });

  test("each is asked for", () => {
    const asked = new Set(
      [
        ...recordings.map(({ expr }) => expr),
        ...alerts.map(({ alert }) => alert.expr),
        ...panels.flatMap(({ panel }) => Object.values(panel.queries)),
      ].flatMap(({ families }) => [...families.keys()]),
    );
    expect(names.filter((name) => !asked.has(name))).toEqual([]);
  });

  test("all sixteen key metrics are recorded", () => {
    const keyMetrics = {
      "request rate": "service:http_requests:rate5m",
      "error rate": "service:http_requests:error_ratio5m",
      "response time": "service:http_request_duration_seconds:p90_5m",
      "application CPU": "container:cpu_usage_seconds:rate5m",
      "application memory": "container:memory_working_set_bytes:max",
      "node CPU": "node:cpu:busy_ratio5m",
      "node memory": "node:memory:used_ratio",
      "disk I/O": "node:disk_written_bytes:rate5m",
      network: "node:network_receive_bytes:rate5m",
      "query performance": "instance:pg_stat_statements:mean_seconds5m",
      connections: "instance:pg_connections:used_ratio",
      "database cache hits": "instance:pg_blocks:hit_ratio5m",
      "replication lag": "instance:pg_replication_lag_seconds:max",
      "cache hits": "instance:redis_keyspace:hit_ratio5m",
      "cache memory": "instance:redis_memory:used_ratio",
      evictions: "instance:redis_evicted_keys:rate5m",
      "cache latency": "instance:redis_commands:mean_seconds5m",
    };
    expect(names).toEqual(expect.arrayContaining(Object.values(keyMetrics)));
  });
});
