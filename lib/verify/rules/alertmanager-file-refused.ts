import { configurationFilesOf } from "../model/alertmanager/alertmanager.ts";
import { alertmanagerFields } from "../model/alertmanager/alertmanager-fields.ts";
import { filePart } from "../model/alertmanager/alertmanager-file.ts";
import type { Part } from "../model/alertmanager/alertmanager-part.ts";
import { isMatchers } from "../model/alertmanager/matcher.ts";
import { firstYamlIn, isEncrypted, type ObjectFile, whyNoYaml } from "../model/embedded.ts";
import { fieldsIn } from "../model/file-fields.ts";
import { near } from "../model/near.ts";
import { placeholderIn } from "../model/placeholder.ts";
import type { Found, Rule } from "../rule.ts";

/**
 * A configuration with which Alertmanager does not start, and which the operator does not take.
 *
 * Source: https://github.com/prometheus/alertmanager/blob/v0.34.0/config/config.go, Load and UnmarshalYAML.
 */
export const alertmanagerFileRefused: Rule = {
  id: "alertmanager-file-refused",
  topic: "alerts",
  severity: "error",
  sentence:
    "The configuration of an Alertmanager is YAML, with the fields, names and matchers that Alertmanager takes.",
  why: "Alertmanager does not start with it; one that runs keeps what it had, and says so in its log, or its operator does.",
  remedy: "mend the file: amtool check-config says the same",
  *check(cluster) {
    for (const file of configurationFilesOf(cluster)) {
      const { object, field, text } = file;
      if (isEncrypted(text)) continue;
      const reason = whyNoYaml(text);
      if (reason !== undefined) {
        const open = placeholderIn(text.replace(/\{\{\s*(end|else)\s*\}\}/g, ""));
        const unless = open === undefined ? {} : { uncertain: `${open} may be filled in before it is applied` };
        yield { object, field, what: `it is no YAML: ${reason}`, ...unless };
      } else for (const fault of faultsIn(file)) yield { object, ...fault };
    }
  },
};

type Fault = Pick<Found, "field" | "value" | "what" | "remedy">;

function* faultsIn(file: ObjectFile): Iterable<Fault> {
  const content = firstYamlIn(file.text);
  if (typeof content !== "object" || content === null || Array.isArray(content)) return;
  for (const { field, name, value, names } of fieldsIn(content, alertmanagerFields(), file.field)) {
    if (!names.has(name)) yield { field, what: "Alertmanager knows no such field", ...near(name, names) };
    else if (/^(source_|target_)?matchers$/.test(name)) yield* faultsOfMatchers(value, field);
  }
  const part = filePart(file);
  if (part === undefined) return;
  if (!("route" in content) || content.route === null) yield { field: file.field, what: "there is no route" };
  yield* faultsOfRoot(part);
  yield* faultsOfNames(part, file.field);
}

const form = 'a matcher is a text such as severity="critical"';

function* faultsOfMatchers(value: unknown, field: string): Iterable<Fault> {
  if (value === null || value === undefined) return;
  if (!Array.isArray(value)) yield { field, what: `it takes a list; ${form}` };
  else
    for (const [index, each] of value.entries()) {
      const at = `${field}[${index}]`;
      if (typeof each === "string" ? !isMatchers(each) : typeof each === "object" && each !== null)
        yield {
          field: at,
          value: typeof each === "string" ? each : JSON.stringify(each),
          what: `this is none: ${form}`,
        };
    }
}

function* faultsOfRoot({ route }: Part): Iterable<Fault> {
  if (route === undefined) return;
  const { field, matchers, intervals } = route;
  const first = "the first of all routes is for every alert";
  if (matchers.length > 0) yield { field, what: `${first}, and may have no matchers` };
  if (intervals.length > 0) yield { field, what: `${first}, and may have no time intervals` };
  if (route.continue) yield { field: `${field}.continue`, what: `${first}: there is none to go on to` };
}

function* faultsOfNames({ receivers, intervals }: Part, at: string): Iterable<Fault> {
  const names = new Set<string>();
  for (const { field, name } of receivers) {
    if (name === "") yield { field, what: "a receiver has no name" };
    else if (names.has(name)) yield { field, value: name, what: "another receiver has this name, too" };
    names.add(name);
  }
  for (const [index, name] of intervals.entries())
    if (intervals.indexOf(name) !== index)
      yield { field: `${at}.time_intervals`, value: name, what: "two time intervals have this name" };
}
