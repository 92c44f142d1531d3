import { describe, expect, it } from "vitest";
import { receivers } from "../../lib/alerting/receivers.ts";
import { development } from "../../lib/environments/development.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import { environments } from "../../lib/environments/index.ts";
import { measured, resourcesOf } from "../../lib/environments/rules/quantities.ts";
import { total } from "../../lib/kubernetes/resources.ts";

const units = {
  duration: /^\d+[smhd]$/,
  bytes: /^\d+(\.\d+)?(Ki|Mi|Gi|Ti)$/,
  cpu: /^\d+m$/,
} as const;

/** Every text in an environment with the key that it stands under, but for the user's own variables. */
function texts(value: unknown, key = ""): [string, string][] {
  if (typeof value === "string") return [[key, value]];
  if (typeof value !== "object" || value === null || key === "configuration") return [];
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, Array.isArray(value) ? key : name));
}

describe.each(environments.map((environment): [string, Environment] => [environment.name, environment]))(
  "%s",
  (_, environment) => {
    it.each(["duration", "bytes", "cpu"] as const)("measures every %s that it has", (unit) => {
      // A minute and a thousandth of a core look alike: the other set decides.
      const others = new Set(Object.entries(measured).flatMap(([name, keys]) => (name === unit ? [] : [...keys])));
      const looksLike = texts(environment).filter(([key, text]) => units[unit].test(text) && !others.has(key));
      expect(looksLike.length).toBeGreaterThan(0);
      expect(looksLike.filter(([key]) => !(measured[unit] as ReadonlySet<string>).has(key))).toEqual([]);
    });
  },
);

it("leaves half of two cores to the exporters and the cluster itself in development", () => {
  const [application] = development.applications;
  const atMost = resourcesOf(development).map(({ value }) => value);
  const more = Array.from({ length: application.replicas.maximum - 1 }, () => application.resources);
  expect(total([...atMost, ...more]).millicores).toBeLessThanOrEqual(1000);
});

it("does not compile a route to a receiver that is not declared", () => {
  const declared = receivers({
    all: { chat: { kind: "teams" } },
    // @ts-expect-error: there is no pager
    bySeverity: { critical: ["pager"], warning: ["chat"], info: [] },
    // @ts-expect-error: nor a chatt
    byComponent: { redis: ["chatt"] },
  });
  expect(Object.keys(declared.all)).toEqual(["chat"]);
});
