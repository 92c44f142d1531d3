import { describe, expect, it } from "vitest";
import { alertReachesNobody } from "../../../lib/verify/rules/alert-reaches-nobody.ts";
import { alertSeverityUnknown } from "../../../lib/verify/rules/alert-severity-unknown.ts";
import { alertWithoutRunbook } from "../../../lib/verify/rules/alert-without-runbook.ts";
import { heartbeatStaysInside } from "../../../lib/verify/rules/heartbeat-stays-inside.ts";
import { inhibitionLabelMissing } from "../../../lib/verify/rules/inhibition-label-missing.ts";
import { matcherMatchesNoAlert } from "../../../lib/verify/rules/matcher-matches-no-alert.ts";
import { receiverUnknown } from "../../../lib/verify/rules/receiver-unknown.ts";
import { timeIntervalUnknown } from "../../../lib/verify/rules/time-interval-unknown.ts";
import { said } from "../given.ts";

type Fields = Readonly<Record<string, unknown>>;

const resource = (kind: string, name: string, spec: Fields, apiVersion = "monitoring.coreos.com/v1") =>
  `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace: "monitoring" }, spec })}\n---\n`;

const alerts = (...rules: readonly Fields[]) =>
  resource("PrometheusRule", "rules", {
    groups: [{ name: "g", rules: rules.map((each) => ({ expr: "up", ...each })) }],
  });

/** An Alertmanager with this configuration of its own. */
const routing = (file: Fields, spec: Fields = {}) =>
  resource("Alertmanager", "main", spec) +
  `${JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "alertmanager-main", namespace: "monitoring" },
    stringData: { "alertmanager.yaml": JSON.stringify(file) },
  })}\n---\n`;

const chat = { name: "chat", slack_configs: [{ channel: "#web" }] };
const to = (receivers: readonly Fields[], routes: readonly Fields[] = [], root: Fields = {}) =>
  routing({ route: { receiver: receivers[0]?.["name"], routes, ...root }, receivers });

const config = (name: string, spec: Fields, version = "v1alpha1") =>
  resource("AlertmanagerConfig", name, spec, `monitoring.coreos.com/${version}`);

describe("alert-reaches-nobody", () => {
  const noisy = alerts({ alert: "Noisy", labels: { severity: "info" } });
  const silent = (route: Fields, name = "nobody") =>
    said(alertReachesNobody, noisy + to([chat, { name }], [{ receiver: name, ...route }]));

  it("takes a route for granted that names its alerts, or a receiver whose name says that it is silent", () => {
    expect(silent({ matchers: ["alertname =~ Noisy|Other"] })).toEqual([]);
    expect(silent({ matchers: ["severity = info"] }, "null")).toEqual([]);
    expect(silent({ match: { severity: "info" } }, "blackhole")).toEqual([]);
  });

  it("finds the others", () => {
    expect(silent({ matchers: ["severity = info"] })).toHaveLength(1);
    expect(silent({ matchers: ["alertname != Other"] })).toHaveLength(1);
    expect(said(alertReachesNobody, noisy + to([{ name: "null" }]))).toHaveLength(1);
  });

  it("follows the routes that an alert takes, and those that its series may take", () => {
    const ends = (matcher: string) =>
      said(alertReachesNobody, noisy + to([{ name: "deaf" }, chat], [{ receiver: "chat", matchers: [matcher] }]));
    expect(ends("severity = info")).toEqual([]);
    expect(ends("severity = critical")).toHaveLength(1);
    expect(ends("pod = a")).toEqual([]);
  });

  it("follows one AlertmanagerConfig that takes the place of the file, for alerts of all namespaces", () => {
    const whole = (receiver: Fields) =>
      noisy +
      resource("Alertmanager", "main", { alertmanagerConfiguration: { name: "all" } }) +
      config("all", { route: { receiver: "chat" }, receivers: [{ name: "chat", ...receiver }] });
    expect(said(alertReachesNobody, whole({ slackConfigs: [{ channel: "#web" }] }))).toEqual([]);
    expect(said(alertReachesNobody, whole({}))).toEqual([
      "AlertmanagerConfig all | spec.receivers[0] | monitoring/all/chat | it sends nothing, and Noisy ends there",
    ]);
  });
});

describe("an Alertmanager without a Secret to begin with", () => {
  const noisy = alerts({ alert: "Noisy", labels: { severity: "info", namespace: "monitoring" } });
  const selecting = resource("Alertmanager", "main", { alertmanagerConfigSelector: {} });
  const route = (matchers: readonly Fields[], receiver: Fields = { webhookConfigs: [{ url: "https://a.example" }] }) =>
    config("team", { route: { receiver: "chat", matchers }, receivers: [{ name: "chat", ...receiver }] });
  const info = [{ name: "severity", value: "info" }];
  const missing =
    "Alertmanager main | spec.configSecret | alertmanager-main | no Secret of namespace monitoring has this name, so the operator makes up a receiver that sends nothing, and Noisy ends there: define it with the key alertmanager.yaml, or route these alerts by an AlertmanagerConfig";

  it("tells nobody of its alerts, which only a complete input shows", () => {
    expect(said(alertReachesNobody, noisy + selecting, { complete: true })).toEqual([missing]);
    expect(said(alertReachesNobody, noisy + selecting)).toEqual([
      `(${missing} | a Secret is often made by hand or by a controller)`,
    ]);
  });

  it("tells whom an AlertmanagerConfig names", () => {
    const of = (...args: Parameters<typeof route>) =>
      said(alertReachesNobody, noisy + selecting + route(...args), { complete: true });
    expect(of(info)).toEqual([]);
    expect(of([{ name: "severity", value: "critical" }])).toEqual([missing]);
    expect(of(info, {})).toEqual([
      "AlertmanagerConfig team | spec.receivers[0] | monitoring/team/chat | it sends nothing, and Noisy ends there",
    ]);
  });

  it("says nothing where something else makes the Secret, or a custom resource takes its place", () => {
    const secret = resource("ExternalSecret", "alertmanager-main", { dataFrom: [{}] }, "external-secrets.io/v1");
    const whole = resource("Alertmanager", "main", { alertmanagerConfiguration: { name: "other" } });
    const named = resource("Alertmanager", "main", { configSecret: "other" });
    for (const rest of [selecting + secret, whole, named])
      expect(said(alertReachesNobody, noisy + rest, { complete: true })).toEqual([]);
  });

  it("has routes of AlertmanagerConfigs, whose matchers are judged all the same", () => {
    const secret = resource("ExternalSecret", "alertmanager-main", { dataFrom: [{}] }, "external-secrets.io/v1");
    const of = (value: string, rest = "") =>
      said(matcherMatchesNoAlert, noisy + selecting + route([{ name: "severity", value }]) + rest, { complete: true });
    const wrong = 'AlertmanagerConfig team | spec.route | severity="inf" | no alert matches this: did you mean info?';
    expect(of("info")).toEqual([]);
    expect(of("inf")).toEqual([wrong]);
    expect(of("inf", secret)).toEqual([wrong]);
  });

  it("is not asked for a heartbeat, nor for the severities that its routes know", () => {
    expect(said(heartbeatStaysInside, noisy + selecting, { complete: true })).toEqual([]);
    expect(said(alertSeverityUnknown, alerts({ alert: "A", labels: { severity: "odd" } }) + selecting)).toEqual([
      "(PrometheusRule rules | spec.groups[0].rules[0].labels.severity | odd | alert A: no route knows this severity | the routes of Alertmanager monitoring/main are not among the objects)",
    ]);
  });
});

describe("alert-severity-unknown", () => {
  const of = (severity: string, rest: string) =>
    said(alertSeverityUnknown, alerts({ alert: "A", labels: { severity } }) + rest);
  const asking = (matcher: string) => to([chat], [{ receiver: "chat", matchers: [matcher] }]);

  it("takes what a route speaks of, be it by a pattern or to leave it out", () => {
    for (const matcher of ["severity = page", "severity != page", "severity =~ pa.*", "severity !~ page|ticket"])
      expect(of("page", asking(matcher))).toEqual([]);
    expect(of("page", asking("severity =~ p"))).toHaveLength(1);
  });

  it("is uncertain of one without severity where no Alertmanager is among the objects", () => {
    const none = alerts({ alert: "A", labels: {} });
    expect(said(alertSeverityUnknown, none)).toEqual([
      expect.stringMatching(/^\(.*alert A has no severity \| no Alertmanager is among the objects\)$/),
    ]);
    expect(said(alertSeverityUnknown, none + asking("severity = page"))).toEqual([
      expect.stringMatching(/^PrometheusRule .*alert A has no severity$/),
    ]);
  });

  it("takes what an inhibition speaks of", () =>
    expect(
      of(
        "page",
        routing({
          route: { receiver: "chat" },
          receivers: [chat],
          inhibit_rules: [{ source_matchers: ["severity = page"], target_matchers: ["severity = info"] }],
        }),
      ),
    ).toEqual([]));

  it("leaves the words to those whose routes decide by other labels, but for slips", () => {
    expect(of("P1", asking("team = web"))).toEqual([]);
    expect(of("critcal", asking("team = web"))).toHaveLength(1);
    expect(said(alertSeverityUnknown, alerts({ alert: "A" }) + asking("team = web"))).toEqual([]);
  });

  it("is uncertain where the routes are not among the objects", () =>
    expect(of("page", resource("Alertmanager", "main", {}))).toEqual([
      "(PrometheusRule rules | spec.groups[0].rules[0].labels.severity | page | alert A: no route knows this severity | the routes of Alertmanager monitoring/main are not among the objects)",
    ]));
});

it.each(["runbook_url", "runbook", "runbookURL"])("alert-without-runbook knows the annotation %s", (name) => {
  const linked = (url: string) => said(alertWithoutRunbook, alerts({ alert: "A", annotations: { [name]: url } }));
  expect(linked("https://runbooks.example")).toEqual([]);
  expect(linked("runbooks/A")).toHaveLength(1);
});

it("heartbeat-stays-inside says nothing of a way whose receiver is not there", () =>
  expect(
    said(heartbeatStaysInside, alerts({ alert: "Watchdog", expr: "vector(1)" }) + to([chat], [], { receiver: "chta" })),
  ).toEqual([]));

describe("inhibition-label-missing", () => {
  const inhibited = (target: string) =>
    said(
      inhibitionLabelMissing,
      alerts(
        { alert: "Down", expr: "vector(0)", labels: { severity: "critical" } },
        { alert: "Slow", expr: "vector(0)", labels: { severity: "warning" } },
      ) +
        routing({
          route: { receiver: "chat" },
          receivers: [chat],
          inhibit_rules: [
            { source_matchers: ["severity =~ critical|warning"], target_matchers: [target], equal: ["namespace"] },
          ],
        }),
    );

  it("knows that alerts which are source and target at once do not silence one another", () => {
    expect(inhibited("severity =~ critical|warning")).toEqual([]);
    expect(inhibited("severity = warning")).toHaveLength(1);
  });
});

describe("receiver-unknown and time-interval-unknown", () => {
  it("judge an AlertmanagerConfig by itself, where nothing else of its Alertmanager is among the objects", () => {
    const team = (receiver: string, interval: string) => `
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: team, namespace: shop }
spec:
  route: { receiver: chat, routes: [{ receiver: ${receiver}, activeTimeIntervals: [${interval}] }] }
  receivers: [{ name: chat }]
  muteTimeIntervals: [{ name: nights }]
`;
    expect([
      ...said(receiverUnknown, team("chat", "nights")),
      ...said(timeIntervalUnknown, team("chat", "nights")),
    ]).toEqual([]);
    expect(said(receiverUnknown, team("chta", "nights"))).toEqual([
      expect.stringContaining("no receiver has this name"),
    ]);
    expect(said(timeIntervalUnknown, team("chat", "night"))).toEqual([
      expect.stringContaining("no time interval has this name: did you mean nights?"),
    ]);
  });

  it("ask for a receiver of the first route", () =>
    expect(said(receiverUnknown, routing({ route: { routes: [{ receiver: "chat" }] }, receivers: [chat] }))).toEqual([
      'Secret alertmanager-main | stringData["alertmanager.yaml"].route.receiver | the first of all routes needs a receiver of its own',
    ]));

  const night = (defined: string, version: string) =>
    said(
      timeIntervalUnknown,
      to([chat]).replace('"spec":{}', '"spec":{"alertmanagerConfigSelector":{}}') +
        to([chat]).replace('"spec":{}', '"spec":{"alertmanagerConfigSelector":{}}').replaceAll("main", "other") +
        config(
          "web",
          {
            route: { receiver: "chat", muteTimeIntervals: ["night"] },
            receivers: [{ name: "chat" }],
            [version === "v1alpha1" ? "muteTimeIntervals" : "timeIntervals"]: [{ name: defined }],
          },
          version,
        ),
    );

  it.each(["v1alpha1", "v1beta1"])("look into AlertmanagerConfigs of %s", (version) => {
    expect(night("night", version)).toEqual([]);
    expect(night("nigt", version)).toEqual([
      "AlertmanagerConfig web | spec.route | night | no time interval has this name: did you mean nigt?",
    ]);
  });
});

it("alert-reaches-nobody leaves heartbeats alone, and what is marked to be silent", () => {
  const silent = to([{ name: "chat" }]);
  expect(said(alertReachesNobody, alerts({ alert: "A", labels: { severity: "none" } }) + silent)).toEqual([]);
  expect(said(alertReachesNobody, alerts({ alert: "A", expr: "vector(1)" }) + silent)).toEqual([]);
  expect(said(alertReachesNobody, alerts({ alert: "A" }) + silent)).toHaveLength(1);
});

describe("heartbeat-stays-inside", () => {
  const beat = (...urls: string[]) =>
    said(
      heartbeatStaysInside,
      alerts({ alert: "Watchdog", expr: "vector(1)" }) +
        to([{ name: "beat", webhook_configs: urls.map((url) => ({ url })) }]),
    );

  it("takes one address outside for enough, of one receiver or of several", () => {
    for (const url of ["http://hooks.monitoring.svc:80", "http://hooks", "http://hooks.svc.cluster.local/a"])
      expect(beat(url)).toHaveLength(1);
    expect(beat("http://hooks", "https://hc.example")).toEqual([]);
    const both = to(
      [chat, { name: "inside", webhook_configs: [{ url: "http://hooks" }] }],
      [{ receiver: "inside", continue: true }, { receiver: "chat" }],
    );
    expect(said(heartbeatStaysInside, alerts({ alert: "Watchdog", expr: "vector(1)" }) + both)).toEqual([]);
  });
});

it("inhibition-label-missing sees that two labels together may tell strangers apart", () => {
  const between = (source: string, target: string) =>
    said(
      inhibitionLabelMissing,
      alerts(
        { alert: "Down", expr: source, labels: { severity: "critical" } },
        { alert: "Slow", expr: target, labels: { severity: "warning" } },
        { alert: "Full", expr: "sum by (job, pod) (up)", labels: { severity: "warning" } },
      ) +
        routing({
          route: { receiver: "chat" },
          receivers: [chat],
          inhibit_rules: [
            {
              source_matchers: ["severity = critical"],
              target_matchers: ["severity = warning"],
              equal: ["job", "pod"],
            },
          ],
        }),
    ).map((line) => line.replace(/^.* \| /, ""));
  expect(between("vector(0)", "vector(0)")).toEqual([
    "Down and Slow lack it: each silences strangers",
    "Down and Slow lack it: each silences strangers",
  ]);
  // Both lack `pod`, and `job` keeps them apart all the same.
  expect(between("sum by (job) (up)", "sum by (job) (up)")).toEqual([]);
});
