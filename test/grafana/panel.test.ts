import { expect, test } from "vitest";
import { variable } from "../../lib/grafana/variable.ts";
import { promql } from "../../lib/promql/promql.ts";
import { above, below, content, graph, memory, stat, table } from "./fixtures.ts";

test("a panel keeps its queries, apart from how it is drawn", () => {
  expect(graph(content).queries["{{pod}}"]?.expression).toBe("memory_bytes");
});

test("a legend names labels that its query keeps", () => {
  const queries = { "{{service}} {{node}}": promql`sum by (service) (${memory()})` };
  expect(() => graph({ ...content, queries })).toThrow(
    "panel Memory: the legend {{service}} {{node}} names node, which the query does not keep: it has service",
  );
});

test("a description is given", () => {
  expect(() => graph({ ...content, description: " " })).toThrow("panel Memory: it has no description");
});

test("a panel asks something", () => {
  expect(() => stat({ ...content, queries: {} })).toThrow("panel Memory: it has no query");
});

test("a number alone is drawn as a vector", () => {
  expect(() => stat({ ...content, queries: { one: promql`1` } })).toThrow("a panel draws vectors: use vector()");
});

test("limits are bad on one side", () => {
  expect(() => graph({ ...content, limits: [above("TooMuch", 5), below("TooLittle", 1)] })).toThrow(
    "panel Memory: one limit is bad above, another below",
  );
});

test("a table has one query, and columns that it keeps", () => {
  const columns = { pod: "Pod" };
  expect(table({ ...content, columns }).kind).toBe("table");
  expect(() => table({ ...content, columns: { node: "Node" } })).toThrow("table Memory: a column names node");
  const queries = { one: promql`${memory()}`, two: promql`${memory()}` };
  expect(() => table({ ...content, columns, queries })).toThrow("table Memory: it has 2 queries");
});

test("a variable is a matcher for whatever its reader chose", () => {
  expect(memory({ pod: variable("pod") }).selector).toBe('memory_bytes{pod=~"$pod"}');
});
