import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { toYaml } from "../lib/yaml.ts";

/** What the versions of YAML that are in use make of a text: Kubernetes reads a mixture of them. */
const readings = (text: string): unknown[][] =>
  (["1.1", "1.2"] as const).map((version) =>
    parseAllDocuments(text, { version }).map((document) => {
      expect([...document.errors, ...document.warnings], text).toEqual([]);
      return document.toJS();
    }),
  );

function expectSame(...documents: object[]): void {
  for (const reading of readings(toYaml(...documents))) expect(reading).toEqual(documents);
}

it("looks as people write it", () =>
  expect(
    toYaml({
      apiVersion: "apps/v1",
      metadata: { name: "program", labels: {} },
      spec: {
        replicas: 2,
        enabled: true,
        args: ["--port=8080", "-v", "10.0.0.0/8"],
        rules: [{ verbs: ["get", "list"], resources: [] }, { verbs: [["nested"]] }],
        script: "set -e\n\necho done\n",
        description: "one\ntwo",
        nothing: null,
      },
    }),
  ).toBe(`apiVersion: apps/v1
metadata:
  name: program
  labels: {}
spec:
  replicas: 2
  enabled: true
  args:
    - --port=8080
    - -v
    - 10.0.0.0/8
  rules:
    - verbs:
        - get
        - list
      resources: []
    - verbs:
        - - nested
  script: |
    set -e

    echo done
  description: |-
    one
    two
  nothing: null
`));

it("puts documents behind one another", () =>
  expect(toYaml({ a: 1 }, {}, { b: 2 })).toBe("a: 1\n---\n{}\n---\nb: 2\n"));

describe("text that looks like something else", () => {
  it.each([
    ...["on", "Yes", "NO", "off", "y", "N", "true", "False", "null", "~", ""],
    ...["0775", "0o17", "0x1F", "0b11", "1e3", "1E3", "1_000", "12:30", "190:20:30.15", "+1", "-1", ".5", "1.", "-.5"],
    ...[
      ".inf",
      "-.Inf",
      ".NaN",
      "2001-12-14",
      "2001-12-14t21:59:43.10-05:00",
      "2001-12-14 21:59:43",
      "0xd",
      "1.e+3",
      "e0",
      "E+5",
      "-e0",
    ],
    ...[
      "- a",
      "-",
      "--",
      "---",
      "...",
      "? a",
      ":",
      "a:",
      "a: b",
      "a #b",
      "#a",
      "=",
      "<<",
      "!a",
      "&a",
      "*a",
      "%a",
      "@a",
      "`a",
    ],
    ...["'a'", '"a"', "[a]", "{a}", "{{ .a }}", "a, b", "|", ">", "a\\nb", "\\", "a ", " a", "a  b", "a\tb", "\t"],
    ...["\u0085", "\u00a0", "\u2028", "\ufeff", "\u007f", "\u0000", "é", "😀", "a\r\nb", "a\u2029b\nc"],
  ])("%j stays text, as a value, an item and a key", (value) =>
    expectSame({ value, list: [value, [value]], [value]: value }),
  );

  it.each([
    "a\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a\nb ",
    "a\n \nb",
    "a\n  ",
    "a\n---\nb\n",
    "a\n# b",
    "a\n\n\nb",
    "\n",
    "a\tb\nc",
    "é\n😀\n",
  ])("%j keeps its lines", (value) => expectSame({ value, list: [value, [value]], after: 1 }));
});

describe("text that needs no quotes", () => {
  it.each([
    ...["15s", "64Mi", "100m", "10.0.0.0/8", "v1", "apps/v1", "--flag=a", "-v", "quay.io/a/b:v1@sha256:ab"],
    ...[
      "/etc/a",
      "it's",
      "a (b)",
      "sum by (le) (rate(a[5m]))",
      "https://a.example/b?c=d#e",
      "Tidy, or not?",
      "nothing",
      "yesterday",
    ],
  ])("%s", (value) => {
    expect(toYaml({ value })).toBe(`value: ${value}\n`);
    expectSame({ value });
  });
});

it.each([0, -1, 0.5, 1e21, -1e-7, 1.5e300, Number.MAX_SAFE_INTEGER, true, false, null])(
  "%j stays what it is",
  (value) => expectSame({ value, list: [value] }),
);

it("has nothing for what is missing in a list, as cdk8s has it", () =>
  expect(toYaml({ a: [undefined] })).toBe("a:\n  - null\n"));

it("is read as what was written", () => {
  const character = fc.oneof(
    fc.constantFrom(
      ..." \n\t-:#,[]{}&*!|>'\"%@`?=<~.+_/\\01e9xoaynNYON".split(""),
      "é",
      "\u00a0",
      "\u0085",
      "\u2028",
      "\ufeff",
      "😀",
    ),
    fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCodePoint(code)),
  );
  const text = fc.string({ unit: character, maxLength: 12 });
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, text, number, fc.boolean(), fc.constant(null), tie("list"), tie("map")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    map: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  }));
  const document = fc.dictionary(
    text.filter((key) => key !== "__proto__"),
    value,
    { maxKeys: 4, noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => expectSame(...documents)),
    { numRuns: 300 },
  );
});
