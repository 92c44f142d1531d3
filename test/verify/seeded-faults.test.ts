import { afterAll, describe, expect, it, vi } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { nameOf } from "../../lib/verify/model/manifest.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { rules } from "../../lib/verify/rules/index.ts";
import { verify } from "../../lib/verify/verify.ts";
import type { World } from "../../lib/verify/world.ts";
import { arranging, breakers, objectsOf, seeded } from "./faults/seeded.ts";

vi.setConfig({ testTimeout: 120_000 });

const world: World = { complete: true, reviewed: true };
const made = new Map<string, number>();

describe.each(environments.map(({ name }) => name))("%s, broken in one place at a time", (environment) => {
  const clean = objectsOf(environment);

  it.each(Object.entries({ ...breakers, ...arranging }))("says nothing of %s before", (_, breaker) => {
    const objects = structuredClone(clean);
    const faults = breaker(objects);
    const broken = new Set(faults.map(({ rule }) => rule));
    const { findings } = verify(
      objects.flatMap((each) => readObject(each, { file: environment })),
      world,
      rules.filter(({ id }) => broken.has(id)),
    );
    const said = new Set(findings.map((finding) => `${finding.rule.id} ${nameOf(finding.object)}`));
    expect(faults.filter(({ rule, object }) => said.has(`${rule} ${object}`))).toEqual([]);
  });

  it.each(Object.entries({ ...breakers, ...arranging }))(
    "shows every fault of %s at its object, by the rule that is broken",
    (_, breaker) => {
      const missed = [...seeded(clean, breaker)].flatMap(({ rule, what, object, objects }) => {
        made.set(rule, (made.get(rule) ?? 0) + 1);
        const own = rules.filter(({ id }) => id === rule);
        const manifests = objects.flatMap((each) => readObject(each, { file: environment }));
        const { findings } = verify(manifests, world, own);
        return findings.some((finding) => nameOf(finding.object) === object) ? [] : [`${rule}: ${what}: ${object}`];
      });
      expect(missed).toEqual([]);
    },
  );
});

const total = () => [...made.values()].reduce((sum, each) => sum + each, 0);

afterAll(() => console.log(`${total()} seeded faults of ${made.size} rules, of ${rules.length}`));

/** Rules of which no fault can be seeded, and why. */
const unseeded: Readonly<Record<string, string>> = {
  "policy-not-evaluated": "it is never sure, so it has no finding",
};

it("breaks what each rule is about", () =>
  expect(rules.map(({ id }) => id).filter((id) => !made.has(id))).toEqual(Object.keys(unseeded)));

it("breaks at least 500 places", () => expect(total()).toBeGreaterThanOrEqual(500));
