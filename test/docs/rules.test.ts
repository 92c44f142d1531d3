import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, page } from "../../docs/rules.ts";
import { allRules } from "../../lib/verify/explain.ts";

const root = join(import.meta.dirname, "../..");

test("the page of rules is fresh", () => {
  expect(readFileSync(join(root, file), "utf8"), "run `make docs`").toBe(page());
});

test("every rule has one line, with an id of its own", () => {
  const lines = page().split("\n");
  for (const { id } of allRules) expect(lines.filter((line) => line.startsWith(`| \`${id}\` |`))).toHaveLength(1);
});

test.each(allRules.map((rule) => [rule.id, rule] as const))("%s says what holds and why in sentences", (_, rule) => {
  expect(rule.sentence).toMatch(/^\S[^\n]*\.$/);
  expect(rule.why).toMatch(/^\S[^\n]*\.$/);
  expect(rule.remedy).toMatch(/^\S[^\n]*$/);
});
