import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

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
