import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environments } from "../lib/environments/index.ts";
import { pack } from "../tools/pack.ts";
import { measure, print } from "./measure.ts";
import { manyObjects } from "./objects.ts";

const root = join(import.meta.dirname, "..");
/** Each run is a process of its own, as somebody starts one. */
const runs = 3;
const sizes = [2_500, 5_000, 10_000, 20_000] as const;

/** Time and memory of verifying: our environments, generated objects, and somebody's folder behind `VERIFY`. */
async function main(folder: string): Promise<void> {
  const program = join(folder, "verify.mjs");
  await pack(program);
  const verify = (...args: string[]) => measure(program, args, folder, runs, [0, 1]);
  console.log(`\nverify: median of ${runs} runs\n`);
  print("start", verify("--version"));
  for (const { name } of environments) print(name, verify("--complete", join(root, "dist", name)));
  for (const size of sizes) {
    const file = join(folder, `${size}.yaml`);
    writeFileSync(file, manyObjects(size));
    print(`${size} objects`, verify("--complete", file));
  }
  const somebodys = process.env["VERIFY"];
  if (somebodys) print(somebodys, verify(resolve(somebodys)));
}

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
