/**
 * Texts of messages, as Go templates of Alertmanager. A group speaks of one alert name; its members differ in what is affected.
 * Annotations and labels are plain text, in which no character may turn into a service's own markup.
 *
 * Reference for the data: https://prometheus.io/docs/alerting/latest/notifications/
 */

/** How a service writes what all messages say. The texts given are templates. */
interface Dialect {
  /** A template's pipeline that takes their meaning from characters of plain text. */
  readonly plain: string;
  readonly bold: (text: string) => string;
  /** Labels, as somebody would copy them into a query. */
  readonly labels: (text: string) => string;
  /** A time of the alert, by its field. */
  readonly time: (field: "StartsAt" | "EndsAt") => string;
  readonly newLine: string;
}

/** Beyond these a message only counts: a group can have hundreds, and Teams refuses messages of more than 28 KB. */
const toldInFull = 5;
const named = 25;

const utc: Dialect["time"] = (field) => `{{ .${field}.UTC.Format "2 Jan 15:04" }} UTC`;

const slack: Dialect = {
  plain: 'reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"',
  bold: (text) => `*${text}*`,
  labels: (text) => `\`${text}\``,
  // Shown in the reader's own time zone.
  time: (field) => `<!date^{{ .${field}.Unix }}^{date_short_pretty} {time}|${utc(field)}>`,
  newLine: "\n",
};

const teams: Dialect = {
  plain: String.raw`reReplaceAll "([\\\\*\\[\\]${"`"}])" "\\$1"`,
  bold: (text) => `**${text}**`,
  labels: (text) => text,
  time: utc,
  newLine: "\n\n",
};

const jira: Dialect = {
  plain: String.raw`reReplaceAll "([\\\\*_{}\\[\\]|!^~])" "\\$1"`,
  bold: (text) => `*${text}*`,
  labels: (text) => text,
  time: utc,
  newLine: "\n",
};

/** What an alert has beyond its name: the labels that say what is affected. */
const identity =
  '(.Labels.Remove (stringSlice "alertname" "severity" "component" "cluster" "environment")).SortedPairs.String';

const annotation = ({ plain }: Dialect, name: string) => `{{ .Annotations.${name} | ${plain} }}`;

/** Named pieces that speak of one alert: what exactly and since when; what happened, what it means and where to look first. */
function pieces(dialect: Dialect): string {
  const { plain, bold, labels, time, newLine } = dialect;
  const times = `{{ if eq .Status "firing" }}since ${time("StartsAt")}{{ else }}from ${time("StartsAt")} until ${time("EndsAt")}{{ end }}`;
  const details = `{{ with ${identity} }}${labels(`{{ . | ${plain} }}`)}, {{ end }}${times}`;
  const inFull = [
    bold(annotation(dialect, "summary")),
    annotation(dialect, "description"),
    '{{ template "details" . }}',
  ];
  return (
    `{{ define "details" }}${details}{{ end }}` +
    `{{ define "inFull" }}${inFull.join(newLine)}\n\n{{ end }}` +
    `{{ define "inBrief" }}${annotation(dialect, "summary")} ({{ template "details" . }})${newLine}{{ end }}`
  );
}

/** Firing alerts, the first of them in full; then the resolved ones. */
const members = (dialect: Dialect): string =>
  [
    pieces(dialect),
    `{{ range $index, $alert := .Alerts.Firing }}{{ if lt $index ${toldInFull} }}{{ template "inFull" . }}`,
    `{{ else if lt $index ${named} }}{{ template "inBrief" . }}{{ end }}{{ end }}`,
    `{{ range $index, $alert := .Alerts.Resolved }}{{ if lt $index ${named} }}Resolved: {{ template "inBrief" . }}{{ end }}{{ end }}`,
    `{{ if or (gt (len .Alerts.Firing) ${named}) (gt (len .Alerts.Resolved) ${named}) }}`,
    `… and more: {{ len .Alerts.Firing }} firing, {{ len .Alerts.Resolved }} resolved${dialect.newLine}{{ end }}`,
  ].join("");

/** The links are the same for all of a name, so the first alert of a group has them. */
const link = (name: string) => `{{ (index .Alerts 0).Annotations.${name} }}`;

/** Alertmanager's page for a new silence, with the labels of the group filled in. Its form takes a plus for a plus, not for a space. */
const silence =
  "{{ .ExternalURL }}/#/silences/new?filter=%7B{{ range $index, $label := .GroupLabels.SortedPairs }}{{ if $index }}%2C%20{{ end }}" +
  String.raw`{{ $label.Name }}%3D{{ printf "%q" $label.Value | urlquery | reReplaceAll "\\+" "%20" }}{{ end }}%7D`;

const subject =
  "{{ .GroupLabels.alertname }} in {{ .GroupLabels.environment }}" +
  "{{ with .GroupLabels.namespace }}: {{ . }}{{ end }}{{ with .GroupLabels.service }}/{{ . }}{{ end }}";
const severity = "{{ .CommonLabels.severity | toUpper }}";

/** How bad, what, and where, in one line. */
export const title =
  `[{{ if eq .Status "firing" }}${severity}{{ else }}RESOLVED{{ end }}] ${subject}` +
  "{{ if gt (len .Alerts.Firing) 1 }} ({{ len .Alerts.Firing }} firing){{ end }}";

/** As `title`, of a ticket: whether it is over stands in the ticket's own status, and its name does not change. */
export const ticketTitle = `[${severity}] ${subject}`;

/** The text in the Markdown that Teams understands; its messages have no buttons. */
export const markdown = `${members(teams)}[Runbook](${link("runbook_url")}) · [Dashboard](${link("dashboard_url")}) · [Silence](${silence})`;

/** The text in Jira's wiki markup. It replaces the ticket's text each time, so resolved alerts keep what they meant. */
export const wikiText =
  pieces(jira) +
  `{{ range $index, $alert := .Alerts }}{{ if lt $index ${named} }}{{ template "inFull" . }}{{ end }}{{ end }}` +
  `{{ if gt (len .Alerts) ${named} }}… and more: {{ len .Alerts }} in all\n\n{{ end }}` +
  `[Runbook|${link("runbook_url")}] [Dashboard|${link("dashboard_url")}]`;

const firstSummary = `{{ (index . 0).Annotations.summary | ${slack.plain} }}`;

/** Slack's message; its fields are named as in the custom resource. */
export const slackMessage = {
  sendResolved: true,
  color:
    '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else if eq .CommonLabels.severity "warning" }}warning{{ else }}#439FE0{{ end }}',
  title,
  titleLink: link("dashboard_url"),
  text: members(slack),
  // What a locked telephone shows.
  fallback: `${title} – {{ with .Alerts.Firing }}${firstSummary}{{ else }}{{ with .Alerts }}${firstSummary}{{ end }}{{ end }}`,
  actions: [
    { type: "button", text: "Runbook", url: link("runbook_url") },
    { type: "button", text: "Dashboard", url: link("dashboard_url") },
    { type: "button", text: "Silence", url: silence },
  ],
  // Without one, a connection that nobody answers any more holds the message back until the group's next interval.
  timeout: "10s",
};
