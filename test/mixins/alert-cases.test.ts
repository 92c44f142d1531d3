import { expect, it } from "vitest";
import { ruleFile, testsOf } from "../../lib/alerting/promtool.ts";
import { judge, links, type Trial } from "./judge.ts";
import { proven } from "./proofs.ts";

/** Only alerts whose name it matches, while one works on them: `ALERT=Node npx vitest run test/mixins/alert-cases.test.ts`. */
const chosen = new RegExp(process.env["ALERT"] ?? "");

it("proves every alert of every environment", () => {
  expect(
    proven.filter(({ proof }) => proof === undefined).map(({ mixin, alert }) => `${mixin.name}: ${alert}`),
  ).toEqual([]);
});

it("sees every alert in the states of its cases, as promtool evaluates its rules", { timeout: 180_000 }, async () => {
  const trials = new Map<string, readonly Trial[]>();
  for (const { installed, mixin, alert, proof } of proven) {
    if (proof === undefined || !chosen.test(alert)) continue;
    const recordings = installed.flatMap((each) => each.recordings);
    const rules = ruleFile(mixin, alert, recordings, links);
    // Once where environments have the same.
    trials.set(
      JSON.stringify(rules),
      testsOf(mixin, alert, proof, links).map((tests) => ({ rules, ...tests })),
    );
  }
  const failures = await judge([...trials.values()].flat());
  expect(failures.map(({ name, message }) => name + message)).toEqual([]);
});
