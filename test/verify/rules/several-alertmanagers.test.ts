import { expect, it } from "vitest";
import { alertReachesNobody } from "../../../lib/verify/rules/alert-reaches-nobody.ts";
import { alertSeverityUnknown } from "../../../lib/verify/rules/alert-severity-unknown.ts";
import { heartbeatStaysInside } from "../../../lib/verify/rules/heartbeat-stays-inside.ts";
import { inhibitionLabelMissing } from "../../../lib/verify/rules/inhibition-label-missing.ts";
import { matcherMatchesNoAlert } from "../../../lib/verify/rules/matcher-matches-no-alert.ts";
import { said } from "../given.ts";

type Fields = Readonly<Record<string, unknown>>;
type Side = "first" | "second";

const written = (kind: string, namespace: string, name: string, content: Fields, labels: Fields = {}) => {
  const apiVersion = ["Secret", "Service"].includes(kind) ? "v1" : "monitoring.coreos.com/v1";
  return `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace, labels }, ...content })}\n---\n`;
};

const chat = { name: "chat", slack_configs: [{ channel: "#web" }] };
const plain = { route: { receiver: "chat" }, receivers: [chat] };

const alertmanager = (side: Side, file: Fields, spec: Fields = {}) =>
  written("Alertmanager", side, "main", { spec }) +
  written("Secret", side, "alertmanager-main", { stringData: { "alertmanager.yaml": JSON.stringify(file) } });

/** A Prometheus with its rules; unless another is named it sends to the Alertmanager of its own namespace. */
const prometheus = (side: Side, spec: Fields = {}) =>
  written("Prometheus", side, "main", {
    spec: {
      ruleSelector: { matchLabels: { of: side } },
      ruleNamespaceSelector: {},
      alerting: { alertmanagers: [{ name: "alertmanager-operated", port: "web" }] },
      ...spec,
    },
  });

const alerts = (side: Side | "nobody", ...rules: readonly Fields[]) =>
  written(
    "PrometheusRule",
    "rules",
    side,
    { spec: { groups: [{ name: "g", rules: rules.map((rule) => ({ expr: "vector(0)", ...rule })) }] } },
    { of: side },
  );

const both = prometheus("first") + prometheus("second");
const onlySecond = alerts("first", { alert: "A" }) + alerts("second", { alert: "B" });
const routing = (...names: readonly string[]) => ({
  ...plain,
  route: { receiver: "chat", routes: names.map((name) => ({ receiver: "chat", matchers: [`alertname = ${name}`] })) },
});
const complete = { complete: true };

it("a matcher is for alerts of its own Alertmanager", () => {
  const to = (first: Fields, second: Fields, senders = both) =>
    said(
      matcherMatchesNoAlert,
      onlySecond + senders + alertmanager("first", first) + alertmanager("second", second),
      complete,
    );
  expect(to(routing("A"), routing("B"))).toEqual([]);
  expect(to(routing("A"), routing("A"))).toEqual([
    'Secret alertmanager-main | stringData["alertmanager.yaml"].route.routes[0] | alertname="A" | no alert that is sent to Alertmanager second/main matches this',
  ]);
  const listed = { ...routing(), inhibit_rules: [{ source_matchers: ["alertname =~ A|B"], target_matchers: [] }] };
  expect(to(listed, routing())).toEqual([
    'Secret alertmanager-main | stringData["alertmanager.yaml"].inhibit_rules[0], its source | alertname=~"A|B" | no alert that is sent to Alertmanager first/main is called B',
  ]);
  // What no object sends anything to hears of alerts that are not among the objects.
  expect(to(routing("A"), routing("C"), prometheus("first"))).toHaveLength(1);
  expect(to(routing("A"), routing("C"), prometheus("first") + prometheus("second", { alerting: {} }))).toEqual([]);
});

it("who may send anywhere may send to each", () => {
  const by = (spec: Fields, more = "") =>
    said(
      matcherMatchesNoAlert,
      onlySecond +
        prometheus("first") +
        prometheus("second", spec) +
        more +
        alertmanager("first", routing("A", "B")) +
        alertmanager("second", plain),
      complete,
    );
  expect(by({})).toHaveLength(1);
  expect(by({ additionalAlertManagerConfigs: { name: "more", key: "more.yaml" } })).toEqual([]);
  const naming = (...named: readonly Fields[]) => ({ alerting: { alertmanagers: named } });
  expect(by(naming({ namespace: "first", name: "alertmanager-operated", port: "web" }))).toEqual([]);
  expect(by(naming({ namespace: "third", name: "alertmanager-operated", port: "web" }))).toEqual([]);
  const service = (selector: Fields) => written("Service", "first", "own", { spec: { selector } });
  const own = naming({ namespace: "first", name: "own", port: "web" });
  expect(by(own, service({ alertmanager: "main" }))).toEqual([]);
  expect(by(own, service({}))).toEqual([]);
  const ruler = written("ThanosRuler", "second", "main", { spec: { ruleSelector: {}, ruleNamespaceSelector: {} } });
  expect(by({}, ruler)).toEqual([]);
});

it("rules that nobody selects may be for each", () => {
  const of = (side: "first" | "nobody") =>
    said(
      matcherMatchesNoAlert,
      alerts(side, { alert: "C" }) +
        onlySecond +
        both +
        alertmanager("first", plain) +
        alertmanager("second", routing("C")),
      complete,
    );
  expect(of("nobody")).toEqual([]);
  expect(of("first")).toHaveLength(1);
});

it("an AlertmanagerConfig of both is for the alerts of either, and its fault is told once", () => {
  const config = (alertname: string) =>
    written("AlertmanagerConfig", "rules", "shared", {
      spec: {
        route: { receiver: "chat", matchers: [{ name: "alertname", value: alertname }] },
        receivers: [{ name: "chat", slackConfigs: [{}] }],
      },
    });
  const selecting = {
    alertmanagerConfigSelector: {},
    alertmanagerConfigNamespaceSelector: {},
    alertmanagerConfigMatcherStrategy: { type: "None" },
  };
  const of = (alertname: string) =>
    said(
      matcherMatchesNoAlert,
      onlySecond +
        both +
        config(alertname) +
        alertmanager("first", plain, selecting) +
        alertmanager("second", plain, selecting),
      complete,
    );
  expect(of("A")).toEqual([]);
  expect(of("B")).toEqual([]);
  expect(of("C")).toEqual(['AlertmanagerConfig shared | spec.route | alertname="C" | no alert matches this']);
});

it("an alert has the name and the labels of the Prometheus that sends it", () => {
  const asking = (matcher: string, spec: Fields = {}) =>
    said(
      matcherMatchesNoAlert,
      onlySecond +
        prometheus("first", { externalLabels: { region: "north" } }) +
        prometheus("second", { externalLabels: { region: "south" }, ...spec }) +
        alertmanager("first", plain) +
        alertmanager("second", {
          ...plain,
          route: { receiver: "chat", routes: [{ receiver: "chat", matchers: [matcher] }] },
        }),
      complete,
    );
  expect(asking("region = south")).toEqual([]);
  expect(asking("region = north")).toHaveLength(1);
  expect(asking("prometheus = second/main")).toEqual([]);
  expect(asking("prometheus = first/main")).toHaveLength(1);
  expect(asking("sender = second/main", { prometheusExternalLabelName: "sender" })).toEqual([]);
  expect(asking("prometheus = second/main", { prometheusExternalLabelName: "" })).toHaveLength(1);
});

const deaf = { route: { receiver: "deaf" }, receivers: [{ name: "deaf" }] };
const line = (names: string) =>
  `Secret alertmanager-main | stringData["alertmanager.yaml"].receivers[0] | deaf | it sends nothing, and ${names} there`;

it("an alert reaches nobody where its own Alertmanager tells nobody", () => {
  const ends = (first: Fields, second: Fields, senders = both) =>
    said(alertReachesNobody, onlySecond + senders + alertmanager("first", first) + alertmanager("second", second));
  expect(ends(plain, plain)).toEqual([]);
  expect(ends(plain, deaf)).toEqual([line("B ends")]);
  expect(ends(deaf, plain)).toEqual([line("A ends")]);
  expect(ends(deaf, deaf)).toEqual([line("A ends"), line("B ends")]);
});

it("an alert that is sent to both reaches somebody where one of them tells", () => {
  const toBoth = {
    alerting: {
      alertmanagers: ["first", "second"].map((namespace) => ({
        namespace,
        name: "alertmanager-operated",
        port: "web",
      })),
    },
  };
  const ends = (first: Fields, second: Fields) =>
    said(
      alertReachesNobody,
      alerts("first", { alert: "A" }) +
        prometheus("first", toBoth) +
        alertmanager("first", first) +
        alertmanager("second", second),
    );
  expect(ends(deaf, plain)).toEqual([]);
  expect(ends(plain, deaf)).toEqual([]);
  expect(ends(deaf, deaf)).toEqual([line("A ends"), line("A ends")]);
  // Of one Alertmanager it is not known whom it tells.
  expect(ends(deaf, {})).toEqual([]);
  const silent = {
    route: { receiver: "chat", routes: [{ receiver: "null", matchers: ["alertname = A"] }] },
    receivers: [chat, { name: "null" }],
  };
  expect(ends(silent, deaf)).toEqual([line("A ends")]);
});

it("the heartbeat is needed in each", () => {
  const beating = (second: Fields) =>
    said(
      heartbeatStaysInside,
      alerts("first", { alert: "Watchdog", expr: "vector(1)" }) +
        alerts("second", { alert: "B" }, second) +
        both +
        alertmanager("first", plain) +
        alertmanager("second", plain),
      complete,
    );
  expect(beating({ alert: "Watchdog", expr: "vector(1)" })).toEqual([]);
  expect(beating({ alert: "C" })).toEqual(["Alertmanager main | no alert that is sent to it fires always"]);
});

it("a severity is one that the routes of its own Alertmanager know", () => {
  const asking = (severity: string) => ({
    ...plain,
    route: { receiver: "chat", routes: [{ receiver: "chat", matchers: [`severity = ${severity}`] }] },
  });
  const of = (first: Fields, second: Fields, senders = both) =>
    said(
      alertSeverityUnknown,
      alerts("first", { alert: "A", labels: { severity: "page" } }) +
        senders +
        alertmanager("first", first) +
        alertmanager("second", second),
    );
  expect(of(asking("page"), asking("critical"))).toEqual([]);
  expect(of(asking("critical"), asking("page"))).toEqual([
    "PrometheusRule first | spec.groups[0].rules[0].labels.severity | page | alert A: no route knows this severity",
  ]);
  // Sent to nobody, it is judged by all.
  expect(of(asking("critical"), asking("page"), prometheus("first", { alerting: {} }))).toEqual([]);
});

it("an inhibition is between alerts that meet", () => {
  const inhibiting = {
    ...plain,
    inhibit_rules: [{ source_matchers: ["alertname = A"], target_matchers: ["alertname = B"], equal: ["namespace"] }],
  };
  const pairs = (target: Side) =>
    said(
      inhibitionLabelMissing,
      alerts("first", { alert: "A" }) +
        alerts(target, { alert: "B", labels: { namespace: "web" } }) +
        both +
        alertmanager("first", inhibiting) +
        alertmanager("second", inhibiting),
    );
  expect(pairs("second")).toEqual([]);
  expect(pairs("first")).toHaveLength(1);
});
