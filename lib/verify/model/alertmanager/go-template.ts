import { near } from "../near.ts";
import { ofOthers, type TemplateLanguage } from "./template-language.ts";

/** Actions that wait for an `end`. */
const blocks = new Set(["if", "range", "with", "define", "block"]);

/** A string, a raw string, a variable, a field, a word, a number, or one sign. */
const token =
  /\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|\$\w*(?:\.\w+)*|(?:\.\w+)+|[A-Za-z_]\w*|[+-]?[\d.]+\w*|:=|[=|(),.]/y;
const everyToken = new RegExp(token.source, "g");

/** What is wrong with a template of Go, in a few words; nothing where Go would parse it. */
export function templateFault(text: string, { functions, variables: given }: TemplateLanguage): string | undefined {
  const open: { readonly keyword: string; readonly variables: number }[] = [];
  const variables = [...given];
  for (const { at, action } of actionsIn(text)) {
    if (action === undefined) return `"${text.slice(at, at + 20)}" is not closed with }}`;
    const fault = actionFault(action, functions, open, variables);
    if (fault !== undefined) return `${fault}, in {{ ${action} }}`;
  }
  const last = open.at(-1);
  return last && `{{ ${last.keyword} }} has no {{ end }}`;
}

/** The actions of a template but for comments, without their braces; nothing of one that is not closed. */
function* actionsIn(text: string): Iterable<{ readonly at: number; readonly action?: string }> {
  let at = text.indexOf("{{");
  while (at >= 0) {
    const end = endOf(text, at);
    if (end === undefined) return yield { at };
    const action = text
      .slice(at + 2, end)
      .replace(/^-\s/, " ")
      .replace(/\s-$/, " ")
      .trim();
    if (!action.startsWith("/*")) yield { at, action };
    at = text.indexOf("{{", end);
  }
}

/** A field of what a template is given. */
interface RootField {
  /** `Labels`, `pod`. */
  readonly path: readonly string[];
  /** Whether a condition asks for it. */
  readonly isTested: boolean;
}

/** Actions below which a point is something else; a `$` is what it was, but in templates of their own. */
const moving = new Set(["range", "with", "define", "block"]);
const naming = new Set(["define", "block"]);

/** The fields that a template takes of what it is given, where it is sure that it is that. */
export function* rootFieldsIn(text: string): Iterable<RootField> {
  const open: string[] = [];
  for (const { action = "" } of actionsIn(text)) {
    const [keyword = ""] = split(action);
    if (keyword === "end") open.pop();
    const isPoint = !open.some((each) => moving.has(each));
    const isRoot = !open.some((each) => naming.has(each));
    const isTested = /^(else\s+)?(if|with)\b/.test(action);
    for (const { 0: found, index } of action.matchAll(everyToken)) {
      const [first = "", ...path] = found.split(".");
      const isOurs = first === "" ? isPoint && action[index - 1] !== ")" : first === "$" && isRoot;
      if (isOurs && /^[A-Za-z_]/.test(path[0] ?? "")) yield { path, isTested };
    }
    if (blocks.has(keyword)) open.push(keyword);
  }
}

/** A field that what a template is given does not have: Go finds out when it fills the template in. */
export function unknownFieldIn(
  text: string,
  { fields }: TemplateLanguage,
): { readonly what: string; readonly remedy?: string; readonly uncertain?: string } | undefined {
  for (const { path } of rootFieldsIn(text)) {
    const [name = ""] = path;
    if (fields.includes(name)) continue;
    const meant = near(name, fields);
    const isSure = meant.remedy !== undefined || ofOthers.has(name);
    return {
      what: `there is no field .${path.join(".")} here, but for ${fields.map((each) => `.${each}`).join(", ")}`,
      ...meant,
      ...(!isSure && { uncertain: "it may be filled in before it is applied" }),
    };
  }
  return undefined;
}

/** The templates that a text defines, and those that it uses. */
export function namedIn(text: string): { readonly defined: readonly string[]; readonly used: readonly string[] } {
  const named = [...actionsIn(text)].flatMap(({ action = "" }) => {
    const [, keyword = "", name = ""] = /^(define|block|template)\s+["`]([^"`]+)["`]/.exec(action) ?? [];
    return name === "" ? [] : [{ keyword, name }];
  });
  return {
    defined: named.flatMap(({ keyword, name }) => (keyword === "template" ? [] : [name])),
    used: named.flatMap(({ keyword, name }) => (keyword === "template" ? [name] : [])),
  };
}

/** Where an action ends: at the first braces that stand in no string. */
function endOf(text: string, from: number): number | undefined {
  const part = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|\}\}/g;
  part.lastIndex = from + 2;
  for (let found = part.exec(text); found !== null; found = part.exec(text)) if (found[0] === "}}") return found.index;
  return undefined;
}

function actionFault(
  action: string,
  functions: ReadonlySet<string>,
  open: { readonly keyword: string; readonly variables: number }[],
  variables: string[],
): string | undefined {
  const [keyword = "", rest = ""] = split(action);
  if (keyword === "end") {
    const closed = open.pop();
    if (closed === undefined) return "end without a block";
    variables.length = closed.variables;
    return rest === "" ? undefined : "end takes nothing";
  }
  if (keyword === "else") {
    const { keyword: outer = "" } = open.at(-1) ?? {};
    if (!["if", "range", "with"].includes(outer)) return "else without if, range or with";
    return rest === "" ? undefined : pipelineFault(rest.replace(/^(if|with)\s/, ""), functions, variables);
  }
  if (blocks.has(keyword)) open.push({ keyword, variables: variables.length });
  if (keyword === "define" || keyword === "template" || keyword === "block") {
    const name = /^("(?:[^"\\]|\\.)*"|`[^`]*`)\s*/.exec(rest);
    if (name === null) return `${keyword} needs a name in quotes`;
    const pipeline = rest.slice(name[0].length);
    return pipeline === "" ? undefined : pipelineFault(pipeline, functions, variables);
  }
  if (blocks.has(keyword)) return rest === "" ? `${keyword} needs a value` : pipelineFault(rest, functions, variables);
  return action === "" ? "an empty action" : pipelineFault(action, functions, variables);
}

const split = (action: string): readonly string[] => /^([A-Za-z]+)(?:\s+([\s\S]*))?$/.exec(action)?.slice(1) ?? [];

function pipelineFault(text: string, functions: ReadonlySet<string>, variables: string[]): string | undefined {
  const declared = /^((?:\$\w+\s*,\s*)?\$\w+)\s*:=/.exec(text)?.[1];
  if (declared !== undefined) variables.push(...declared.split(",").map((name) => name.trim()));
  let depth = 0;
  let before = "|";
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined) return `"${text.slice(from, from + 10)}" is not understood`;
    if (found.trim() === "") continue;
    if (found === "(") depth += 1;
    if (found === ")") depth -= 1;
    if (depth < 0) return "a parenthesis too many";
    if (found === "|" && (before === "|" || before === "(")) return "a command is missing before |";
    if (found.startsWith("$") && !variables.includes(/^\$\w*/.exec(found)?.[0] ?? "")) return `${found} is not defined`;
    if (/^[A-Za-z_]\w*$/.test(found) && !functions.has(found)) return `there is no function ${found}`;
    before = found;
  }
  if (depth > 0) return "a parenthesis is not closed";
  return before === "|" ? "a command is missing after |" : undefined;
}
