import { defineConfig } from "vitest/config";

/** One cluster, one order: what is installed first is looked at later. */
export default defineConfig({
  test: {
    include: ["test/live/**/*.live.ts"],
    fileParallelism: false,
    bail: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ["verbose"],
  },
});
