import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runbookPath } from "../../lib/mixins/runbooks.ts";
import { shapeOf } from "../../lib/promql/analysis.ts";
import type { Expression } from "../../lib/promql/promql.ts";
import { ShapeFault } from "../../lib/promql/shape.ts";
import { parse } from "../../lib/promql/syntax/syntax.ts";
import { everything } from "./everything.ts";
import { everyFamily } from "./series.ts";

const families = await everyFamily();
const root = join(import.meta.dirname, "../..");
const runbooks = everything.flatMap((mixin) =>
  Object.entries(mixin.alerts).map(([alert, { expr }]) => ({ alert, expr, path: runbookPath(mixin, alert) })),
);

const recorded = new Map(everything.flatMap(({ recordings }) => recordings).map((each) => [each.series, each.expr]));

/** What an expression asks for: its series, and those from which they are recorded, which tell more. */
const askedBy = ({ families: own }: Expression): ReadonlySet<string> =>
  new Set(
    [...own.keys()].flatMap((series) => {
      const expr = recorded.get(series);
      return expr === undefined ? [series] : [series, ...askedBy(expr)];
    }),
  );

/** The sections of a runbook by title, without what a title says after a comma. */
const sectionsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => [/^[^,\n]*/.exec(section)?.[0] ?? "", section.replace(/^.*\n/, "").trim()]),
  );

/** What is missing in a runbook for somebody who was woken. */
function lacks(text: string, asks: ReadonlySet<string>): string[] {
  const sections = sectionsOf(text);
  const empty = [...sections].filter(([, section]) => !/\w/.test(section)).map(([title]) => `${title} is empty`);
  const asked = new Set<string>();
  for (const query of queriesIn(sections.get("Confirm") ?? "")) check(query, asked);
  return asks.size > 0 && ![...asks].some((series) => asked.has(series))
    ? [...empty, `no query under Confirm asks for ${[...asks].sort().join(" or ")}`]
    : empty;
}

/** The queries of a runbook; those in a list are indented with it. */
const queriesIn = (text: string): string[] =>
  [...text.matchAll(/^ *```promql\n(.*?)\n *```$/gms)].map(([, query = ""]) => query);

/** Like `promql`, for a text that names its series itself, which `asked` gets to know. */
function check(query: string, asked = new Set<string>()): string {
  const family = (series: string) => {
    const found = families.get(series);
    if (found === undefined) throw new ShapeFault(`no contract and no rule gives ${series}`);
    asked.add(series);
    return found;
  };
  return shapeOf(parse(query), { family }).type;
}

describe.each(runbooks)("runbook $alert", ({ alert, expr, path }) => {
  const text = () => readFileSync(join(root, path), "utf8");

  test("it answers the questions of somebody who was woken, in order", () => {
    expect(text().startsWith(`# ${alert}\n`)).toBe(true);
    expect([...text().matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title.split(",")[0])).toEqual([
      "Confirm",
      "Likely causes",
      "What to do",
      "Escalate",
    ]);
  });

  test("its queries run", () => {
    const queries = queriesIn(text());
    const [, confirm = ""] = text().split(/^## .*$/m);
    expect(queriesIn(confirm), "queries under Confirm").not.toEqual([]);
    for (const query of queries) expect(check(query), query).toBe("vector");
  });

  test("each section says something, and Confirm asks for what the alert speaks of", () => {
    expect(lacks(text(), askedBy(expr))).toEqual([]);
  });

  test("Argo CD does not undo at once what it says to do by hand", () => {
    expect(undone(text())).toEqual([]);
  });

  test("where it says to roll back it says how", () => {
    const [, , , advice = ""] = text().split(/^## .*$/m);
    if (/\broll( \w+){0,2} back\b/i.test(advice)) expect(advice).toContain("docs/roll-back.md)");
  });

  test("its links lead somewhere", () => {
    for (const [, target = ""] of text().matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(join(root, path, "..", target)), target).toBe(true);
  });
});

/**
 * Commands that change what Git holds, which Argo CD puts back within seconds. The number of a Deployment's replicas it leaves alone, and
 * claims of a StatefulSet are not in Git.
 */
const undone = (text: string): string[] =>
  [...text.matchAll(/kubectl [^`\n]*/g)]
    .map(([command]) => command)
    .filter((command) => /\b(rollout undo|edit|set|apply|replace|annotate|label|patch|scale)\b/.test(command))
    .filter((command) => !/\bscale deployment\b|\bpatch pvc\b/.test(command));

test("a runbook that says nothing is found", () => {
  const text =
    "# A\n\n## Confirm\n\n```promql\nup\n```\n\n## Likely causes, most frequent first\n\n## What to do\n\n## Escalate\n";
  expect(lacks(text, new Set(["pg_up"]))).toEqual([
    "Likely causes is empty",
    "What to do is empty",
    "Escalate is empty",
    "no query under Confirm asks for pg_up",
  ]);
});

test("a command that Argo CD undoes is found", () => {
  expect(
    undone("`kubectl -n a rollout undo deployment/b`, `kubectl get pods`, `kubectl -n a scale statefulset/b`"),
  ).toEqual(["kubectl -n a rollout undo deployment/b", "kubectl -n a scale statefulset/b"]);
});

test("a query for what nobody gives is found", () => {
  expect(() => check("sum(rate(http_request_total[5m]))")).toThrow("no contract and no rule gives http_request_total");
  expect(() => check("sum by (handler (up)")).toThrow("it does not parse");
});
