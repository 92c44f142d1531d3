import { expect, it } from "vitest";
import { usage } from "../../../lib/verify/command/options.ts";
import { allRules } from "../../../lib/verify/explain.ts";
import { folderOf, ran } from "./ran.ts";

const clean = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n";
const wrong = clean.replace("name: settings", "name: settings, labels: { enabled: true }");
const lost =
  "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web } }\n";

it.each([
  [clean, 0],
  [wrong, 1],
  [lost, 0],
])("ends with 1 where there are errors: %#", async (yaml, code) =>
  expect(await ran(["-"], yaml)).toMatchObject({ code }),
);

it("takes what is not there for missing where the objects are all there is", async () =>
  expect(await ran(["--complete", "-"], lost)).toMatchObject({ code: 1 }));

it("shows uncertain verdicts when asked", async () => {
  expect(await ran(["-"], lost)).toMatchObject({ output: expect.not.stringContaining("service-selects-no-pod") });
  expect(await ran(["--uncertain", "-"], lost)).toMatchObject({
    output: expect.stringContaining("uncertain service-selects-no-pod: "),
  });
});

it("puts what names no namespace where it is told to, and objects of the cluster nowhere", async () => {
  const rendered = `${lost}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1@sha256:${"0".repeat(64)}" }] } } }
---
apiVersion: v1
kind: List
items: [{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } } }]
`;
  expect(await ran(["--complete", "-"], rendered)).toMatchObject({
    output: expect.stringContaining("service-selects-no-pod"),
  });
  for (const namespace of [["--namespace", "shop"], ["--namespace=shop"], ["-n", "shop"]])
    expect(await ran([...namespace, "--complete", "-"], rendered)).toEqual({
      code: 0,
      output: "0 errors, 0 warnings, 0 uncertain in 3 objects\n",
    });
});

it("colours when asked", async () => {
  expect(await ran(["--color", "always", "-"], wrong)).toMatchObject({ output: expect.stringContaining("\u001b[31m") });
  expect(await ran(["-"], wrong)).toMatchObject({ output: expect.not.stringContaining("\u001b") });
});

it("reads folders below folders and files by name, and passes over other YAML", async () => {
  const folder = folderOf({
    "a/one.yaml": clean,
    "a/two.yml": `${clean.replace("settings", "two")}---\n${clean.replace("settings", "three")}`,
    "b/four.json": JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "four" } }),
    "values.yaml": "replicas: 3\n",
    "notes.txt": "not: [yaml",
    ".git/five.yaml": wrong,
  });
  expect(await ran([folder])).toEqual({
    code: 0,
    output: `0 errors, 0 warnings, 0 uncertain in 4 objects\n1 file without objects: ${folder}/values.yaml\n`,
  });
  expect(await ran([`${folder}/a/one.yaml`])).toEqual({
    code: 0,
    output: "0 errors, 0 warnings, 0 uncertain in 1 object\n",
  });
});

it("tells how to call it, and which it is", async () => {
  expect(await ran(["--help"])).toEqual({ output: usage, code: 0 });
  expect(await ran(["-h"])).toEqual({ output: usage, code: 0 });
  expect(await ran(["--version"])).toEqual({ output: "1.2.3\n", code: 0 });
});

it("answers whether one may connect to another", async () => {
  const pods = ["one", "other"].map(
    (name) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: main, image: i }] }\n`,
  );
  const closed =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: closed, namespace: shop }\nspec: { podSelector: {} }\n";
  const question = ["--can", "shop/one", "shop/other:80"];
  const asked = (yaml: string[], args = [...question, "-"]) => ran(args, yaml.join("---\n"));
  expect(await asked(pods)).toMatchObject({ code: 0, output: expect.stringMatching(/^yes: /) });
  expect(await asked([...pods, closed])).toMatchObject({ code: 1, output: expect.stringMatching(/^no: /) });
  for (const args of [
    ["-", ...question],
    ["--can=shop/one", "--complete", "shop/other:80", "-"],
  ])
    expect(await asked(pods, args)).toMatchObject({ code: 0, output: expect.stringMatching(/^yes: /) });
});

it("tells what the objects take", async () => {
  const pod =
    "apiVersion: v1\nkind: Pod\nmetadata: { name: one, namespace: shop }\nspec: { containers: [{ name: main, image: i, resources: { requests: { cpu: 250m } } }] }\n";
  expect(await ran(["--budget", "-"], pod)).toMatchObject({ code: 0, output: expect.stringMatching(/shop.*250m/) });
  expect(await ran(["--budget", "--can", "shop/one", "shop/one:80", "-"], pod)).toBe(
    "--can and --budget: ask for one of them",
  );
});

it.each(allRules.map(({ id }) => id))("explains %s", async (id) => {
  const explained = await ran(["--explain", id]);
  expect(explained).toMatchObject({ code: 0, output: expect.stringMatching(/^[\w-]+ \((?:error|warning), \w+\)\n/) });
});

it.each([
  [
    ["--explain", "service-select-no-pod"],
    "--explain service-select-no-pod: there is no such rule: did you mean service-selects-no-pod?",
  ],
  [
    ["--explain", "secret"],
    "--explain secret: there is no such rule: did you mean missing-secret, missing-secret-store, role-reads-all-secrets?",
  ],
  [
    ["--explain", "x"],
    "--explain x: there is no such rule: each finding says its rule; a word, such as secret, lists those that have it",
  ],
  [["--format", "json", "--can", "a/b", "c/d:1", "-"], "--can and --format json: ask for one of them"],
  [["--format", "sarif", "--budget", "-"], "--budget and --format sarif: ask for one of them"],
  [["--format", "json", "--explain", "label-lost"], "--explain and --format json: ask for one of them"],
  [["-", "--can", "a/b"], "--can: B:PORT is missing: write --can A B:PORT"],
  [["--node-cidr", "300.0.0.0/8", "-"], "--node-cidr is 300.0.0.0/8: set addresses such as 10.0.0.0/16"],
  [["--node-cidr", "fe80::/129", "-"], "--node-cidr is fe80::/129: set addresses such as 10.0.0.0/16"],
  [
    ["--api-server", "10.0.0.1/32:65536", "-"],
    "--api-server is 10.0.0.1/32:65536: set addresses and port such as 10.0.0.1/32:6443",
  ],
  [["--formt", "json", "-"], "--formt: there is no such option: did you mean --format?"],
  [["--format", "xml", "-"], "--format is xml: set text, json, sarif"],
  [["--color", "red", "-"], "--color is red: set auto, always, never"],
  [["-n", "Shop", "-"], "--namespace is Shop: set a name of lower-case letters, digits and hyphens"],
  [["--kubernetes", "latest", "-"], "--kubernetes is latest: set a version such as 1.34"],
  [["--nodes", "0", "-"], "--nodes is 0: set a number of 1 or more"],
  [["--node-cidr", "10.0.0.0", "-"], "--node-cidr is 10.0.0.0: set addresses such as 10.0.0.0/16"],
  [
    ["--api-server", "10.0.0.1/32", "-"],
    "--api-server is 10.0.0.1/32: set addresses and port such as 10.0.0.1/32:6443",
  ],
  [[], "PATH is missing: name a folder, a file, or - for standard input; see --help"],
  [["--format"], expect.stringMatching(/^[^\n]*--format[^\n]*: see --help$/)],
  [["/nowhere"], "/nowhere: it is not there: name a folder, a file, or - for standard input"],
])("says in one line what is wrong with %j", async (args, line) => expect(await ran(args, clean)).toEqual(line));
