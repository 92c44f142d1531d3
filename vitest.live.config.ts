import { defineConfig } from "vitest/config";
import { Page } from "./test/live/page.ts";

/** One cluster, one order, so one file: what is installed first is looked at later, and after a failure nothing can be said any more. */
export default defineConfig({
  test: {
    include: ["test/live/**/*.live.ts"],
    // Stored samples are looked at meanwhile.
    maxWorkers: 2,
    maxConcurrency: 10,
    bail: 1,
    testTimeout: 900_000,
    hookTimeout: 120_000,
    reporters: ["verbose", new Page()],
    // Lines of progress as they are.
    disableConsoleIntercept: true,
  },
});
