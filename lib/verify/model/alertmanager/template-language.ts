/** What a template may use that it does not define itself. */
export interface TemplateLanguage {
  readonly functions: ReadonlySet<string>;
  readonly variables: readonly string[];
  /** The fields of what it is given. */
  readonly fields: readonly string[];
}

/** What text/template and its HTML kin know by themselves. Source: https://pkg.go.dev/text/template#hdr-Functions */
const builtIn = [
  ...["and", "call", "html", "index", "js", "len", "not", "or", "print", "printf", "println", "slice", "urlquery"],
  ...["eq", "ge", "gt", "le", "lt", "ne", "break", "continue", "true", "false", "nil"],
];

/** Functions of Prometheus in annotations and labels of alerts. Source: https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
const prometheusFunctions: ReadonlySet<string> = new Set([
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
const alertmanagerFunctions: ReadonlySet<string> = new Set([
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
  // Of 0.34.
  ...["base64encode", "base64decode"],
]);

/**
 * Annotations and labels of alerts.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/template/template.go, AlertTemplateData, and rules/alerting.go.
 */
export const prometheusTemplates: TemplateLanguage = {
  functions: prometheusFunctions,
  variables: ["$labels", "$value", "$externalLabels", "$externalURL", "$"],
  fields: ["Labels", "Value", "ExternalLabels", "ExternalURL"],
};

/** Texts of receivers. Source: https://github.com/prometheus/alertmanager/blob/v0.34.0/template/template.go, Data. */
export const alertmanagerTemplates: TemplateLanguage = {
  functions: alertmanagerFunctions,
  variables: ["$"],
  fields: [
    ...["Receiver", "Status", "Alerts", "NotificationReason", "GroupLabels", "CommonLabels", "CommonAnnotations"],
    ...["RouteLabels", "ExternalURL"],
  ],
};

/** What a webhook sends in the place of its own. Source: https://github.com/prometheus/alertmanager/blob/v0.34.0/notify/webhook/webhook.go, Message. */
export const payloadTemplates: TemplateLanguage = {
  ...alertmanagerTemplates,
  fields: [...alertmanagerTemplates.fields, "Version", "GroupKey", "TruncatedAlerts", "Data"],
};

/** Fields of one alert in Alertmanager, and of Prometheus: people take one for the other. */
export const ofOthers: ReadonlySet<string> = new Set([
  ...["Status", "Labels", "Annotations", "StartsAt", "EndsAt", "GeneratorURL", "Fingerprint"],
  ...prometheusTemplates.fields,
  ...alertmanagerTemplates.fields,
]);
