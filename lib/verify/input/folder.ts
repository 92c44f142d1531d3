import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../fault.ts";
import { unreadable } from "./source.ts";

/**
 * The files below a folder that may hold objects, in the order of their names. What begins with a point is left out, as are libraries.
 *
 * @throws Fault where a folder cannot be read, or is a chart, which must be rendered first.
 */
export function filesIn(folder: string): readonly string[] {
  const seen = new Set<string>();
  const below = (path: string): readonly string[] => {
    // A link may lead back.
    const real = realpathSync(path);
    if (seen.has(real)) return [];
    seen.add(real);
    const names = readdirSync(path).sort();
    if (names.includes("Chart.yaml"))
      throw new Fault(`${path}: it is a chart: verify what it renders, \`helm template ${path} | verify -\``);
    return names
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .flatMap((name) => {
        const file = join(path, name);
        const stat = statSync(file, { throwIfNoEntry: false });
        if (stat?.isDirectory()) return below(file);
        return stat?.isFile() && /\.(?:ya?ml|json)$/i.test(name) ? [file] : [];
      });
  };
  try {
    return below(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** Whether a path is a folder; what is not there is none. */
export const isFolder = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw unreadable(path, error);
  }
};
