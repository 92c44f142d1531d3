import type { Dashboard } from "./dashboards.ts";

/** `$name`, `${name}`, `${name:format}` and `[[name]]`; numbers are groups of a regular expression. */
const mention = /\$\{([A-Za-z_]\w*)(?:[.:][^}]*)?\}|\$([A-Za-z_]\w*)|\[\[([A-Za-z_]\w*)(?::[^\]]*)?\]\]/g;

/** Names of the variables that some text mentions, without those that Grafana itself gives (`$__rate_interval`). */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(mention)]
    .map(([, braced, plain, bracketed]) => braced ?? plain ?? bracketed ?? "")
    .filter((name) => !name.startsWith("__"));

/** A text of a dashboard in which Grafana puts the values of variables. */
export interface Text {
  readonly field: string;
  readonly text: string;
}

/** The texts that decide what is asked and where: queries, data sources, repeats. Titles and legends only look odd. */
export const textsOf = ({ panels, templating, annotations }: Dashboard): readonly Text[] =>
  [
    ...panels.flatMap(({ field, targets = [], datasource, repeat }) => [
      ...targets.flatMap((target, index) => [
        { field: `${field}.targets[${index}].expr`, text: target.expr },
        {
          field: `${field}.targets[${index}].query`,
          text: target.query === undefined || ofInflux(target, datasource) ? undefined : queryText(target.query),
        },
        { field: `${field}.targets[${index}].datasource`, text: referenceOf(target.datasource) },
      ]),
      { field: `${field}.datasource`, text: referenceOf(datasource) },
      { field: `${field}.repeat`, text: repeat && `$${repeat}` },
    ]),
    ...(templating?.list ?? []).flatMap(({ query, definition, datasource, type }, index) => {
      const field = `templating.list[${index}]`;
      if (type === "datasource" || type === "interval" || type === "custom") return [];
      return [
        { field: `${field}.query`, text: queryText(query) ?? definition },
        { field: `${field}.datasource`, text: referenceOf(datasource) },
      ];
    }),
    ...(annotations?.list ?? []).flatMap(({ expr, datasource }, index) => [
      { field: `annotations.list[${index}].expr`, text: expr },
      { field: `annotations.list[${index}].datasource`, text: referenceOf(datasource) },
    ]),
  ].flatMap(({ field, text }) => (text === undefined ? [] : [{ field, text }]));

/** InfluxQL has variables of its own, `$timeFilter` and others. */
const ofInflux = ({ datasource: own }: { readonly datasource?: unknown }, ofPanel: unknown): boolean =>
  /influx/i.test(JSON.stringify(own ?? ofPanel ?? ""));

/** What names a data source: a uid, in older dashboards a name; nothing where the default one is meant. */
export function referenceOf(datasource: unknown): string | undefined {
  if (typeof datasource === "string") return datasource;
  const uid = (datasource as { uid?: unknown } | null | undefined)?.uid;
  return typeof uid === "string" ? uid : undefined;
}

/** The query of a variable or a target, in each of the shapes that Grafana has had for it. */
export function queryText(query: unknown): string | undefined {
  if (typeof query === "string") return query;
  const inner = (query as { query?: unknown } | null | undefined)?.query;
  return typeof inner === "string" ? inner : undefined;
}
