import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ran } from "./command/ran.ts";

const root = join(import.meta.dirname, "../..");
const elsewhere = mkdtempSync(join(tmpdir(), "verify-"));
const program = join(elsewhere, "package/build/verify.mjs");
const verify = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: elsewhere,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

beforeAll(() => {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", elsewhere], { cwd: root, stdio: "pipe" });
  const [packed = ""] = readdirSync(elsewhere);
  execFileSync("tar", ["-xzf", packed], { cwd: elsewhere });
}, 120_000);

afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

it("is one file that needs no other package", () => {
  expect(readdirSync(join(elsewhere, "package"), { recursive: true }).sort()).toEqual(
    ["LICENSE", "README.md", "build", "build/verify.mjs", "package.json"].filter(
      (file) => file !== "LICENSE" || readdirSync(root).includes(file),
    ),
  );
  const { bin, dependencies } = JSON.parse(readFileSync(join(elsewhere, "package/package.json"), "utf8"));
  expect({ bin, dependencies }).toEqual({ bin: { verify: "build/verify.mjs" }, dependencies: undefined });
  expect(readFileSync(program, "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
});

it("verifies a file elsewhere", () => {
  writeFileSync(join(elsewhere, "objects.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n");
  expect(verify("objects.yaml")).toBe("0 errors, 0 warnings, 0 uncertain in 1 object\n");
});

it("knows of programs what its sources know", async () => {
  // Names, labels, kinds and keys: a contract decides each.
  const folder = join(root, "dist/production");
  const rule = (name: string, expr: string) => `    - { alert: ${name}, expr: '${expr}' }\n`;
  const file = join(elsewhere, "rules.yaml");
  writeFileSync(
    file,
    `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: more, namespace: monitoring, labels: { prometheus: platform } }
spec:
  groups:
  - name: more
    rules:
${rule("Gone", "redis_no_such_series > 0")}${rule("Lost", 'pg_up{nobody="has"} == 0')}${rule("Gauge", "rate(node_load1[5m]) > 0")}${rule("Many", "kube_pod_info * on (namespace) kube_pod_info > 0")}`,
  );
  const args = ["--complete", "--format", "json", folder, file];
  const packed = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const source = await ran(args);
  expect(JSON.parse(packed.stdout)).toEqual(JSON.parse(typeof source === "string" ? source : source.output));
  const found = (id: string) =>
    expect.objectContaining({ rule: id, object: expect.objectContaining({ name: "more" }) });
  expect(JSON.parse(packed.stdout).findings).toEqual(
    expect.arrayContaining(
      ["series-unknown", "matcher-matches-nothing", "rate-of-gauge", "match-many-to-many"].map(found),
    ),
  );
});

it("starts soon, even where other tests run beside it", () => {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    expect(verify("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    return performance.now() - start;
  });
  console.log(`starts in ${Math.round(Math.min(...times))} ms`);
  expect(Math.min(...times)).toBeLessThan(1500);
});

it("ends quietly when nobody reads on", () => {
  const many = Array.from(
    { length: 5000 },
    (_, index) => `{ apiVersion: v1, kind: Pod, metadata: { name: p${index % 9} } }`,
  );
  writeFileSync(join(elsewhere, "many.yaml"), many.join("\n---\n"));
  const script = `"$0" "$1" --format json many.yaml | head -1; echo "\${PIPESTATUS[0]}"`;
  const options = { cwd: elsewhere, encoding: "utf8" } as const;
  const { stdout, stderr } = spawnSync("bash", ["-c", script, process.execPath, program], options);
  expect({ stdout, stderr }).toEqual({ stdout: "{\n0\n", stderr: "" });
});

it("ends in one line where the input is none", () => {
  writeFileSync(join(elsewhere, "broken.yaml"), "a: [\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "broken.yaml"], {
    cwd: elsewhere,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^broken\.yaml:\d+:\d+: it is no YAML: [^\n]+\n$/);
});
