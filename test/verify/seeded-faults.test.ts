import { afterAll, describe, expect, it, vi } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { nameOf } from "../../lib/verify/model/manifest.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { rules } from "../../lib/verify/rules/index.ts";
import { verify } from "../../lib/verify/verify.ts";
import { breakers, objectsOf, seeded } from "./faults/seeded.ts";

vi.setConfig({ testTimeout: 120_000 });

const made = new Map<string, number>();

describe.each(environments.map(({ name }) => name))("%s, broken in one place at a time", (environment) => {
  const clean = objectsOf(environment);

  it.each(Object.entries(breakers))(
    "shows every fault of %s at its object, by the rule that is broken",
    (_, breaker) => {
      const missed = [...seeded(clean, breaker)].flatMap(({ rule, what, object, objects }) => {
        made.set(rule, (made.get(rule) ?? 0) + 1);
        const own = rules.filter(({ id }) => id === rule);
        const manifests = objects.flatMap((each) => readObject(each, { file: environment }));
        const { findings } = verify(manifests, { complete: true }, own);
        return findings.some((finding) => nameOf(finding.object) === object) ? [] : [`${rule}: ${what}: ${object}`];
      });
      expect(missed).toEqual([]);
    },
  );
});

const total = () => [...made.values()].reduce((sum, each) => sum + each, 0);

afterAll(() => console.log(`${total()} seeded faults of ${made.size} rules, of ${rules.length}`));

it("breaks at least 500 places", () => expect(total()).toBeGreaterThanOrEqual(500));
