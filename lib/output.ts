import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** File contents by their path below a folder. */
export type Files = ReadonlyMap<string, string>;

/**
 * Makes a folder hold exactly these files. Each is written beside its place and moved there, so that no reader sees half of one;
 * those that are already right are not touched, which is faster and keeps their times.
 */
export function write(folder: string, files: Files): void {
  for (const [path, content] of files) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file, "utf8") === content) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  }
  for (const path of filesBelow(folder)) if (!files.has(path)) rmSync(join(folder, path));
}

/** Paths of all files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
