import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { rules } from "../../lib/environments/rules/index.ts";
import { brokenRules } from "../../lib/environments/validate.ts";
import { changed } from "./changed.ts";
import { allowed, mistakes } from "./mistakes.ts";

it("has a mistake for every rule, and each rule once", () => {
  const ids = rules.map(({ id }) => id);
  expect(Object.keys(mistakes).sort()).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(Object.entries(mistakes))("%s", (id, ways) => {
  it.each(ways.map((way) => [way.of.name, JSON.stringify(way.change), way] as const))(
    "refuses %s with %s",
    (_name, _change, { of, change, field, also }) => {
      const broken = brokenRules(changed(of, change));
      expect(broken.filter(({ rule }) => rule.id === id).map((each) => each.field)).toContain(field);
      expect(new Set(broken.map(({ rule }) => rule.id))).toEqual(new Set([id, ...also]));
    },
  );
});

it.each(environments.map((environment) => [environment.name, environment] as const))(
  "has nothing to say about %s",
  (_, environment) => expect(brokenRules(environment)).toEqual([]),
);

it.each(allowed.map(([of, change]) => [of.name, JSON.stringify(change), changed(of, change)] as const))(
  "allows %s with %s",
  (_name, _change, environment) => expect(brokenRules(environment)).toEqual([]),
);
