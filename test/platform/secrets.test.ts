import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import { production } from "../../lib/environments/production.ts";
import { staging } from "../../lib/environments/staging.ts";
import { toPlain } from "../../lib/kubernetes/secret-text.ts";
import { secretsOf, usedSecrets } from "../../lib/platform/secrets.ts";
import { changed } from "../environments/changed.ts";

const used = (environment: Environment) =>
  usedSecrets(environment, secretsOf(environment))
    .map(({ name, namespace, keys }) => `${namespace}/${name}: ${keys.join(" ")}`)
    .sort();

describe("only what somebody refers to", () => {
  it("in development, with data services in the cluster", () =>
    expect(used(development)).toEqual([
      "agentprovision/agentprovision: SECRET_KEY ANTHROPIC_API_KEY DATABASE_URL REDIS_URL",
      "agentprovision/postgres: username password monitor-username monitor-password",
      "agentprovision/redis: password",
      "monitoring/alertmanager-receivers: slack-url",
      "monitoring/grafana: username password",
      "monitoring/postgres-exporter: username password",
      "monitoring/redis-exporter: password",
    ]));

  it("in staging and production, with managed ones and the scrape's key", () => {
    const both = [
      "agentprovision/agentprovision: SECRET_KEY ANTHROPIC_API_KEY DATABASE_URL REDIS_URL INTERNAL_KEY",
      "monitoring/agentprovision-internal-key: key",
      "monitoring/grafana: username password",
      "monitoring/postgres-exporter: username password",
      "monitoring/redis-exporter: password",
    ];
    const receivers = (keys: string) => `monitoring/alertmanager-receivers: ${keys}`;
    expect(used(staging)).toEqual([...both, receivers("slack-url teams-url dead-man-switch-url")].sort());
    expect(used(production)).toEqual([...both, receivers("slack-url teams-url jira-token dead-man-switch-url")].sort());
  });

  it("without data services", () =>
    expect(used(changed(development, { database: undefined, cache: undefined }))).toEqual([
      "agentprovision/agentprovision: SECRET_KEY ANTHROPIC_API_KEY",
      "monitoring/alertmanager-receivers: slack-url",
      "monitoring/grafana: username password",
    ]));

  it("for an application that has no secrets", () => {
    const none = {
      "applications[0].usesDatabase": false,
      "applications[0].usesCache": false,
      "applications[0].secretVariables": [],
    };
    expect(used(changed(development, none)).filter((line) => line.startsWith("agentprovision/agentprovision"))).toEqual(
      [],
    );
  });
});

describe("addresses", () => {
  const texts = (environment: Environment) => {
    const { DATABASE_URL, REDIS_URL } = secretsOf(environment).applications.get("agentprovision")?.texts ?? {};
    return [DATABASE_URL, REDIS_URL].map((text) => text && toPlain(text));
  };

  it("lead into the cluster, or over TLS to what is managed", () => {
    expect(texts(development)).toEqual([
      "postgresql://agentprovision:agentprovision@postgres.agentprovision.svc:5432/agentprovision",
      "redis://:agentprovision@redis.agentprovision.svc:6379/0",
    ]);
    expect(texts(production)).toEqual([
      "postgresql://agentprovision:agentprovision@postgres.production.agentprovision.example:5432/agentprovision?sslmode=require",
      "rediss://:agentprovision@redis.production.agentprovision.example:6379/0",
    ]);
  });
});

it("gives the scrape the key that the application compares it with", () => {
  const { applications, internalKeys } = secretsOf(production);
  expect(internalKeys.get("agentprovision")?.texts.key).toEqual(
    applications.get("agentprovision")?.texts["INTERNAL_KEY"],
  );
});

it("keeps the values of two applications apart", () => {
  const [application] = production.applications;
  const { applications } = secretsOf({
    ...production,
    applications: [application, { ...application, name: "worker" }],
  });
  const stored = [...applications.values()].map(({ texts }) => texts["SECRET_KEY"]?.values[0]?.stored);
  expect(stored).toEqual(["agentprovision/SECRET_KEY", "worker/SECRET_KEY"]);
});
