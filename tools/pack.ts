import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { familiesOf, type Recorded } from "../lib/contracts/contract.ts";

const root = join(import.meta.dirname, "..");

/**
 * To verify, recordings are data: thousands of calls of `counter` and `gauge` take longer to compile and run than a program's families
 * take as JSON, parsed once somebody asks for them.
 */
const recordings: Plugin = {
  name: "recordings",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]imports[\\/]metrics[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
      const { source, ...families } = (await import(pathToFileURL(path).href)) as Recorded;
      // Metrics are functions, of which JSON would keep nothing.
      const data = [...familiesOf({ source, ...families }).values()].map((family) => ({ ...family }));
      const text = (value: unknown) => JSON.stringify(value);
      return {
        contents: `export const source = ${text(source)}; export const all = { get families() { return JSON.parse(${text(text(data))}); } };`,
      };
    });
  },
};

/** Bundles verify into one file that needs nothing else. */
export async function pack(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, "lib/verify/cli.ts")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    plugins: [recordings],
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await pack(join(root, "build/verify.mjs"));
