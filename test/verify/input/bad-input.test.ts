import { chmodSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderOf, ran } from "../command/ran.ts";

const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
const nested = "[".repeat(5000);
const laughs = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
for (const [one, next] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"].map((pair) => [...pair]))
  laughs.push(`${next}: &${next} [${Array(10).fill(`*${one}`).join(", ")}]`);

it.each([
  ["broken YAML", `${head}data: { a: [1 }\n`, /^-:\d+:\d+: it is no YAML: [^\n]+$/],
  ["a duplicate key", `${head}kind: Secret\n`, "-:4:1: key kind stands twice in its map: remove one"],
  ["a tab", `${head}data:\n\ta: b\n`, "-:5:1: a tab indents: indent with spaces"],
  [
    "a template",
    `${head}data:\n  name: {{ .x }}\n`,
    /^-:5:\d+: it is a template: render it first, a chart with `helm template CHART \| verify -`$/,
  ],
  [
    "a template of another program",
    `${head}data:\n  {% for a in b %}\n`,
    /^-:5:\d+: it is a template: render it first, a chart with `helm template CHART \| verify -`$/,
  ],
  [
    "a template that begins with a condition",
    `{{- if .Values.on }}\n${head}---\n${head}`,
    /^-:\d+:\d+: it is a template: render it first, a chart with `helm template CHART \| verify -`$/,
  ],
  [
    "two versions of it",
    `${head}data:\n<<<<<<< ours\n  a: b\n=======\n  a: c\n>>>>>>> theirs\n`,
    "-:5:1: two versions of it are not merged: choose one, and remove the marks of Git",
  ],
  [
    "quotes in the quotes of an alert's template",
    `${head}data:\n  a: "{{ $value }} of {{ query "up" }}"\n`,
    /^-:5:\d+: it is no YAML: [^\n]+$/,
  ],
  [
    "an alias of what contains it",
    `${head}data: &a\n  b: *a\n`,
    "-:5: data.b: this alias stands for what contains it: write it out",
  ],
  ["an alias of nothing", `${head}data: *a\n`, /^-:4:\d+: it is no YAML: unidentified alias "a"[^\n]*$/],
  [
    "aliases of aliases of aliases",
    `${head}${laughs.join("\n")}\n`,
    /^-:\d+: \w[^\n]*: aliases make it more than 1,000,000 values: write it out$/,
  ],
  ["brackets in brackets", nested, "-:1:100: it is nested more than 100 deep: no object of Kubernetes is"],
  ["dashes in dashes", "- ".repeat(5000), /^-:1:\d+: it is nested more than 100 deep: no object of Kubernetes is$/],
  [
    "a document without kind",
    `${head}---\napiVersion: v1\n`,
    "-:5:1: it has no kind: an object has apiVersion, kind and metadata.name",
  ],
  [
    "an object without apiVersion",
    "kind: Pod\n",
    "-:1:1: Pod: it has no apiVersion: an object has apiVersion, kind and metadata.name",
  ],
  [
    "an object without name",
    "\n# one\napiVersion: v1\nkind: Pod\n",
    "-:3:1: Pod: it has no metadata.name: an object has apiVersion, kind and metadata.name",
  ],
  [
    "a name that YAML takes for false",
    "apiVersion: v1\nkind: Pod\nmetadata: { name: no }\n",
    "-:1:1: Pod: metadata.name is read as false, as no, n and off are: quote it",
  ],
  [
    "a name that YAML takes for a number",
    "apiVersion: v1\nkind: Pod\nmetadata: { name: 1e3 }\n",
    "-:1:1: Pod: metadata.name is read as 1000, a number: quote it",
  ],
  ["a list", "- a\n", "-:1:1: it is no map: an object has apiVersion, kind and metadata.name"],
  ["words", "Error: INSTALLATION FAILED", "-:1:1: it has no kind: an object has apiVersion, kind and metadata.name"],
  ["nothing", "", "-: there is nothing in standard input: did the command before it fail?"],
  ["UTF-16", Buffer.from(`\ufeff${head}`, "utf16le"), "-:1:1: it is UTF-16: save it as UTF-8"],
  ["Latin-1", Buffer.from("a: \xfc", "latin1"), "-:1:4: it is no UTF-8: save it as UTF-8"],
  ["a program", Buffer.from("\x7fELF\x02\x01\x01\x00", "latin1"), "-:1:1: it is no text: name YAML or JSON"],
  [
    "colours of a terminal",
    "\x1b[31mapiVersion: v1\n",
    "-:1:16: it is no YAML: the stream contains non-printable characters: mend this line or the one above",
  ],
  [
    "50 MB",
    Buffer.alloc(50_000_000, "a: b\n"),
    "-: it is larger than 40 MiB: split it, or name only what belongs together",
  ],
])("ends in one line with its place: %s", async (_, input, line) => {
  const said = await ran(["-"], input);
  expect(said).toEqual(typeof line === "string" ? line : expect.stringMatching(line));
});

it("takes what looks like a template in text for text", async () => {
  const text = 'data:\n  a: "{{ .x }}"\n  b: |\n    {{ .x }}\n    - {{ .y }}\n';
  expect(await ran(["-"], head + text)).toMatchObject({ code: 0 });
});

describe("a folder with files that cannot be read", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a_, namespace: a }\nspec: { serviceAccountName: b }\n";
  const files = { "a.yaml": `${head}x: [`, "b.yaml": pod, "c.yaml": `${head}kind: Pod\n` };
  const lines = (folder: string) => [
    expect.stringMatching(`^${folder}/a\\.yaml:\\d+:\\d+: it is no YAML: .+$`),
    `${folder}/c.yaml:4:1: key kind stands twice in its map: remove one`,
  ];

  it("has a line for each, is verified without them, and fails", async () => {
    const folder = folderOf(files);
    expect(await ran([folder])).toEqual({
      output: expect.stringMatching(
        /^error name-invalid: [\s\S]*\n1 error, .* in 1 object\n2 files could not be read\n/,
      ),
      unread: lines(folder),
      code: 1,
    });
    expect(await ran([folderOf({ "a.yaml": files["a.yaml"], "b.yaml": head })])).toMatchObject({ code: 1 });
  });

  it("is not sure of what is missing in it", async () => {
    const folder = folderOf(files);
    const ended = await ran(["--complete", "--format", "json", folder]);
    const { summary, uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
    expect(summary.unread).toEqual(lines(folder));
    expect(uncertain).toContainEqual(
      expect.objectContaining({
        rule: "missing-service-account",
        uncertain: expect.stringContaining(`a file could not be read: ${folder}/a.yaml:`),
      }),
    );
  });

  it("tells code scanning", async () => {
    const folder = folderOf(files);
    const ended = await ran(["--format", "sarif", folder]);
    const [{ invocations }] = JSON.parse(typeof ended === "string" ? ended : ended.output).runs;
    const notes = lines(folder).map((text) => ({ level: "error", message: { text } }));
    expect(invocations).toEqual([{ executionSuccessful: false, toolExecutionNotifications: notes }]);
  });

  it.each([
    ["a sum", files, ["--budget"]],
    ["a yes or no", files, ["--can", "a/b", "c/d:1"]],
    ["anything where nothing is left", { "a.yaml": files["a.yaml"], "c.yaml": files["c.yaml"] }, []],
  ])("has no answer to %s", async (_, given, args) => {
    const folder = folderOf(given);
    const said = await ran([...args, folder]);
    expect(String(said).split("\n")).toEqual(lines(folder));
  });

  it("has none either where somebody names the file", async () => {
    const folder = folderOf(files);
    expect(await ran([folder, `${folder}/c.yaml`])).toMatch(/c\.yaml:4:1: [^\n]+$/);
  });
});

it("names a chart, an empty folder, and a file that may not be read", async () => {
  const chart = folderOf({ "Chart.yaml": "name: a\n" });
  expect(await ran([chart])).toBe(
    `${chart}: it is a chart: verify what it renders, \`helm template ${chart} | verify -\``,
  );
  const charts = folderOf({ "a/Chart.yaml": "name: a\n", "b/c.yaml": "c: 1\n" });
  expect(await ran([charts])).toBe(
    `${charts}: there are no objects beside charts: verify what each renders, \`helm template ${charts}/a | verify -\``,
  );
  const empty = folderOf({ "notes.txt": "" });
  expect(await ran([empty])).toBe(`${empty}: there are no objects in its 0 files of YAML or JSON: name another folder`);
  const closed = folderOf({ "a.yaml": head });
  chmodSync(`${closed}/a.yaml`, 0);
  // The super-user reads it nevertheless.
  if (process.getuid?.() !== 0)
    expect(await ran([closed])).toBe(
      `${closed}/a.yaml: it may not be read: name a folder, a file, or - for standard input`,
    );
});

it("leaves out files of a folder that are for other programs", async () => {
  const grafana = "apiVersion: 1\ndatasources: []\n";
  const folder = folderOf({
    ...{ "a.yaml": head, "b.yaml": grafana, "c.json": '{ "kinds": [] }', "d.yaml": "kind: Catalogue\n" },
    ...{ "vendor/modules.txt": "# go", "vendor/a.yaml": "kind: Pod\n", "node_modules/a.yaml": "kind: Pod\n" },
  });
  expect(await ran([folder])).toMatchObject({
    output: `0 errors, 0 warnings, 0 uncertain in 1 object\n3 files without objects: ${["b.yaml", "c.json", "d.yaml"].map((name) => `${folder}/${name}`).join(", ")}\n`,
  });
  const forgotten = folderOf({ "a.yaml": "kind: Pod\nmetadata: { name: a }\n" });
  expect(await ran([forgotten])).toBe(
    `${forgotten}/a.yaml:1:1: Pod: it has no apiVersion: an object has apiVersion, kind and metadata.name`,
  );
});

it("reads Windows line ends, a byte order mark, anchors, merges, Lists and many documents", async () => {
  const documents = [
    `\ufeff${head}`,
    `${head.replace("name: a", "name: b")}data: &d { x: "1" }\nmore: { <<: *d }\n`,
    "apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }]\n",
  ];
  expect(await ran(["-"], documents.join("---\n").replaceAll("\n", "\r\n"))).toMatchObject({
    output: "0 errors, 0 warnings, 0 uncertain in 3 objects\n",
  });
});

const lines = /^[^\n]+(?:\n[^\n]+)*$/;
const isGood = (said: Awaited<ReturnType<typeof ran>>) => typeof said !== "string" || lines.test(said);

it("never ends in a stack trace, whatever the bytes are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => isGood(await ran(["-"], Buffer.from(bytes)))),
    { numRuns: 300 },
  );
});

it("never ends in a stack trace, whatever text is put into an object", async () => {
  const pieces = [
    ..."{}[]:,-&*!|>'\"%@`#?\n\t a1",
    "<<: ",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!!binary ",
    "{{ .x }}",
    "kind: ",
    "\r\n",
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((each) => each.join(""));
  await fc.assert(
    fc.asyncProperty(text, async (each) => isGood(await ran(["-"], `${head}data:\n  x: ${each}`))),
    { numRuns: 500 },
  );
});

const kinds = [
  "Service",
  "Deployment",
  "Pod",
  "Prometheus",
  "ServiceMonitor",
  "PrometheusRule",
  "NetworkPolicy",
  "ConfigMap",
  "Secret",
];
const fields = [
  "spec",
  "data",
  "selector",
  "matchLabels",
  "template",
  "metadata",
  "containers",
  "ports",
  "groups",
  "rules",
  "__proto__",
];

it("never ends in a stack trace, whatever a field holds", async () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, fc.constantFrom(null, 0, -1, 1.5, true, "", "a", "a=b"), tie("list"), tie("map")),
    list: fc.array(tie("tree"), { maxLength: 3 }),
    map: fc.dictionary(fc.constantFrom(...fields), tie("tree"), { maxKeys: 4 }),
  }));
  const apiVersions = fc.constantFrom("v1", "apps/v1", "monitoring.coreos.com/v1", "networking.k8s.io/v1");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), apiVersions, tree, tree, async (kind, apiVersion, spec, metadata) => {
      const object = {
        apiVersion,
        kind,
        spec,
        data: spec,
        metadata: { name: "a", labels: metadata, annotations: metadata },
      };
      return isGood(await ran(["--complete", "--uncertain", "-"], JSON.stringify(object)));
    }),
    { numRuns: 500 },
  );
});
