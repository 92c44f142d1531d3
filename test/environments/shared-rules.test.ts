import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { sharedRules } from "../../lib/environments/rules/shared.ts";
import { staging } from "../../lib/environments/staging.ts";
import { brokenSharedRules } from "../../lib/environments/validate.ts";
import { type Changes, changed } from "./changed.ts";

/** For each rule a change of staging that takes what is production's. */
const thefts: Readonly<Record<string, readonly Changes[]>> = {
  "environment-unique": [{ name: "production" }],
  "cluster-shared": [{ "cluster.name": production.cluster.name }, { "cluster.url": production.cluster.url }],
  "url-shared": [
    { "prometheus.externalUrl": production.prometheus.externalUrl },
    { "grafana.externalUrl": production.alertmanager.externalUrl },
  ],
  "secrets-shared": [{ "secrets.prefix": "production/agentprovision/" }],
  "data-shared": [
    { "database.host": "postgres.production.agentprovision.example" },
    { "cache.host": "redis.production.agentprovision.example" },
  ],
};

it("has a theft for every rule", () => expect(Object.keys(thefts)).toEqual(sharedRules.map(({ id }) => id)));

describe.each(Object.entries(thefts))("%s", (id, ways) => {
  it.each(ways.map((change) => [JSON.stringify(change), change] as const))("refuses %s", (_, change) => {
    const thief = changed(staging, change);
    const broken = brokenSharedRules([development, production, thief]);
    expect(broken).toMatchObject([{ environment: thief.name, field: Object.keys(change)[0], rule: { id } }]);
    expect(broken[0]?.remedy).toContain("production has it too");
  });
});

it("refuses one environment listed twice", () => {
  const fields = brokenSharedRules([development, development]).map(({ field }) => field);
  expect(fields).toEqual(["name", "cluster.name", "cluster.url"]);
});

it("has nothing to say about the environments", () => expect(brokenSharedRules(environments)).toEqual([]));

it("lets development environments use the same ports of localhost, and the same service in one cluster twice", () => {
  const other: Environment = changed(development, {
    name: "laptop",
    "cluster.name": "laptop",
    "cluster.url": "https://192.168.78.2:6443",
  });
  const single = changed(production, {
    "cache.host": production.database?.kind === "managed" && production.database.host,
  });
  expect(brokenSharedRules([development, other, single])).toEqual([]);
});
