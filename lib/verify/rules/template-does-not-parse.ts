import { configurationsOf } from "../model/alertmanager/alertmanager.ts";
import { alertsOf } from "../model/alertmanager/alerts.ts";
import { alertmanagerFunctions, prometheusFunctions, templateFault } from "../model/alertmanager/go-template.ts";
import type { Rule } from "../rule.ts";

/** A text for people that neither Prometheus nor Alertmanager can fill in. */
export const templateDoesNotParse: Rule = {
  id: "template-does-not-parse",
  topic: "alerts",
  severity: "error",
  sentence: "Templates in annotations, labels and messages parse, with functions that are there.",
  why: "Prometheus refuses the rule file; Alertmanager refuses its configuration or sends nothing.",
  remedy: "mend the template; {{ $value | humanize }} is a good example",
  *check(cluster) {
    for (const { object, field, name, annotations, labels } of alertsOf(cluster))
      for (const [part, texts] of Object.entries({ annotations, labels }))
        for (const [key, text] of Object.entries(texts)) {
          const fault = text.includes("{{") ? templateFault(text, prometheusFunctions) : undefined;
          if (fault) yield { object, field: `${field}.${part}.${key}`, what: `alert ${name}: ${fault}` };
        }
    for (const { receivers } of configurationsOf(cluster))
      for (const { object, field, integrations } of receivers.values())
        for (const [at, text] of textsIn(integrations, field)) {
          const fault = text.includes("{{") ? templateFault(text, alertmanagerFunctions) : undefined;
          if (fault) yield { object, field: at, what: fault };
        }
  },
};

/** All strings below a value, with the names of their fields. */
function* textsIn(value: unknown, field: string): Iterable<readonly [string, string]> {
  if (typeof value === "string") yield [field, value];
  else if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* textsIn(each, `${field}[${index}]`);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) yield* textsIn(each, `${field}.${name}`);
}
