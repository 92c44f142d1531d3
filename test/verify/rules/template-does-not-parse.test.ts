import { describe, expect, it } from "vitest";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { templateDoesNotParse } from "../../../lib/verify/rules/template-does-not-parse.ts";
import { said } from "../given.ts";

const object = (kind: string, name: string, rest: object, apiVersion = "monitoring.coreos.com/v1") =>
  `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace: "m" }, ...rest })}\n---\n`;

const alert = (summary: string, expr = "up == 0") =>
  object("PrometheusRule", "rules", {
    spec: { groups: [{ name: "g", rules: [{ alert: "Down", expr, annotations: { summary } }] }] },
  });

const chat = (text: string) => ({ receivers: [{ name: "chat", slack_configs: [{ text }] }] });
const alertmanager = object("Alertmanager", "main", { spec: { alertmanagerConfigSelector: {} } });
const secret = (file: object, more: object = {}) =>
  object(
    "Secret",
    "alertmanager-main",
    { stringData: { "alertmanager.yaml": JSON.stringify({ route: { receiver: "chat" }, ...file }), ...more } },
    "v1",
  );

describe("fields of annotations", () => {
  const of = (text: string) => said(templateDoesNotParse, alert(text));
  const known = ".Labels, .Value, .ExternalLabels, .ExternalURL";
  const at = "PrometheusRule rules | spec.groups[0].rules[0].annotations.summary | alert Down:";

  it("are those of Prometheus", () => {
    expect(of("{{ .Labels.pod }} {{ .Value }} {{ $.ExternalLabels.cluster }} {{ .ExternalURL }}")).toEqual([]);
    expect(of("{{ .value }}")).toEqual([`${at} there is no field .value here, but for ${known}: did you mean Value?`]);
    expect(of("{{ .CommonLabels.job }}")).toEqual([`${at} there is no field .CommonLabels.job here, but for ${known}`]);
    expect(of("{{ if .Labels.a }}{{ $.Annotations.b }}{{ end }}")).toHaveLength(1);
  });

  it("may be filled in by others where nobody confuses them", () =>
    expect(of("{{ .Cluster }}")).toEqual([
      `(${at} there is no field .Cluster here, but for ${known} | it may be filled in before it is applied)`,
    ]));

  it("are others where the point is something else", () => {
    expect(of('{{ range query "up" }}{{ .Metric }}{{ end }}')).toEqual([]);
    expect(of('{{ with query "up" }}{{ . | first | value }}{{ .x }}{{ else }}{{ .y }}{{ end }}')).toEqual([]);
    expect(of('{{ (query "up" | first).Labels.pod }} {{ "{{ .value }}" }} {{/* .value */}}')).toEqual([]);
    expect(of('{{ define "a" }}{{ $.b }}{{ end }}{{ template "a" .Labels }}')).toEqual([]);
    expect(of("{{ range .Alerts }}{{ end }}")).toHaveLength(1);
    expect(of("{{ range .Labels }}{{ .a }}{{ end }}{{ .Alerts }}")).toHaveLength(1);
  });
});

describe("labels of annotations", () => {
  const shown = (text: string) => said(labelLost, alert(text, "sum by (job) (up) == 0")).length;

  it("are known by the point, too", () => {
    expect(shown("{{ .Labels.job }} {{ $.Labels.job }}")).toBe(0);
    expect(shown("{{ .Labels.pod }}")).toBe(1);
    expect(shown("{{ range .Labels }}{{ $.Labels.pod }}{{ end }}")).toBe(1);
    expect(shown('{{ range query "up" }}{{ .Labels.pod }}{{ end }}')).toBe(0);
    expect(shown("{{ if .Labels.pod }}{{ .Labels.pod }}{{ end }}")).toBe(0);
  });
});

describe("texts of receivers", () => {
  const of = (text: string, ...rest: readonly string[]) =>
    said(templateDoesNotParse, alertmanager + secret(chat(text)) + rest.join(""));
  const at = 'Secret alertmanager-main | stringData["alertmanager.yaml"].receivers[0].slack_configs[0].text |';

  it("have no variables of Prometheus, and their own fields", () => {
    expect(of("{{ range $i, $a := .Alerts.Firing }}{{ $a.Labels.job }}{{ .Annotations.x }}{{ end }}")).toEqual([]);
    expect(of("{{ .Status }} {{ $.GroupLabels.a }} {{ (index .Alerts 0).Labels.job }}")).toEqual([]);
    expect(of("{{ $labels.job }}")).toEqual([
      `${at} $labels.job is not defined, in {{ $labels.job }}: write .CommonLabels, or .Labels within {{ range .Alerts }}`,
    ]);
    expect(of("{{ .CommonLabls.x }}")[0]).toContain("there is no field .CommonLabls.x here");
    expect(of("{{ .Labels.job }}")[0]).toContain("there is no field .Labels.job here");
  });

  it("know more in the payload of a webhook", () => {
    const webhook = (payload: string, url = "https://a.example") =>
      said(
        templateDoesNotParse,
        alertmanager + secret({ receivers: [{ name: "chat", webhook_configs: [{ url, payload: { all: payload } }] }] }),
      );
    expect(webhook("{{ .GroupKey }} {{ .Status }}")).toEqual([]);
    expect(webhook("{{ .GroupKye }}")).toHaveLength(1);
    expect(webhook("", "https://a.example/{{ .GroupKey }}")).toHaveLength(1);
  });

  it("use templates that Alertmanager brings along, or that they define", () => {
    expect(of('{{ template "slack.default.text" . }}{{ define "a" }}{{ end }}{{ template "a" . }}')).toEqual([]);
    expect(of('{{ template "slack.default.txt" . }}')).toEqual([
      `${at} no template is called slack.default.txt, in the files that templates of the configuration names or in Alertmanager itself: did you mean slack.default.text?`,
    ]);
  });
});

describe("templates of files", () => {
  const text = '{{ template "own.text" . }}';
  const own = '{{ define "own.text" }}{{ range .Alerts }}{{ end }}{{ end }}';
  const with_ = (templates: readonly string[], more: object = {}, rest = "") =>
    said(templateDoesNotParse, alertmanager + secret({ ...chat(text), templates }, more) + rest);
  const map = object("ConfigMap", "texts", { data: { "own.tmpl": own } }, "v1");

  it("are in the files that the configuration names", () => {
    expect(with_(["/etc/alertmanager/config/*.tmpl"], { "own.tmpl": own })).toEqual([]);
    expect(with_(["/etc/alertmanager/configmaps/texts/own.tmpl"], {}, map)).toEqual([]);
    expect(with_([], { "own.tmpl": own })).toHaveLength(1);
    expect(with_(["/etc/alertmanager/config/*.tpl"], { "own.tmpl": own })[0]).not.toMatch(/^\(/);
    expect(with_(["/etc/alertmanager/configmaps/texts/other.tmpl"], {}, map)[0]).not.toMatch(/^\(/);
  });

  it("may be in files that are not among the objects", () => {
    expect(with_(["/etc/alertmanager/configmaps/texts/own.tmpl"])[0]).toContain(
      "ConfigMap m/texts may define it, and is not among the objects",
    );
    expect(with_(["/own/*.tmpl"])[0]).toMatch(/^\(.*\/own\/\*\.tmpl may define it, and is not among the objects\)$/);
  });

  it("are for AlertmanagerConfigs, too", () => {
    const custom = object(
      "AlertmanagerConfig",
      "team",
      { spec: { route: { receiver: "a" }, receivers: [{ name: "a", slackConfigs: [{ text }] }] } },
      "monitoring.coreos.com/v1alpha1",
    );
    const file = (templates: readonly string[]) => secret({ ...chat(""), templates }, { "own.tmpl": own });
    const of = (objects: string) => said(templateDoesNotParse, objects);
    expect(of(alertmanager + custom + file(["/etc/alertmanager/config/own.tmpl"]))).toEqual([]);
    expect(of(alertmanager + custom + file([]))).toEqual([
      "AlertmanagerConfig team | spec.receivers[0].slackConfigs[0].text | no template is called own.text, in the files that templates of the configuration names or in Alertmanager itself",
    ]);
    expect(of(alertmanager + custom)[0]).toMatch(/^\(/);
    const whole = (key: string) =>
      object("Alertmanager", "main", {
        spec: { alertmanagerConfiguration: { name: "team", templates: [{ configMap: { name: "texts", key } }] } },
      });
    expect(of(whole("own.tmpl") + custom + map)).toEqual([]);
    expect(of(whole("other.tmpl") + custom + map)).toHaveLength(1);
  });

  it("are mounted by an Alertmanager that no operator runs", () => {
    const plain = (templates: readonly string[], data: object, volume: object = { configMap: { name: "config" } }) =>
      said(
        templateDoesNotParse,
        object(
          "Pod",
          "alertmanager",
          {
            spec: {
              containers: [
                {
                  name: "alertmanager",
                  image: "prom/alertmanager",
                  volumeMounts: [
                    { name: "config", mountPath: "/etc/alertmanager" },
                    { name: "templates", mountPath: "/templates" },
                  ],
                },
              ],
              volumes: [
                { name: "config", configMap: { name: "config" } },
                { name: "templates", ...volume },
              ],
            },
          },
          "v1",
        ) +
          object(
            "ConfigMap",
            "config",
            {
              data: {
                "alertmanager.yml": JSON.stringify({ route: { receiver: "chat" }, ...chat(text), templates }),
                ...data,
              },
            },
            "v1",
          ),
      );
    expect(plain(["*.tmpl"], { "own.tmpl": own })).toEqual([]);
    expect(plain(["/templates/*.tmpl"], { "own.tmpl": own })).toEqual([]);
    expect(plain(["/templates/*.tmpl"], {})[0]).not.toMatch(/^\(/);
    expect(plain(["/templates/*.tmpl"], {}, { emptyDir: {} })[0]).toMatch(/^\(/);
  });
});
