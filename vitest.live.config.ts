import { defineConfig } from "vitest/config";

/** One cluster, one order: what is installed first is looked at later, and after a failure nothing can be said any more. */
export default defineConfig({
  test: {
    include: ["test/live/**/*.live.ts"],
    fileParallelism: false,
    bail: 1,
    testTimeout: 900_000,
    hookTimeout: 120_000,
    reporters: ["verbose"],
    // Lines of progress as they are.
    disableConsoleIntercept: true,
  },
});
