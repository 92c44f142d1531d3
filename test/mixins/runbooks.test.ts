import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, test } from "vitest";
import { runbookPath } from "../../lib/mixins/runbooks.ts";
import { shapeOf } from "../../lib/promql/analysis.ts";
import { ShapeFault } from "../../lib/promql/shape.ts";
import { everything } from "./everything.ts";
import { everyFamily } from "./series.ts";

const families = await everyFamily();
const root = join(import.meta.dirname, "../..");
const runbooks = everything.flatMap((mixin) =>
  Object.keys(mixin.alerts).map((alert) => ({ alert, path: runbookPath(mixin, alert) })),
);

/** The queries of a runbook; those in a list are indented with it. */
const queriesIn = (text: string): string[] =>
  [...text.matchAll(/^ *```promql\n(.*?)\n *```$/gms)].map(([, query = ""]) => query);

/** Like `promql`, for a text that names its series itself. */
function check(query: string): string {
  const tree = parser.parse(query);
  const family = (series: string) => {
    const found = families.get(series);
    if (found === undefined) throw new ShapeFault(`no contract and no rule gives ${series}`);
    return found;
  };
  if (/⚠/.test(tree.toString())) throw new ShapeFault("it does not parse");
  return shapeOf(tree.topNode.firstChild ?? tree.topNode, { text: query, family }).type;
}

describe.each(runbooks)("runbook $alert", ({ alert, path }) => {
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
});

test("a query for what nobody gives is found", () => {
  expect(() => check("sum(rate(http_request_total[5m]))")).toThrow("no contract and no rule gives http_request_total");
  expect(() => check("sum by (handler (up)")).toThrow("it does not parse");
});
