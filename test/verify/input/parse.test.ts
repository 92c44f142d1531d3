import { expect, it } from "vitest";
import { parse } from "../../../lib/verify/input/parse.ts";

const values = (text: string) => parse("a.yaml", text).map(({ value, line }) => [line, value]);

it("reads many documents with the lines of their first keys", () =>
  expect(values("# one\na: 1\r\n---\r\n\r\nb: 2\n---\n")).toEqual([
    [2, { a: 1 }],
    [5, { b: 2 }],
  ]));

it("reads words and numbers as Kubernetes does", () =>
  expect(values("[yes, off, 0644, 1:20, 2026-01-01, 1e3, text, ~]")).toEqual([
    [1, [true, false, 420, "1:20", "2026-01-01", 1000, "text", null]],
  ]));

it.each([
  ["a: 1\na: 2\n", "a.yaml:2:1: key a stands twice in its map: remove one"],
  ["a: &a\n  b: *a\n", "a.yaml:2: a.b: this alias stands for what contains it: write it out"],
  ["[".repeat(10_000), "a.yaml:1:100: it is nested more than 100 deep: no object of Kubernetes is"],
])("ends in one line with position: %#", (text, message) => expect(() => values(text)).toThrow(message));

it("reads an escaped apostrophe, as the parser behind kubectl does, and no other escape that YAML has not", () => {
  const of = (text: string) => parse("a.yaml", `a: "${text}"\nb: |-\n  c\\'\n`)[0]?.value;
  expect(of("it\\'s \\'so\\'\\t")).toEqual({ a: "it's 'so'\t", b: "c\\'" });
  expect(() => of("\\q")).toThrow(/^a\.yaml:1:6: it is no YAML: unknown escape sequence/);
  expect(() => of("\\'".repeat(101))).toThrow(/unknown escape sequence/);
});
