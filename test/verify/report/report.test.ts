import { expect, it } from "vitest";
import { ran } from "../command/ran.ts";

const objects = `# settings
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels:
    enabled: true
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: settings
---
apiVersion: example.com/v1
kind: Shop
metadata: { name: one }
`;

const output = async (...args: string[]) => {
  const ended = await ran([...args, "-"], objects);
  return typeof ended === "string" ? ended : ended.output;
};

it("tells people what holds once, then each place, and the sums last", async () =>
  expect(await output()).toMatchInlineSnapshot(`
    "error duplicate-object: Each object is written once.
      ConfigMap default/settings  -:15
        metadata.name settings: an object of this name stands in -:2 already
      why: One of them replaces the other, and who applies them decides which one.
      remedy: remove or rename one of them

    error field-has-wrong-type: Fields have the type that the API takes.
      ConfigMap default/settings  -:7
        metadata.labels.enabled true: it is true or false, and the field takes a string: quote it: "true"
      why: The API server refuses the object, and whatever is applied with it waits.

    2 errors, 0 warnings, 0 uncertain in 3 objects
    1 of kinds that no rule reads: Shop
    "
  `));

it("tells machines the same", async () => {
  const { version, summary, findings, uncertain } = JSON.parse(await output("--format", "json"));
  expect({ version, summary, uncertain }).toEqual({
    version: 1,
    summary: {
      ...{ errors: 2, warnings: 0, uncertain: 0, objects: 3 },
      ...{ unknownKinds: { Shop: 1 }, kustomizations: [], charts: [], skipped: [], unread: [] },
    },
    uncertain: [],
  });
  expect(findings[0]).toEqual({
    rule: "duplicate-object",
    topic: "input",
    severity: "error",
    file: "-",
    line: 15,
    object: { apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "settings" },
    field: "metadata.name",
    value: "settings",
    what: "an object of this name stands in -:2 already",
    remedy: "remove or rename one of them",
  });
  expect(findings[1]).toMatchObject({ rule: "field-has-wrong-type", line: 7, field: "metadata.labels.enabled" });
});

it("shows where the expression of a rule stands", async () => {
  const rules = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules }
spec:
  groups:
    - name: some
      rules:
        - alert: One
          annotations: { summary: none }
          expr: sum(
`;
  const { output } = (await ran(["--format", "json", "-"], rules)) as { output: string };
  expect(JSON.parse(output).findings).toContainEqual(
    expect.objectContaining({ rule: "query-does-not-parse", field: "spec.groups[0].rules[0].expr (One)", line: 10 }),
  );
});

it("tells code scanning the same, as SARIF 2.1.0 has it", async () => {
  const { $schema, version, runs } = JSON.parse(await output("--format", "sarif"));
  expect($schema).toMatch(/sarif-schema-2\.1\.0\.json$/);
  expect(version).toBe("2.1.0");
  const [{ tool, results }] = runs;
  expect(tool.driver).toMatchObject({ name: "verify", version: "1.2.3" });
  expect(results).toHaveLength(2);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(["error", "warning", "note"]).toContain(level);
    expect(message.text).toMatch(/\S/);
    expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/\S/);
    expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
  }
});

it("says the same whatever the order of files is", async () => {
  const [one = "", other = ""] = objects.split("---\n");
  const sums = async (yaml: string) =>
    JSON.parse(((await ran(["--format", "json", "-"], yaml)) as { output: string }).output).summary;
  expect(await sums(`${one}---\n${other}`)).toEqual(await sums(`${other}---\n${one}`));
});
