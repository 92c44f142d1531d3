import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { Fault } from "../../../lib/fault.ts";
import { type Ending, run } from "../../../lib/verify/command/run.ts";

/** What the program ends with: output and code, or the lines of its fault. */
export async function ran(args: readonly string[], input: string | Buffer = ""): Promise<Ending | string> {
  async function* stream() {
    yield Buffer.from(input);
  }
  try {
    return await run(args, { input: stream(), color: false, version: "1.2.3" });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.message;
  }
}

/** A folder with some files, until the test has ended. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
