import { describe, expect, it } from "vitest";
import { type Alert, defineAlerts } from "../../lib/alerting/alert.ts";
import { inhibits } from "../../lib/alerting/inhibition.ts";
import { Fault } from "../../lib/fault.ts";
import { inhibitionsOf } from "../../lib/mixins/inhibitions.ts";
import { gauge, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { everything } from "../mixins/everything.ts";

const byInstance = gauge("by_instance", { instance: open }, ["instance"]);
const byNode = gauge("by_node", { node: open }, ["node"]);
const alert = { for: "1m", severity: "warning", summary: "", description: "", dashboard: "database" } as const;

const alerts = defineAlerts({
  Down: { ...alert, expr: promql`${byInstance()} < 1`, identity: ["instance"] },
  Slow: { ...alert, expr: promql`${byInstance()} > 5`, identity: ["instance"] },
  Full: { ...alert, expr: promql`${byNode()} > 5`, identity: ["node"] },
});

it("makes others silent where both have the labels", () =>
  expect(inhibits(alerts, "Down", ["Slow"], ["instance"])).toEqual({
    source: "Down",
    targets: ["Slow"],
    equal: ["instance"],
  }));

it.each([
  ["a target", () => inhibits(alerts, "Down", ["Slow", "Full"], ["instance"]), "Full lacks instance"],
  ["the source", () => inhibits(alerts, "Full", ["Slow"], ["instance"]), "Full lacks instance"],
  ["both", () => inhibits(alerts, "Down", ["Slow"], ["node"]), "Down lacks node"],
])("refuses a label that %s lacks: Alertmanager takes two missing labels as equal", (_, call, message) => {
  expect(call).toThrow(Fault);
  expect(call).toThrow(message);
});

it("does not compile with an alert that is not there, or without a label", () => {
  // @ts-expect-error: there is no alert Gone
  expect(() => inhibits(alerts, "Down", ["Gone"], ["instance"])).toThrow(Fault);
  // @ts-expect-error: without a label it would make everything silent
  expect(inhibits(alerts, "Down", ["Slow"], [])).toBeDefined();
});

describe("ours", () => {
  const all = inhibitionsOf(everything);
  const byName = new Map(everything.flatMap(({ alerts }) => Object.entries<Alert>(alerts)));

  it("speak of alerts that are there, by labels that say what is affected", () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { source, targets, equal } of all)
      for (const name of [source, ...targets])
        expect(byName.get(name)?.identity, name).toEqual(expect.arrayContaining([...equal]));
  });

  it("never make an alert silent for itself, nor for one that is less grave", () => {
    const grave = ["info", "warning", "critical"];
    const weight = (name: string) => grave.indexOf(byName.get(name)?.severity ?? "");
    for (const { source, targets } of all) {
      expect(targets).not.toContain(source);
      for (const target of targets)
        expect(weight(source), `${source} over ${target}`).toBeGreaterThanOrEqual(weight(target));
    }
  });

  it("let nothing else be told of what is down", () => {
    const forgotten = everything.flatMap(({ alerts }) =>
      Object.entries<Alert>(alerts).flatMap(([name, { identity }]) => {
        const silenced = all.filter(({ source }) => source === name).flatMap(({ targets }) => targets);
        if (!name.endsWith("Down") || silenced.length === 0) return [];
        return Object.entries<Alert>(alerts)
          .filter(([other, each]) => other !== name && identity.every((label) => each.identity.includes(label)))
          .filter(([other]) => !silenced.includes(other))
          .map(([other]) => `${name} has to silence ${other}: lib/mixins/inhibitions.ts`);
      }),
    );
    expect(forgotten).toEqual([]);
  });

  it("are only those whose alerts are installed", () => {
    const names = new Set(inhibitionsOf(everything.filter(({ name }) => name !== "redis")).map(({ source }) => source));
    expect(names).not.toContain("RedisDown");
    expect(names).toContain("PostgresDown");
  });
});
