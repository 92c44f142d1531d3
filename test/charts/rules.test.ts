import { existsSync } from "node:fs";
import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { allOf, customResources, type Manifest, selects, theOne } from "./rendered.ts";

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const objects = customResources<IPrometheusRule>(environment, "PrometheusRule");
  const groups = objects.flatMap(({ spec }) => spec.groups ?? []);
  const rules = groups.flatMap(({ rules = [] }) => rules);
  const alerts = rules.filter(({ alert }) => alert !== undefined);

  it("has the rules of all that is installed", () =>
    expect(objects.map(({ metadata }) => metadata.name).sort()).toEqual(
      expect.arrayContaining([
        "containers",
        "http",
        "kubernetes",
        "nodes",
        "platform",
        "postgres",
        "prometheus",
        "redis",
      ]),
    ));

  it("has them where Prometheus takes them from", () => {
    for (const { metadata } of objects) {
      const namespace = theOne(allOf(environment, "Namespace"), metadata.namespace ?? "");
      expect(selects({ "agentprovision.io/monitored": "true" }, namespace.metadata.labels ?? {})).toBe(true);
    }
  });

  it("are there before a Prometheus starts, which would exit while the volume of its rules is exchanged", () => {
    const wave = ({ metadata }: Manifest) => Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"]);
    const first = Math.min(...customResources<IPrometheus>(environment, "Prometheus").map(wave));
    for (const rule of objects) expect(wave(rule), rule.metadata.name).toBeLessThan(first);
  });

  it("has no group, alert or recorded series of one name twice but the variants of one", () => {
    const groupNames = groups.map(({ name }) => name);
    expect(new Set(groupNames).size).toBe(groupNames.length);
    const alertNames = alerts.map(({ alert }) => alert);
    expect(new Set(alertNames).size).toBe(alertNames.length);
  });

  it("records before it alerts", () => {
    for (const { spec } of objects) {
      const names = (spec.groups ?? []).map(({ name }) => name.split(".")[1]);
      expect(names).toEqual([...names].sort().reverse());
    }
  });

  it("has the alerts of the design", () =>
    expect(alerts.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining([
        ...["HighErrorRate", "HighLatency", "ContainerMemoryNearLimit", "ContainerCpuNearLimit", "PostgresDown"],
        ...["PostgresConnectionsNearlyExhausted", "RedisMemoryNearlyFull", "TargetDown", "Watchdog"],
      ]),
    ));

  it("says of each alert how bad it is, of what, and what to do", () => {
    for (const { alert, labels = {}, annotations } of alerts) {
      const { severity, component } = labels;
      expect(["critical", "warning", "info"], alert).toContain(severity);
      expect(objects.map(({ metadata }) => metadata.name)).toContain(component);
      expect(Object.keys(annotations ?? {}).sort()).toEqual(["dashboard_url", "description", "runbook_url", "summary"]);
    }
  });

  it("has links that lead somewhere: to a runbook of this repository, to a dashboard that is rendered", () => {
    const dashboards = allOf(environment, "ConfigMap").map(({ metadata }) => metadata.name);
    for (const { alert, annotations } of alerts) {
      const { runbook_url = "", dashboard_url = "" } = annotations ?? {};
      expect(runbook_url.startsWith(`${environment.repositoryUrl}/`), alert).toBe(true);
      expect(existsSync(runbook_url.replace(`${environment.repositoryUrl}/`, "")), runbook_url).toBe(true);
      expect(dashboard_url.startsWith(`${environment.grafana.externalUrl}/d/`), alert).toBe(true);
      expect(dashboards).toContain(`dashboard-${dashboard_url.split("/").at(-1)}`);
    }
  });
});
