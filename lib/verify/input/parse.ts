import { YAMLException } from "js-yaml";
import { Fault } from "../../fault.ts";
import { valuesIn } from "../yaml.ts";
import { mayHaveAliases, unfoldable } from "./aliases.ts";
import { withoutSchemas } from "./definitions.ts";
import { Lines } from "./lines.ts";
import { mapAsKey, mayHaveMapAsKey } from "./map-as-key.ts";
import { Outline } from "./outline.ts";
import { countLines, linesBefore, partsOf } from "./parts.ts";

/** A document of a file. */
export interface Document {
  readonly value: unknown;
  /** The line of its first key, from 1. */
  readonly line: number;
}

/**
 * The documents of a file, as many as there are; those that hold nothing are left out.
 *
 * @throws Fault with file, line and column where the text is no YAML that an object can be made of.
 */
export function parse(file: string, text: string): readonly Document[] {
  let line = 1;
  let before = "";
  const found: Document[] = [];
  for (const part of partsOf(text)) {
    // Most files have one document, whose lines nobody needs to count.
    line += countLines(before);
    before = part;
    for (const value of valuesOf(file, part, line)) {
      if (value === null || value === undefined) continue;
      found.push({ value, line: line + linesBefore(part) });
    }
  }
  return found;
}

function valuesOf(file: string, part: string, line: number): readonly unknown[] {
  // Directives stand before the mark of their document: `%YAML 1.1`.
  if (!/^(?!%|#|\s*$)/m.test(part)) return [];
  const { values, text } = loaded(file, part, line);
  if (mayHaveAliases(text))
    for (const value of values) {
      const fault = unfoldable(value);
      if (fault)
        throw new Fault(`${file}:${line + lineIn(part, fault.field)}: ${fault.field}: ${fault.what}: write it out`);
    }
  if (mayHaveMapAsKey(text))
    for (const value of values) {
      const found = mapAsKey(value);
      if (found) throw keyFault(file, part, line, found.field);
    }
  return values;
}

const lineIn = (part: string, field: string): number => new Outline(new Lines(part)).lineOf(field);

function keyFault(file: string, part: string, first: number, field: string): Fault {
  const line = lineIn(part, field);
  const text = part.split("\n")[line] ?? "";
  const column = text.search(/\{[ \t]*\{|\?/);
  const position = `${file}:${first + line}:${column + 1 || 1}`;
  if (text.includes("{{")) return new Fault(`${position}: ${unrendered}`);
  return new Fault(`${position}: a map is the key of another one: write a word`);
}

/** The values of a text, and what of the text they were read from. */
interface Loaded {
  readonly values: readonly unknown[];
  readonly text: string;
}

function loaded(file: string, part: string, line: number): Loaded {
  const text = withoutSchemas(part);
  try {
    return { values: valuesIn(text), text };
  } catch {
    // An anchor may stand in what was left out.
    return whole(file, part, line);
  }
}

/** More apostrophes than anybody escapes in a document; each is another try. */
const mostApostrophes = 100;

function whole(file: string, part: string, line: number): Loaded {
  let text = part;
  for (let tries = 0; ; tries += 1)
    try {
      return { values: valuesIn(text), text };
    } catch (error) {
      const at = tries < mostApostrophes ? escapedApostrophe(error, text) : undefined;
      if (at === undefined) throw asFault(error, file, part, line);
      text = `${text.slice(0, at - 1)}'${text.slice(at + 1)}`;
    }
}

/** Where YAML stumbles over an escape that it does not know, and that the parser behind kubectl takes: `"\'"`. */
function escapedApostrophe(error: unknown, text: string): number | undefined {
  const { reason = "", mark } = error instanceof YAMLException ? error : {};
  const at = mark?.position ?? 0;
  return reason.startsWith("unknown escape") && text.slice(at - 1, at + 1) === "\\'" ? at : undefined;
}

const unrendered = "it is a template: render it first, a chart with `helm template CHART | verify -`";

/** Prometheus fills these in itself, whenever an alert fires. */
const ofAlerts = /\{\{[^}]*\$(?:value|labels|externalLabels)\b/;

/** Whether another program makes YAML of a text: by what stands on the line that is none, or by a condition around all of it. */
function isTemplate(part: string, wrong: string): boolean {
  if (/^\{\{-?\s*(?:if|range|with|define|template|include)\b/m.test(part)) return true;
  return (wrong.includes("{%") || (part.includes("{{") && /\{\{|\}\}/.test(wrong))) && !ofAlerts.test(wrong);
}

/** One line for what js-yaml says in many. */
function asFault(error: unknown, file: string, part: string, first: number): unknown {
  if (!(error instanceof YAMLException)) return error;
  const { line = 0, column = 0 } = error.mark ?? {};
  const position = `${file}:${first + line}:${column + 1}`;
  const wrong = part.split("\n")[line] ?? "";
  const conflict = /^<{7} .*$/m.exec(part);
  if (conflict) {
    const at = first + countLines(part.slice(0, conflict.index));
    return new Fault(`${file}:${at}:1: two versions of it are not merged: choose one, and remove the marks of Git`);
  }
  if (isTemplate(part, wrong)) return new Fault(`${position}: ${unrendered}`);
  const [what, remedy] = inWords(error.reason, wrong.slice(column));
  return new Fault(`${position}: ${what}: ${remedy}`);
}

function inWords(reason: string, at: string): readonly [string, string] {
  if (reason.startsWith("duplicated mapping key"))
    return [`key ${(/^[^:\s]+/.exec(at)?.[0] ?? "").slice(0, 80)} stands twice in its map`, "remove one"];
  if (reason.startsWith("tab characters")) return ["a tab indents", "indent with spaces"];
  if (reason.startsWith("nesting exceeded")) return ["it is nested more than 100 deep", "no object of Kubernetes is"];
  return [`it is no YAML: ${reason.replace(/\s+/g, " ").slice(0, 160)}`, "mend this line or the one above"];
}
