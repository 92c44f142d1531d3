import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";

const program = join(import.meta.dirname, "live/compare");
const folder = mkdtempSync(join(tmpdir(), "compare-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const object = (version: number, replicas: number, ready: number) =>
  `kind: Deployment\nmetadata:\n  name: web\n  resourceVersion: "${version}"\nspec:\n  replicas: ${replicas}\nstatus:\n  ready: ${ready}\n`;

/** What `kubectl diff` would say of an object before and after; nothing where it is not there. */
function compared(before: string | undefined, after: string): { status: number | null; stdout: string } {
  for (const [name, text] of Object.entries({ before, after })) {
    mkdirSync(join(folder, name), { recursive: true });
    if (text !== undefined) writeFileSync(join(folder, name, "web"), text);
  }
  return spawnSync(program, [join(folder, "before"), join(folder, "after")], { encoding: "utf8" });
}

it("says nothing of what controllers write", () =>
  expect(compared(object(1, 2, 0), object(2, 2, 2))).toMatchObject({ status: 0, stdout: "" }));

it("says what else differs", () =>
  expect(compared(object(1, 2, 0), object(2, 3, 0))).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/-\s+replicas: 2\n\+\s+replicas: 3\n/),
  }));

it("says what is not there yet", () =>
  expect(compared(undefined, object(1, 2, 0))).toMatchObject({ status: 1, stdout: expect.stringContaining("+kind") }));
