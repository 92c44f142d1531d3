import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Fault } from "../../fault.ts";
import { unreadable } from "./source.ts";

/** What is below a folder. */
export interface Below {
  readonly files: readonly string[];
  /** Folders of charts, whose files are no objects before they are rendered. */
  readonly charts: readonly string[];
}

/**
 * The files below a folder that may hold objects, in the order of their names. What begins with a point is left out, as are libraries of
 * Node and Go.
 *
 * @throws Fault where a folder cannot be read, or is itself a chart.
 */
export function filesIn(folder: string): Below {
  const seen = new Set<string>();
  const charts: string[] = [];
  const below = (path: string): readonly string[] => {
    // A link may lead back.
    const real = realpathSync(path);
    if (seen.has(real)) return [];
    seen.add(real);
    const names = readdirSync(path).sort();
    if (names.includes("Chart.yaml")) {
      charts.push(path);
      return [];
    }
    if (names.includes("modules.txt") && basename(path) === "vendor") return [];
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
    const files = below(folder);
    if (charts[0] === folder)
      throw new Fault(`${folder}: it is a chart: verify what it renders, \`helm template ${folder} | verify -\``);
    return { files, charts };
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
