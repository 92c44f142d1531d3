import { expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { matchManyToMany } from "../../../lib/verify/rules/match-many-to-many.ts";
import { operandsNeverMatch } from "../../../lib/verify/rules/operands-never-match.ts";
import { said } from "../given.ts";
import { found, given } from "./asking.ts";

const doubt = "not all of its series are surely known)";
/** The findings; what is in doubt begins with a parenthesis. */
const sure = (rule: Rule, expr: string) => said(rule, given(expr)).filter((line) => !line.startsWith("("));

it("is sure of a match of which all series are known", () => {
  const never = "sum by (pod) (alertmanager_alerts) / sum by (state) (alertmanager_alerts)";
  expect(sure(operandsNeverMatch, never)).toHaveLength(1);
  expect(sure(matchManyToMany, "alertmanager_alerts / on (pod) alertmanager_alerts")).toHaveLength(1);
});

it.each([
  ["a series that nobody gives", "anything_else"],
  ["a value that a series does not have", 'alertmanager_alerts{state="activ"}'],
  ["alerts, which others may have, too", "ALERTS"],
])("is in doubt about a match with %s", (_, other) => {
  const never = found(operandsNeverMatch, `sum by (pod) (alertmanager_alerts) / sum by (state) (${other})`);
  expect(never).toEqual([expect.stringContaining(doubt)]);
  const many = found(
    matchManyToMany,
    `(alertmanager_alerts / on (pod) alertmanager_alerts) unless on () sum(${other})`,
  );
  expect(many).toEqual([expect.stringContaining(doubt)]);
});

it("is in doubt about a match with what is recorded of what is not known", () => {
  const recorded = given("sum by (pod) (alertmanager_alerts) / sum by (state) (x:y)").replace(
    /- \{ record:.*/,
    '- { record: "x:y", expr: "sum by (state) (alertmanager_alerts * on () group_left () anything_else)" }',
  );
  expect(said(operandsNeverMatch, recorded)).toEqual([expect.stringContaining(doubt)]);
});

it("takes a label of the whole cluster for one that may come from outside, and no other", () => {
  const grouped = (labels: string) => `sum by (${labels}) (alertmanager_alerts) > 1`;
  expect(found(labelLost, grouped("cluster"))).toEqual([expect.stringContaining("an external label may be added")]);
  expect(sure(labelLost, grouped("cluster"))).toEqual([]);
  expect(sure(labelLost, grouped("zone"))).toHaveLength(1);
});

it("takes a pod for one instance where nothing else tells series apart", () => {
  const matched = (labels: string, by = "pod") => {
    const side = `sum by (${labels}) (alertmanager_alerts)`;
    return `${side} / on (${by}) ${side}`;
  };
  const instances = matched("pod, instance");
  expect(found(matchManyToMany, instances)).toEqual([expect.stringContaining("has one instance")]);
  expect(sure(matchManyToMany, instances)).toEqual([]);
  expect(sure(matchManyToMany, matched("pod, state"))).toHaveLength(1);
  expect(sure(matchManyToMany, matched("pod, instance, state"))).toHaveLength(1);
  expect(sure(matchManyToMany, matched("job, instance", "job"))).toHaveLength(1);
});
