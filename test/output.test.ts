import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Files, filesBelow, write } from "../lib/output.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "output-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const contents = (): Map<string, string> =>
  new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));

/** Puts the times of all files into the past; those that are written again have others. */
function age(): void {
  for (const path of filesBelow(folder)) utimesSync(join(folder, path), 1, 1);
}
const touched = () => filesBelow(folder).filter((path) => statSync(join(folder, path)).mtimeMs > 1000);

it("makes folders as it needs them", () => {
  write(join(folder, "dist"), new Map([["a/b/c", "text"]]));
  expect(contents()).toEqual(new Map([["dist/a/b/c", "text"]]));
});

it("touches only what has changed", () => {
  write(folder, new Map([...["same", "other"].map((name) => [`a/${name}`, "1"] as const)]));
  age();
  write(
    folder,
    new Map([
      ...[
        ["same", "1"],
        ["other", "2"],
        ["new", "3"],
      ].map(([name = "", text = ""]) => [`a/${name}`, text] as const),
    ]),
  );
  expect(touched().sort()).toEqual(["a/new", "a/other"]);
});

it("removes what is left of earlier, half-written files included", () => {
  for (const path of ["a/stale", "a/b/stale", "a/kept.new"]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "old");
  }
  write(folder, new Map([["a/kept", "text"]]));
  expect(contents()).toEqual(new Map([["a/kept", "text"]]));
});

it("finds no files where there is no folder", () => expect(filesBelow(join(folder, "nowhere"))).toEqual([]));

it("leaves exactly these files, whatever was there", () => {
  const path = fc
    .tuple(fc.constantFrom("a", "b", "c/d"), fc.stringMatching(/^[a-z]{1,3}\.yaml$/))
    .map((parts) => parts.join("/"));
  const files = fc.array(fc.tuple(path, fc.string())).map((pairs): Files => new Map(pairs));
  fc.assert(
    fc.property(files, files, (before, after) => {
      write(folder, before);
      age();
      write(folder, after);
      expect([...contents()].sort()).toEqual([...after].sort());
      expect(touched().sort()).toEqual(
        [...after]
          .filter(([path, text]) => before.get(path) !== text)
          .map(([path]) => path)
          .sort(),
      );
    }),
    { numRuns: 50 },
  );
  expect(existsSync(folder)).toBe(true);
});
