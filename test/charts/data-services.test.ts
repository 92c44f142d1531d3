import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { changed } from "../environments/changed.ts";
import { allOf, containersOf, customResources, nameOf, objectsOf, podsOf, theOne } from "./rendered.ts";

const containerOf = (environment: typeof development, name: string) => {
  const pod = podsOf(environment).find((each) => each.name === name);
  const [container] = pod ? containersOf(pod) : [];
  if (!pod || !container) throw new Error(`there is no ${name}`);
  return { pod, container };
};

describe("the database in development", () => {
  const { pod, container } = containerOf(development, "postgres");
  const { spec } = theOne(allOf(development, "StatefulSet"), "postgres");

  it("counts statements, as the exporter asks for them", () => {
    expect(container.args).toContain("shared_preload_libraries=pg_stat_statements");
    const scripts = theOne(allOf(development, "ConfigMap"), "postgres-initial").data;
    expect(scripts["10-extensions.sql"]).toContain("CREATE EXTENSION IF NOT EXISTS pg_stat_statements;");
    expect(containerOf(development, "postgres-exporter").container.args).toContain("--collector.stat_statements");
  });

  it("takes as many connections as the environment says", () =>
    expect(container.args).toContain(
      `max_connections=${development.database?.kind === "in-cluster" && development.database.maximumConnections}`,
    ));

  it("keeps its data on a claim, below its mount point", () => {
    expect(spec.volumeClaimTemplates?.map(({ metadata }) => metadata?.name)).toEqual(["data"]);
    const mount = container.volumeMounts?.find(({ name }) => name === "data")?.mountPath;
    const folder = container.env?.find(({ name }) => name === "PGDATA")?.value;
    expect(folder?.startsWith(`${mount}/`)).toBe(true);
    expect(pod.spec.volumes?.map(({ name }) => name)).not.toContain("data");
  });

  it("has no password in its object", () => {
    for (const { name, value } of container.env ?? []) if (/PASSWORD/.test(name)) expect(value).toBeUndefined();
  });
});

describe("the cache in development", () => {
  const { container } = containerOf(development, "redis");
  const command = (container.command ?? []).join(" ");

  it("evicts as the environment says, below the limit of its memory", () => {
    expect(command).toContain(`--maxmemory ${256 * 2 ** 20} --maxmemory-policy allkeys-lru`);
    expect(container.resources?.limits).toEqual({ memory: "384Mi" });
  });

  it("asks for a password that stands in a Secret only", () => {
    expect(command).toContain('--requirepass "$REDIS_PASSWORD"');
    expect(container.env).toEqual([
      { name: "REDIS_PASSWORD", valueFrom: { secretKeyRef: { name: "redis", key: "password" } } },
    ]);
  });
});

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  it("has data services in the cluster only where it says so, each headless", () => {
    const expected = [environment.database, environment.cache].flatMap((each) =>
      each?.kind === "in-cluster" ? [each.name] : [],
    );
    expect(allOf(environment, "StatefulSet").map(({ metadata }) => metadata.name)).toEqual(expected);
    for (const name of expected) expect(theOne(allOf(environment, "Service"), name).spec.clusterIP).toBe("None");
  });

  it("has exporters that ask where the application connects, with TLS where the service is managed", () => {
    const { database, cache } = environment;
    const env = (name: string, variable: string) =>
      containerOf(environment, name).container.env?.find((each) => each.name === variable)?.value;
    const managed = database?.kind === "managed" && cache?.kind === "managed";
    const { host, pathname, searchParams } = new URL(`postgresql://${env("postgres-exporter", "DATA_SOURCE_URI")}`);
    expect(host).toBe(managed ? `${database.host}:5432` : "postgres.agentprovision.svc:5432");
    expect([pathname, searchParams.get("sslmode")]).toEqual(["/agentprovision", managed ? "require" : "disable"]);
    // A table that somebody holds must not take the whole scrape along.
    expect(searchParams.has("lock_timeout")).toBe(true);
    expect(env("redis-exporter", "REDIS_ADDR")).toBe(
      managed ? `rediss://${cache.host}:6379` : "redis://redis.agentprovision.svc:6379",
    );
    // Managed ones forbid CONFIG.
    expect(containerOf(environment, "redis-exporter").container.args?.includes("--config-command=-")).toBe(managed);
  });

  it("has one exporter of each, also during a rollout", () => {
    for (const name of ["postgres-exporter", "redis-exporter", "kube-state-metrics"])
      expect(theOne(allOf(environment, "Deployment"), name).spec).toMatchObject({
        replicas: 1,
        strategy: { type: "Recreate" },
      });
  });
});

describe("an environment without them", () => {
  const without = changed(production, {
    database: undefined,
    cache: undefined,
    "applications[0].usesDatabase": false,
    "applications[0].usesCache": false,
    "receivers.byComponent": {},
  });
  const names = objectsOf(without).map(nameOf);

  it("has no exporter, no Secret, no rule and no dashboard of them", () =>
    expect(names.filter((name) => /postgres|redis|database|cache/.test(name))).toEqual([]));

  it("has no inhibition of alerts that are not there", () => {
    const rules = customResources<IPrometheusRule>(without, "PrometheusRule");
    const alerts = rules.flatMap(({ spec }) =>
      (spec.groups ?? []).flatMap(({ rules = [] }) => rules.map(({ alert }) => alert)),
    );
    const [config] = customResources<{ spec: { inhibitRules: { sourceMatch: { value: string }[] }[] } }>(
      without,
      "AlertmanagerConfig",
    );
    for (const { sourceMatch } of config?.spec.inhibitRules ?? []) expect(alerts).toContain(sourceMatch[0]?.value);
  });

  it("still has the application", () => expect(names).toContain("Deployment agentprovision/agentprovision"));
});
