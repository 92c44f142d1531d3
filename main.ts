import { Fault } from "./lib/fault.ts";
import { shortRun } from "./lib/short-run.ts";

/** Renders all environments into `dist/`; a fault of theirs ends in its own lines, exit code 1, and an untouched `dist/`. */
async function main(): Promise<void> {
  try {
    // Imported here: what is wrong with a rule is found when its module is loaded.
    const { render } = await import("./render.ts");
    const { write } = await import("./lib/output.ts");
    const files = render();
    write("dist", files);
    // `cdk8s synth` wants to find what was made in a folder of its own, which it deletes before.
    const { CDK8S_OUTDIR: listed } = process.env;
    if (listed !== undefined) write(listed, files);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

shortRun(1_000_000);
await main();
