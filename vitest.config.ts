import { relative } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/live/**"],
    // No test replaces a module or keeps what another one could see, and to load all of them anew for each file takes most of the time.
    isolate: false,
    // Snapshots have a folder of their own that mirrors `test/`.
    resolveSnapshotPath: (path, extension) =>
      `${import.meta.dirname}/__snapshots__/${relative(`${import.meta.dirname}/test`, path)}${extension}`,
  },
});
