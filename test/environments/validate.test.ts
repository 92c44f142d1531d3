import { expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { validate, validateAll } from "../../lib/environments/validate.ts";
import { Fault } from "../../lib/fault.ts";
import { changed } from "./changed.ts";

const messages = (run: () => void): string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error.message.split("\n");
    throw error;
  }
  return [];
};

it("says field, value, rule and remedy in one line", () => {
  expect(messages(() => validate(changed(production, { "prometheus.replicas": 1 })))).toEqual([
    "production: prometheus.replicas is 1; production needs at least 2 of Prometheus, or an upgrade blinds it: set 2",
  ]);
});

it("says what is missing, empty or a list", () => {
  const said = messages(() =>
    validate(
      changed(production, {
        "receivers.deadManSwitch": undefined,
        "applications[0].name": "",
        "receivers.bySeverity.critical": ["tickets"],
        "receivers.bySeverity.info": ["incidents", "on-call", "chat"],
      }),
    ),
  );
  expect(said.map((line) => line.split(";")[0])).toEqual([
    'production: applications[0].name is ""',
    "production: receivers.bySeverity.critical is tickets",
    "production: receivers.deadManSwitch is missing",
  ]);
});

it("keeps a line a line, whatever is written in a field", () => {
  const said = messages(() => validate(changed(production, { "applications[0].image": "a\nb\u2028:latest" })));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("applications[0].image is a\\u{a}b\\u{2028}:latest;");
});

it("does not repeat what looks like a secret", () => {
  const secret = "hunter2";
  const [said] = messages(() => validate(changed(production, { "applications[0].configuration.API_TOKEN": secret })));
  expect(said).toContain("applications[0].configuration.API_TOKEN");
  expect(said).not.toContain(secret);
});

it("collects all faults of all environments, and those between them", () => {
  const said = messages(() =>
    validateAll([
      changed(development, { "cluster.zones": 2, "alertmanager.replicas": 0 }),
      changed(production, { "prometheus.replicas": 1, "cluster.name": development.cluster.name }),
    ]),
  );
  expect(said.map((line) => line.split(" is ")[0])).toEqual([
    "development: cluster.zones",
    "development: alertmanager.replicas",
    "production: prometheus.replicas",
    "production: cluster.name",
  ]);
});

it("is silent about the environments", () => expect(messages(() => validateAll(environments))).toEqual([]));

it("takes time in proportion to the applications", () => {
  const [application] = production.applications;
  const many = (count: number) => ({
    ...production,
    applications: [
      application,
      ...Array.from({ length: count }, (_, index) => ({ ...application, name: `copy-${index}` })),
    ] as const,
  });
  const time = (count: number) => {
    const environment = many(count);
    const start = process.cpuUsage();
    validate(environment);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  time(500);
  expect(time(8000)).toBeLessThan(40 * Math.max(time(500), 2000));
});
