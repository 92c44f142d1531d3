import { rootFieldsIn } from "../alertmanager/go-template.ts";
import type { Cluster } from "../cluster.ts";
import { dashboardsOf } from "../grafana/dashboards.ts";
import { queryText, referenceOf } from "../grafana/grafana-variables.ts";
import type { Manifest } from "../manifest.ts";
import { type PromRule, rulesOf } from "./rule-list.ts";

/** An expression of PromQL, where it stands, and what is made of its labels. */
export interface Query {
  readonly object: Manifest;
  readonly field: string;
  readonly text: string;
  /** The expression as a parser takes it, without Grafana's variables; nothing where they stand for parts of it. */
  readonly expression: string | undefined;
  /** Labels that annotations or legends show. */
  readonly shown: readonly string[];
  readonly rule?: PromRule;
}

/** Every query of rules, dashboards and autoscalers. */
export const queriesOf = (cluster: Cluster): readonly Query[] => cluster.derived(compute);

const compute = (cluster: Cluster): readonly Query[] => [
  ...rulesOf(cluster).map((rule) => ({
    object: rule.object,
    field: `${rule.field}.expr`,
    text: rule.expr,
    expression: rule.expr,
    shown: rule.alert === undefined ? [] : labelsShown([rule.annotations, rule.labels].flatMap<string>(Object.values)),
    rule,
  })),
  ...panelQueries(cluster),
  ...cluster
    .all("ScaledObject")
    .flatMap((object) =>
      (object.body.spec?.triggers ?? []).flatMap(({ type, metadata = {} }, index) =>
        type === "prometheus" && metadata["query"] !== undefined
          ? [query(object, `spec.triggers[${index}].metadata.query`, String(metadata["query"]))]
          : [],
      ),
    ),
];

const query = (object: Manifest, field: string, text: string, shown: readonly string[] = []): Query => ({
  object,
  field,
  text,
  expression: withoutVariables(text),
  shown,
});

/** Labels that templates name, as `$labels.pod` or `.Labels.pod`; what they ask for in a condition may as well be missing. */
function labelsShown(texts: readonly string[]): readonly string[] {
  const named = (part: string) =>
    [...part.matchAll(/\$labels\.(\w+)|\bindex\s+\$labels\s+["`](\w+)/g)].map(
      ([, dotted, quoted]) => dotted ?? quoted ?? "",
    );
  const fields = texts
    .flatMap((text) => (text.includes("Labels.") ? [...rootFieldsIn(text)] : []))
    .flatMap(({ path: [field, label], isTested }) => (field === "Labels" && label ? [{ label, isTested }] : []));
  const conditions = [...texts.join(" ").matchAll(/\{\{-?\s*(?:else\s+)?(?:if|with)\s([^}]*)/g)].map(
    ([, condition = ""]) => condition,
  );
  const tested = new Set([
    ...conditions.flatMap(named),
    ...fields.flatMap(({ label, isTested }) => (isTested ? [label] : [])),
  ]);
  return [...new Set([...texts.flatMap(named), ...fields.map(({ label }) => label)])].filter(
    (label) => !tested.has(label),
  );
}

const panelQueries = (cluster: Cluster): readonly Query[] =>
  dashboardsOf(cluster).flatMap(({ file, panels, templating, annotations }) => [
    ...panels.flatMap(({ field, targets = [], datasource }) =>
      targets.flatMap(({ expr, format, legendFormat = "", datasource: own }, index) =>
        expr === undefined || expr.trim() === "" || isOther(own ?? datasource)
          ? []
          : [
              query(
                file.object,
                `${file.field}.${field}.targets[${index}].expr`,
                expr,
                format === "table" ? [] : legendLabels(legendFormat),
              ),
            ],
      ),
    ),
    ...(templating?.list ?? []).flatMap(({ type, query: asked, definition, datasource }, index) => {
      const text = queryText(asked) ?? definition ?? "";
      const [, values, label] = /^\s*label_values\(\s*([\s\S]+),\s*(\w+)\s*\)\s*$/.exec(text) ?? [];
      const inner = values ?? /^\s*query_result\(([\s\S]+)\)\s*$/.exec(text)?.[1];
      if (type !== "query" || inner === undefined || isOther(datasource)) return [];
      return [query(file.object, `${file.field}.templating.list[${index}].query`, inner, label ? [label] : [])];
    }),
    ...(annotations?.list ?? []).flatMap(({ expr, titleFormat = "", textFormat = "", datasource }, index) =>
      expr === undefined || isOther(datasource)
        ? []
        : [
            query(
              file.object,
              `${file.field}.annotations.list[${index}].expr`,
              expr,
              legendLabels(`${titleFormat} ${textFormat}`),
            ),
          ],
    ),
  ]);

const legendLabels = (legend: string): readonly string[] =>
  [...legend.matchAll(/{{\s*(\w+)\s*}}/g)].map(([, label = ""]) => label).filter((label) => label !== "__name__");

/** Whether a data source is surely none of Prometheus. */
const isOther = (datasource: unknown): boolean => {
  const type = (datasource as { type?: unknown } | null | undefined)?.type;
  if (typeof type === "string") return type !== "prometheus";
  return /^(loki|tempo|elastic|influx|graphite|cloudwatch|postgres|mysql)/i.test(referenceOf(datasource) ?? "");
};

const variable = /\$\{\w+(?::[^}]*)?\}|\$\w+|\[\[\w+(?::[^\]]*)?\]\]/g;

/** With a duration in place of each variable that stands where one is due. Strings are left alone: see `lets`. */
function withoutVariables(text: string): string | undefined {
  if (!/\$|\[\[/.test(text)) return text;
  const parts = text.split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/);
  const plain = parts.map((part, index) =>
    index % 2 === 1
      ? part
      : part
          .replace(/\[(?=[^\]]*\$)[^\]]*\]/g, (range) => range.replace(variable, "5m"))
          .replace(/(offset\s+-?)(\$\w+|\$\{\w+\})/g, (_, offset: string) => `${offset}5m`)
          .replace(/\$\{?__(rate_interval|interval|range)(_s|_ms)?\}?/g, "5m"),
  );
  return plain.some((part, index) => index % 2 === 0 && part.replace(/\[\[/g, "$").includes("$"))
    ? undefined
    : plain.join("");
}
