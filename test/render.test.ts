import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { development } from "../lib/environments/development.ts";
import type { Environment } from "../lib/environments/environment.ts";
import { environments } from "../lib/environments/index.ts";
import { filesBelow } from "../lib/output.ts";
import { changed } from "./environments/changed.ts";

// A process takes a second, and much longer on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = join(import.meta.dirname, "..");
let folder: string;

/** The program as `make synth` builds it, but for its environments, which it takes from a file beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "render-"));
  await build({
    entryPoints: [join(root, "main.ts")],
    outfile: join(folder, "main.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: "environments",
        setup: ({ onResolve }) =>
          onResolve({ filter: /environments\/index\.ts$/ }, () => ({ path: "./environments.mjs", external: true })),
      },
    ],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dist = () => join(folder, "dist");
const before = "apiVersion: v1\n";

beforeEach(() => {
  rmSync(dist(), { recursive: true, force: true });
  rmSync(join(folder, "lib"), { force: true });
  mkdirSync(join(dist(), "development"), { recursive: true });
  writeFileSync(join(dist(), "development", "10-namespaces.k8s.yaml"), before);
});

function run(literals: string): { status: number | null; lines: string[]; output: string } {
  writeFileSync(join(folder, "environments.mjs"), literals);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" });
  return { status, lines: stderr.split("\n").filter((line) => line !== ""), output: stdout };
}

const only = (...all: readonly Environment[]) => `export const environments = ${JSON.stringify(all)};`;

function expectUntouched(): void {
  expect(filesBelow(dist())).toEqual(["development/10-namespaces.k8s.yaml"]);
  expect(readFileSync(join(dist(), "development", "10-namespaces.k8s.yaml"), "utf8")).toBe(before);
}

describe("what cannot be", () => {
  it("ends in one line with field, value, rule and remedy, and dist stays as it was", () => {
    const { status, lines, output } = run(only(changed(development, { "prometheus.scrapeTimeout": "30s" })));
    expect(lines).toEqual([
      "development: prometheus.scrapeTimeout is 30s; a scrape ends before the next begins: set 15s or less",
    ]);
    expect(status).toBe(1);
    expect(output).toBe("");
    expectUntouched();
  });

  it("is told all at once, a line for each field", () => {
    const { lines } = run(
      only(changed(development, { "prometheus.scrapeTimeout": "30s", "grafana.externalUrl": "http://a/" })),
    );
    expect(lines.map((line) => line.split(" ")[1])).toEqual(
      expect.arrayContaining(["prometheus.scrapeTimeout", "grafana.externalUrl"]),
    );
    expect(lines.join("\n")).not.toMatch(/^\s+at /m);
  });

  it("is also a runbook that is not there", () => {
    const { status, lines } = run(only(development));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^runbooks are missing: lib\/mixins\//);
    expect(status).toBe(1);
    expectUntouched();
  });
});

it("shows where a mistake of the program itself is", () => {
  const { status, lines } = run('export const environments = [{ get name() { throw new TypeError("a mistake"); } }];');
  expect(lines.join("\n")).toMatch(/TypeError: a mistake\n\s+at /);
  expect(status).toBe(1);
  expectUntouched();
});

it("replaces what was there when everything renders, and the second time touches nothing", () => {
  symlinkSync(join(root, "lib"), join(folder, "lib"));
  expect(run(only(...environments))).toEqual({ status: 0, lines: [], output: "" });
  const files = filesBelow(dist());
  expect(files).toContain("argocd/10-environments.k8s.yaml");
  expect(readFileSync(join(dist(), "development", "10-namespaces.k8s.yaml"), "utf8")).toContain("kind: Namespace");
  const times = () => files.map((path) => statSync(join(dist(), path)).mtimeMs);
  const first = times();
  expect(run(only(...environments)).status).toBe(0);
  expect(times()).toEqual(first);
});
