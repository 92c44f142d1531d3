import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { environments } from "../lib/environments/index.ts";
import { type Cost, measure, print } from "./measure.ts";

const root = join(import.meta.dirname, "..");
/** Each run is a process of its own, as `make synth` starts one. */
const runs = 5;
const sizes = [10, 100, 1000] as const;

/** Bundles a program as the Makefile does with `main.ts`. */
async function bundle(entry: string, outfile: string): Promise<string> {
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const options = { bundle: true, platform: "node", target: "node20", format: "esm", banner: { js: banner } } as const;
  await build({ entryPoints: [join(root, entry)], outfile, ...options });
  return outfile;
}

/** Time and memory of rendering all environments, and one with more and more applications. */
async function main(folder: string): Promise<void> {
  // Runbooks are looked for there, and `dist/` is written there.
  symlinkSync(join(root, "lib"), join(folder, "lib"));
  const ours = await bundle("main.ts", join(folder, "main.mjs"));
  const many = await bundle("bench/applications.ts", join(folder, "applications.mjs"));
  console.log(`median of ${runs} runs, whole processes of Node ${process.version}\n`);
  print(`${environments.length} environments`, measure(ours, [], folder, runs));
  const costs = sizes.map((size) => ({ size, ...measure(many, [String(size)], folder, runs) }));
  costs.forEach((cost, index) => {
    const before = costs[index - 1];
    print(`${cost.size} applications`, cost, before && `  ${perApplication(before, cost)} ms for each more`);
  });
}

/** The slope between two sizes: the same for all of them where growth is linear. */
const perApplication = (before: Cost & { size: number }, { size, processMilliseconds }: Cost & { size: number }) =>
  ((processMilliseconds - before.processMilliseconds) / (size - before.size)).toFixed(2);

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  await main(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
