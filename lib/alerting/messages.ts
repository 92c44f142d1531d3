/**
 * Texts of messages, as Go templates of Alertmanager. A group speaks of one alert name; its members differ in what is affected.
 *
 * Reference for the data: https://prometheus.io/docs/alerting/latest/notifications/
 */

/** The first alert of a group has the links, which are the same for all of its name. */
const annotation = (name: string) => `{{ (index .Alerts 0).Annotations.${name} }}`;

const silence =
  "{{ .ExternalURL }}/#/silences/new?filter=%7B{{ range $index, $label := .GroupLabels.SortedPairs }}{{ if $index }}%2C%20{{ end }}" +
  "{{ $label.Name }}%3D%22{{ $label.Value | urlquery }}%22{{ end }}%7D";

const state = '{{ if eq .Status "firing" }}{{ .CommonLabels.severity | toUpper }}{{ else }}RESOLVED{{ end }}';

/** What happened, how bad, and where, in one line. */
export const title = `[${state}] {{ .GroupLabels.alertname }} in {{ .CommonLabels.environment }}{{ if gt (len .Alerts.Firing) 1 }} ({{ len .Alerts.Firing }} firing){{ end }}`;

/** For each alert of the group its own sentence, then what it means; resolved ones only by their sentence. */
export const text =
  "{{ range .Alerts.Firing }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n{{ end }}" +
  "{{ range .Alerts.Resolved }}Resolved: {{ .Annotations.summary }}\n{{ end }}";

/** As `text`, in the Markdown that Teams understands. */
export const markdown =
  "{{ range .Alerts.Firing }}**{{ .Annotations.summary }}**\n\n{{ .Annotations.description }}\n\n{{ end }}" +
  "{{ range .Alerts.Resolved }}Resolved: {{ .Annotations.summary }}\n\n{{ end }}" +
  `[Runbook](${annotation("runbook_url")}) · [Dashboard](${annotation("dashboard_url")}) · [Silence](${silence})`;

/** As `text`, in Jira's wiki markup. */
export const wikiText =
  "{{ range .Alerts.Firing }}*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n\n{{ end }}" +
  `[Runbook|${annotation("runbook_url")}] [Dashboard|${annotation("dashboard_url")}]`;

/** Slack's message; its fields are named as in the custom resource. */
export const slackMessage = {
  sendResolved: true,
  color: '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
  title,
  titleLink: annotation("dashboard_url"),
  text,
  fallback: title,
  actions: [
    { type: "button", text: "Runbook", url: annotation("runbook_url") },
    { type: "button", text: "Dashboard", url: annotation("dashboard_url") },
    { type: "button", text: "Silence", url: silence },
  ],
};
