import { alertsOf } from "../model/alertmanager/alerts.ts";
import { namedIn, templateFault, unknownFieldIn } from "../model/alertmanager/go-template.ts";
import { type MessageTemplates, messageTemplatesOf } from "../model/alertmanager/message-templates.ts";
import {
  alertmanagerTemplates,
  payloadTemplates,
  prometheusTemplates,
  type TemplateLanguage,
} from "../model/alertmanager/template-language.ts";
import { idOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import type { Found, Rule } from "../rule.ts";

/** A text for people that neither Prometheus nor Alertmanager can fill in. */
export const templateDoesNotParse: Rule = {
  id: "template-does-not-parse",
  topic: "alerts",
  severity: "error",
  sentence: "Templates in annotations, labels and messages parse, with functions, fields and templates that are there.",
  why: "Prometheus refuses the rule file, or shows an error in the place of the text; Alertmanager refuses its configuration or sends nothing.",
  remedy: "mend the template; {{ $value | humanize }} is a good example",
  *check(cluster) {
    for (const { object, field, name, annotations, labels } of alertsOf(cluster))
      for (const [part, texts] of Object.entries({ annotations, labels }))
        for (const [key, text] of Object.entries(texts)) {
          const fault = faultIn(text, prometheusTemplates);
          if (fault) yield { object, field: `${field}.${part}.${key}`, ...fault, what: `alert ${name}: ${fault.what}` };
        }
    // A file or an AlertmanagerConfig may be told to several.
    const seen = new Set<string>();
    for (const { receivers, ...templates } of messageTemplatesOf(cluster))
      for (const { object, field: whole, integrations } of receivers)
        for (const [field, text] of textsIn(integrations, whole)) {
          const id = `${idOf(object)} ${field}`;
          const language = field.includes(".payload") ? payloadTemplates : alertmanagerTemplates;
          const fault = seen.has(id) ? undefined : (faultIn(text, language) ?? unknownTemplateIn(text, templates));
          if (fault === undefined) continue;
          seen.add(id);
          yield { object, field, ...fault };
        }
  },
};

type Fault = Pick<Found, "what" | "remedy" | "uncertain">;

function faultIn(text: string, language: TemplateLanguage): Fault | undefined {
  if (!text.includes("{{")) return undefined;
  const what = templateFault(text, language);
  if (what === undefined) return unknownFieldIn(text, language);
  if (language === prometheusTemplates) return { what };
  return {
    what,
    remedy: ofPrometheus.test(what)
      ? "write .CommonLabels, or .Labels within {{ range .Alerts }}"
      : "mend the template; {{ .CommonLabels.alertname }} is a good example",
  };
}

/** What Prometheus defines, and Alertmanager does not. */
const ofPrometheus = /^\$(labels|value|externalLabels|externalURL)\b/;

function unknownTemplateIn(
  text: string,
  { names, hidden }: Pick<MessageTemplates, "names" | "hidden">,
): Fault | undefined {
  if (!text.includes("{{")) return undefined;
  const { defined, used } = namedIn(text);
  const missing = used.find((name) => !names.has(name) && !defined.includes(name));
  if (missing === undefined) return undefined;
  return {
    what: `no template is called ${missing}, in the files that templates of the configuration names or in Alertmanager itself`,
    ...near(missing, names),
    ...(hidden !== undefined && { uncertain: hidden }),
  };
}

/** All strings below a value, with the names of their fields. */
function* textsIn(value: unknown, field: string): Iterable<readonly [string, string]> {
  if (typeof value === "string") yield [field, value];
  else if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* textsIn(each, `${field}[${index}]`);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) yield* textsIn(each, `${field}.${name}`);
}
