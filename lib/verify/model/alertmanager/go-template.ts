/** What text/template and its HTML kin know by themselves. Source: https://pkg.go.dev/text/template#hdr-Functions */
const builtIn = [
  ...["and", "call", "html", "index", "js", "len", "not", "or", "print", "printf", "println", "slice", "urlquery"],
  ...["eq", "ge", "gt", "le", "lt", "ne", "break", "continue", "true", "false", "nil"],
];

/** Functions of Prometheus in annotations and labels of alerts. Source: https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
export const prometheusFunctions: ReadonlySet<string> = new Set([
  ...builtIn,
  ...["query", "first", "label", "value", "sortByLabel", "strvalue", "args", "reReplaceAll", "safeHtml", "match"],
  ...["title", "toUpper", "toLower", "graphLink", "tableLink", "stripPort", "stripDomain", "pathPrefix", "externalURL"],
  ...[
    "humanize",
    "humanize1024",
    "humanizeDuration",
    "humanizePercentage",
    "humanizeTimestamp",
    "parseDuration",
    "toTime",
  ],
  ...["now", "toDuration", "urlQueryEscape"],
]);

/** Functions of Alertmanager in messages. Source: https://prometheus.io/docs/alerting/latest/notifications/#functions */
export const alertmanagerFunctions: ReadonlySet<string> = new Set([
  ...builtIn,
  ...[
    "toUpper",
    "toLower",
    "title",
    "trimSpace",
    "join",
    "match",
    "safeHtml",
    "safeUrl",
    "urlUnescape",
    "reReplaceAll",
  ],
  ...[
    "stringSlice",
    "routeLabels",
    "date",
    "toDate",
    "mustToDate",
    "tz",
    "now",
    "since",
    "humanizeDuration",
    "toJson",
    "list",
    "append",
    "dict",
  ],
]);

/** Actions that wait for an `end`. */
const blocks = new Set(["if", "range", "with", "define", "block"]);

/** Variables that Prometheus defines before the text. */
const predefined = ["$labels", "$value", "$externalLabels", "$externalURL", "$"];

/** A string, a raw string, a variable, a field, a word, a number, or one sign. */
const token =
  /\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|\$\w*(?:\.\w+)*|(?:\.\w+)+|[A-Za-z_]\w*|[+-]?[\d.]+\w*|:=|[=|(),.]/y;

/**
 * What is wrong with a template of Go, in a few words; nothing where Go would parse it. Fields are not checked: which there are
 * depends on the data.
 */
export function templateFault(text: string, functions: ReadonlySet<string>): string | undefined {
  const open: { readonly keyword: string; readonly variables: number }[] = [];
  const variables = [...predefined];
  let at = text.indexOf("{{");
  while (at >= 0) {
    const end = endOf(text, at);
    if (end === undefined) return `"${text.slice(at, at + 20)}" is not closed with }}`;
    const action = text
      .slice(at + 2, end)
      .replace(/^-\s/, " ")
      .replace(/\s-$/, " ")
      .trim();
    const fault = action.startsWith("/*") ? undefined : actionFault(action, functions, open, variables);
    if (fault !== undefined) return `${fault}, in {{ ${action} }}`;
    at = text.indexOf("{{", end);
  }
  const last = open.at(-1);
  return last && `{{ ${last.keyword} }} has no {{ end }}`;
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
