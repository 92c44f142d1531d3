import { relative } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/live/**"],
    // Snapshots have a folder of their own that mirrors `test/`.
    resolveSnapshotPath: (path, extension) =>
      `${import.meta.dirname}/__snapshots__/${relative(`${import.meta.dirname}/test`, path)}${extension}`,
  },
});
