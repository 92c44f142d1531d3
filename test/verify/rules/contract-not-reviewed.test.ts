import { expect, it } from "vitest";
import { source } from "../../../imports/metrics/postgres-exporter.ts";
import { contractNotReviewed } from "../../../lib/verify/rules/contract-not-reviewed.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { said } from "../given.ts";

const workload = (name: string, image: string, args: readonly string[] = []) =>
  JSON.stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "data" },
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image, args, ports: [{ name: "metrics", containerPort: 9187 }] }] },
      },
    },
  });

/** A Prometheus that scrapes a postgres_exporter, beside what else there is. */
const given = (image: string, args: readonly string[], ...others: readonly string[]) =>
  [
    `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: data }
spec: { podMonitorSelector: {}, ruleSelector: {} }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: exporter, namespace: data }
spec: { selector: { matchLabels: { app: exporter } }, podMetricsEndpoints: [{ port: metrics }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: data }
spec: { groups: [{ name: all, rules: [{ alert: Asks, expr: "pg_stat_bgwriter_checkpoints_req_total > 1" }] }] }
`,
    workload("exporter", image, args),
    ...others,
  ].join("\n---\n");

const pinned = "quay.io/prometheuscommunity/postgres-exporter:v0.20.1@sha256:abc";
const found = (yaml: string, backend?: string) =>
  said(contractNotReviewed, yaml, {
    reviewed: true,
    ...(backend && { backends: { "postgres-exporter": backend } }),
  }).map((line) => line.split(" | ").at(-1));

it("takes what was recorded and what was reviewed", () => {
  expect(found(given(`${source.image}:v${source.version}`, source.flags))).toEqual([]);
  expect(found(given(pinned, source.flags))).toEqual([]);
  expect(found(given(pinned, [...source.flags, "--web.listen-address=:9188"]))).toEqual([]);
});

it("finds a version that nobody reviewed, and is uncertain where others decide what runs", () => {
  const newer = given(pinned.replace("0.20.1", "0.21.0"), source.flags);
  expect(said(contractNotReviewed, newer, { reviewed: true })).toEqual([
    "Deployment exporter | container exporter | quay.io/prometheuscommunity/postgres-exporter:v0.21.0 | postgres-exporter is 0.21.0, its contract was recorded from 0.19.1",
  ]);
  expect(said(contractNotReviewed, newer, { complete: true })[0]).toMatch(/^\(.*was not recorded\)$/);
});

it("finds flags that were not there, and those that are no longer", () => {
  const [first = "", ...rest] = source.flags;
  expect(found(given(pinned, [...source.flags, "--no-collector.locks"]))).toEqual([
    "postgres-exporter runs with --no-collector.locks, its contract was recorded without",
  ]);
  expect(found(given(pinned, rest))).toEqual([
    `postgres-exporter runs without ${first}, its contract was recorded with it`,
  ]);
});

it("knows what the exporter asks from the objects, else from what it is told", () => {
  const database = (tag: string) => workload("db", `docker.io/pgvector/pgvector:${tag}`);
  const from = ", its contract was recorded from PostgreSQL 15";
  expect(found(given(pinned, source.flags, database("0.8.7-pg17")), "PostgreSQL 99")).toEqual([]);
  expect(found(given(pinned, source.flags, database("0.8.7-pg18")))).toEqual([
    `postgres-exporter asks PostgreSQL 18${from}`,
  ]);
  expect(found(given(pinned, source.flags), "PostgreSQL 18.1")).toEqual([
    `postgres-exporter asks PostgreSQL 18${from}`,
  ]);
  expect(found(given(pinned, source.flags, database("0.8.7-pg18"), workload("other", "postgres:16.2")))).toEqual([]);
});

it("lets queries ask only for what is left", () => {
  const asked = (backend: string) =>
    said(seriesUnknown, given(pinned, source.flags), {
      reviewed: true,
      backends: { "postgres-exporter": backend },
    }).map((line) => line.split(" | ").at(-1));
  expect(asked("PostgreSQL 15.2")).toEqual([]);
  expect(asked("PostgreSQL 17.1")).toEqual([
    "postgres-exporter with PostgreSQL 17 has no pg_stat_bgwriter_checkpoints_req_total: use pg_stat_checkpointer_*, with the flag --collector.stat_checkpointer",
  ]);
});
