import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { environments } from "../../lib/environments/index.ts";
import { allOf, customResources, theOne } from "./rendered.ts";

/** Secrets with configuration, whose credentials are files. */
const configuration = ["alertmanager-base", "prometheus-additional-scrapes"];
const external = environments.filter(({ secrets }) => secrets.kind === "external");

it("has plain secrets in development only, marked as such", () => {
  for (const environment of environments) {
    const plain = allOf(environment, "Secret").filter(({ metadata }) => !configuration.includes(metadata.name));
    expect(plain.length > 0, environment.name).toBe(environment.tier === "development");
    for (const { metadata } of plain) expect(metadata.annotations).toHaveProperty(["agentprovision.io/well-known"]);
  }
});

it("gives the application in development addresses that it can use as they are", () => {
  const { stringData } = theOne(allOf(development, "Secret"), "agentprovision");
  expect(stringData).toEqual({
    SECRET_KEY: "development",
    ANTHROPIC_API_KEY: "development",
    DATABASE_URL: "postgresql://agentprovision:agentprovision@postgres.agentprovision.svc:5432/agentprovision",
    REDIS_URL: "redis://:agentprovision@redis.agentprovision.svc:6379/0",
  });
});

it("lets people into Grafana as admin with the password admin in development", () =>
  expect(theOne(allOf(development, "Secret"), "grafana").stringData).toEqual({ username: "admin", password: "admin" }));

it("gives the database and its exporter the same account", () => {
  const server = theOne(allOf(development, "Secret"), "postgres").stringData;
  expect(theOne(allOf(development, "Secret"), "postgres-exporter").stringData).toEqual({
    username: server["monitor-username"],
    password: server["monitor-password"],
  });
});

it.each(external.map((environment) => [environment.name, environment] as const))(
  "holds no credential in the configuration of %s",
  (_, environment) => {
    const texts = allOf(environment, "Secret").flatMap(({ stringData }) => Object.values(stringData));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts)
      expect(text).not.toMatch(/password:|token:|api_url: .*hooks\.|https:\/\/[^/\s]*:[^/\s]*@/);
  },
);

describe.each(external.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const secrets = customResources<{ spec: NonNullable<IExternalSecret["spec"]> }>(environment, "ExternalSecret");
  const source = environment.secrets.kind === "external" ? environment.secrets : undefined;

  it("asks the environment's store, below the environment's prefix", () => {
    expect(secrets.length).toBeGreaterThan(3);
    for (const { metadata, spec } of secrets) {
      expect(spec, metadata.name).toMatchObject({
        secretStoreRef: { kind: "ClusterSecretStore", name: source?.store },
        refreshInterval: source?.refreshInterval,
        target: { name: metadata.name, creationPolicy: "Owner" },
      });
      for (const { remoteRef } of spec.data ?? [])
        expect(remoteRef.key.startsWith(source?.prefix ?? "none")).toBe(true);
    }
  });

  it("asks for each value once, and uses each that it asks for, by a name that a Go template can have", () => {
    for (const { metadata, spec } of secrets) {
      const asked = (spec.data ?? []).map(({ secretKey }) => secretKey);
      const used = Object.values(spec.target?.template?.data ?? {}).flatMap((text) =>
        [...text.matchAll(/\{\{ \.(\w+)/g)].map(([, name = ""]) => name),
      );
      expect(new Set(asked).size).toBe(asked.length);
      expect(new Set(used), metadata.name).toEqual(new Set(asked));
      for (const name of asked) expect(name).toMatch(/^[A-Za-z_]\w*$/);
    }
  });

  it("escapes what stands within an address, and nothing else", () => {
    const { data = {} } = theOne(secrets, "agentprovision").spec.target?.template ?? {};
    expect(data).toMatchObject({
      SECRET_KEY: "{{ .agentprovision_SECRET_KEY }}",
      INTERNAL_KEY: "{{ .agentprovision_internal_key }}",
    });
    for (const [name, text] of Object.entries(data))
      for (const [hole] of text.matchAll(/\{\{[^}]*\}\}/g))
        expect(hole.includes("urlquery"), name).toBe(name === "DATABASE_URL" || name === "REDIS_URL");
  });

  it("has no value from Git", () => expect(JSON.stringify(secrets)).not.toMatch(/"(admin|development|monitor)"/));
});
