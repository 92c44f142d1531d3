import { basename, normalize } from "node:path";
import { Fault } from "../../fault.ts";
import { isKind } from "../model/kinds.ts";
import { patchesOf } from "../model/kustomizations.ts";
import type { Manifest } from "../model/manifest.ts";
import { NoObject, readObject } from "../model/read-object.ts";
import { type Below, filesIn, isFolder } from "./folder.ts";
import { type Document, parse } from "./parse.ts";
import { readSource, type Source } from "./source.ts";

/** What somebody asks to verify. */
export interface Input {
  readonly manifests: readonly Manifest[];
  /** The text of each file that holds objects, by the name that its objects bear. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files of folders that hold other YAML. */
  readonly skipped: readonly string[];
  /** Folders of charts, which were left out. */
  readonly charts: readonly string[];
  /** A line for each file of a folder that cannot be read, which was left out. */
  readonly unread: readonly string[];
}

/**
 * The objects in files, folders and standard input, in order.
 *
 * @param namespace To which objects go that name none.
 * @throws Fault with a line for each file that somebody names and that cannot be read, and where nothing is left to verify.
 */
export async function read(
  paths: readonly string[],
  standardInput: () => Promise<Source>,
  namespace?: string,
): Promise<Input> {
  const manifests: Manifest[] = [];
  const texts = new Map<string, string>();
  const skipped: string[] = [];
  const charts: string[] = [];
  const faults: { readonly file: string; readonly message: string; readonly isFound: boolean }[] = [];
  for (const path of paths) {
    const before = manifests.length;
    const found = isFolder(path) ? filesIn(path) : undefined;
    charts.push(...(found?.charts ?? []));
    for (const file of found?.files ?? [path]) {
      try {
        const source = file === "-" ? await standardInput() : readSource(file);
        const objects = objectsOf(source, found !== undefined, namespace);
        if (objects === undefined) skipped.push(file);
        else texts.set(file, source.text);
        for (const object of objects ?? []) manifests.push(object);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push({ file, message: error.message, isFound: found !== undefined });
      }
    }
    if (manifests.length === before && faults.length === 0)
      faults.push({ file: path, message: nothing(path, found), isFound: false });
  }
  const patches = patchesOf(manifests);
  const left = faults.filter(({ file }) => !patches.has(normalize(file)));
  const unread = left.map(({ message }) => message);
  if (left.some(({ isFound }) => !isFound) || (left.length > 0 && manifests.length === 0))
    throw new Fault(unread.join("\n"));
  for (const file of texts.keys())
    if (patches.has(normalize(file))) {
      skipped.push(file);
      texts.delete(file);
    }
  const objects = manifests.filter(({ origin }) => !patches.has(normalize(origin.file)));
  return { manifests: objects, texts, skipped, charts, unread };
}

function nothing(path: string, found: Below | undefined): string {
  if (path === "-") return "-: there is nothing in standard input: did the command before it fail?";
  if (found === undefined) return `${path}: there is nothing in it: name a file with objects`;
  const [chart] = found.charts;
  if (chart !== undefined)
    return `${path}: there are no objects beside charts: verify what each renders, \`helm template ${chart} | verify -\``;
  return `${path}: there are no objects in its ${found.files.length} files of YAML or JSON: name another folder`;
}

/** The objects of a text; nothing where a file in a folder is about something else, a chart's values say. */
function objectsOf({ file, text }: Source, isFound: boolean, namespace?: string): readonly Manifest[] | undefined {
  const isKustomization = /^kustomization\.ya?ml$/.test(basename(file));
  if (isFound && !isKustomization && !/\b(?:apiVersion|kind)["']?[ \t]*:/.test(text)) return undefined;
  const documents = parse(file, text).map((each) => (isKustomization ? named(each) : each));
  if (isFound && documents.length > 0 && !documents.some(isMeant)) return undefined;
  return documents.flatMap(({ value, line }) => {
    try {
      return readObject(value, { file, line }, namespace);
    } catch (error) {
      if (!(error instanceof NoObject)) throw error;
      throw new Fault(`${file}:${line}:1: ${error.message}: ${error.remedy}`);
    }
  });
}

/** A kustomization need not say what it is: its file's name does. */
const named = ({ value, line }: Document): Document => ({
  value: isMap(value) ? { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", ...value } : value,
  line,
});

const isMap = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** Other programs have kinds without versions as well; Grafana's files and indexes of charts have versions, and no kind. */
const isMeant = ({ value }: Document): boolean => {
  if (!isMap(value)) return false;
  const { apiVersion, kind, metadata } = value as Readonly<Record<string, unknown>>;
  return apiVersion === undefined
    ? typeof kind === "string" && isKind(kind) && metadata !== undefined
    : kind !== undefined || (typeof apiVersion !== "number" && metadata !== undefined);
};
