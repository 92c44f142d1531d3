#!/usr/bin/env node
import manifest from "../../package.json" with { type: "json" };
import { Fault } from "../fault.ts";
import { shortRun } from "../short-run.ts";
import { run } from "./command/run.ts";

/** The program: what cannot be read ends in its own lines and exit code 1. */
async function main(): Promise<void> {
  // https://no-color.org
  const { NO_COLOR } = process.env;
  // Whoever reads the output may have seen enough: `verify . | head`.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));
  try {
    const {
      output,
      unread = [],
      code,
    } = await run(process.argv.slice(2), {
      input: process.stdin,
      color: process.stdout.isTTY === true && (NO_COLOR === undefined || NO_COLOR === ""),
      version: manifest.version,
    });
    for (const line of unread) console.error(line);
    // Nothing is left to do once it is written, not even to clear away the memory.
    process.stdout.write(output, (error) => error ?? process.exit(code));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

shortRun(400_000);
await main();
