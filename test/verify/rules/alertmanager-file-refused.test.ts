import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { alertmanagerFileRefused } from "../../../lib/verify/rules/alertmanager-file-refused.ts";
import { receiverUnknown } from "../../../lib/verify/rules/receiver-unknown.ts";
import { timeIntervalUnknown } from "../../../lib/verify/rules/time-interval-unknown.ts";
import { said } from "../given.ts";

const file = `
global: { resolve_timeout: 5m, http_config: { oauth2: { client_id: a, tls_config: { min_version: TLS12 } } } }
templates: [/etc/alertmanager/config/*.tmpl]
route:
  receiver: chat
  group_by: [alertname]
  routes:
    - receiver: mail
      matchers: ['severity="critical"', '{team=~"a|b", env!=test}', path = /var/lib, 'x="a\\"b, c"', "{}"]
      match: { job: web }
      active_time_intervals: [day]
receivers:
  - name: chat
    slack_configs: [{ channel: "#web", fields: [{ title: a, short: true }], http_config: { proxy_url: "http://p" } }]
    webhook_configs: [{ url: "https://a.example", payload: { anything: at all } }]
  - name: mail
    email_configs: [{ to: a@b.example, headers: { subject: Hi }, tls_config: { insecure_skip_verify: true } }]
inhibit_rules:
  - source_matchers: [severity = critical]
    target_match_re: { severity: "warning|info" }
    equal: [namespace]
time_intervals:
  - { name: day, time_intervals: [{ times: [{ start_time: "09:00", end_time: "17:00" }], location: UTC }] }
mute_time_intervals: [{ name: night }]
`;

const secret = (text: string, more: object = {}, name = "alertmanager-main") =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace: "m" },
    stringData: { "alertmanager.yaml": text },
    ...more,
  });
const operated = (text: string, more?: object) => `
{ apiVersion: monitoring.coreos.com/v1, kind: Alertmanager, metadata: { name: main, namespace: m } }
---
${secret(text, more)}
`;
const plain = (text: string, args: readonly string[] = ["--config.file=/etc/alertmanager/alertmanager.yml"]) => `
${JSON.stringify({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "alertmanager", namespace: "m" },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: "alertmanager",
            image: "docker.io/prom/alertmanager:v0.33.0",
            args,
            volumeMounts: [{ name: "config", mountPath: "/etc/alertmanager" }],
          },
        ],
        volumes: [{ name: "config", configMap: { name: "alertmanager" } }],
      },
    },
  },
})}
---
${JSON.stringify({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "alertmanager", namespace: "m" },
  data: { "alertmanager.yml": text },
})}
`;

const changed = (from: string, to: string) => {
  expect(file).toContain(from);
  return file.replace(from, to);
};
const at = (place: string) => `Secret alertmanager-main | stringData["alertmanager.yaml"]${place}`;
const sayings = (text: string) => said(alertmanagerFileRefused, operated(text));

it("is content with a file that Alertmanager takes", () => {
  expect(sayings(file)).toEqual([]);
  expect(said(alertmanagerFileRefused, plain(file))).toEqual([]);
});

describe("a file that is no YAML", () => {
  it("is found", () =>
    expect(sayings(changed("[alertname]", "[alertname"))).toEqual([
      `${at("")} | it is no YAML: missed comma between flow collection entries (line 7)`,
    ]));

  it("may become YAML when something is filled in", () => {
    const open = "route: { receiver: a\nreceivers: ${RECEIVERS}";
    expect(sayings(open)).toEqual([
      `(${at("")} | it is no YAML: missed comma between flow collection entries (line 2) | \${RECEIVERS} may be filled in before it is applied)`,
    ]);
  });

  it("may be encrypted", () => {
    expect(sayings("ENC[AES256_GCM,data:x,iv:y]")).toEqual([]);
    const data = { "alertmanager.yaml": "ENC[AES256_GCM,data:Zm9vYmFy,iv:abc=]" };
    expect(said(alertmanagerFileRefused, operated("", { stringData: {}, data }))).toEqual([]);
  });

  it("is none where it is empty, which the operator replaces", () => expect(sayings("")).toEqual([]));
});

describe("fields that Alertmanager does not know", () => {
  const unknown = (from: string, to: string) => sayings(changed(from, to));

  it("are found on every level", () => {
    const what = "Alertmanager knows no such field";
    expect(unknown("inhibit_rules:", "inhibit_rule:")).toEqual([
      `${at(".inhibit_rule")} | ${what}: did you mean inhibit_rules?`,
    ]);
    expect(unknown("match: {", "matchs: {")).toEqual([
      `${at(".route.routes[0].matchs")} | ${what}: did you mean match?`,
    ]);
    expect(unknown("channel:", "chanel:")).toEqual([
      `${at(".receivers[0].slack_configs[0].chanel")} | ${what}: did you mean channel?`,
    ]);
    expect(unknown("email_configs:", "email_config:")).toEqual([
      `${at(".receivers[1].email_config")} | ${what}: did you mean email_configs?`,
    ]);
    expect(unknown("min_version", "minversion")).toHaveLength(1);
    expect(unknown("target_match_re", "target_matches_re")).toHaveLength(1);
    expect(unknown("start_time", "begin_time")).toHaveLength(1);
    expect(unknown("headers:", "subject:")).toEqual([`${at(".receivers[1].email_configs[0].subject")} | ${what}`]);
  });
});

describe("matchers that Alertmanager does not read", () => {
  const matcher = (text: string) => sayings(changed("'severity=\"critical\"'", JSON.stringify(text)));

  it.each(["severity ~ critical", "severity", 'severity="critical', "=critical", 'severity=="x"y'])(
    "are found: %s",
    (text) =>
      expect(matcher(text)).toEqual([
        `${at(".route.routes[0].matchers[0]")} | ${text} | this is none: a matcher is a text such as severity="critical"`,
      ]),
  );

  it.each(["severity=~critical|warning", "a=b,c!~d", '{ "foo bar" = "x" }', "severity =", "a = b c", "path=~/a\\.b"])(
    "are not those: %s",
    (text) => expect(matcher(text)).toEqual([]),
  );

  it("are maps, and what is no list", () => {
    expect(sayings(changed("[severity = critical]", "[severity: critical]"))).toEqual([
      `${at(".inhibit_rules[0].source_matchers[0]")} | {"severity":"critical"} | this is none: a matcher is a text such as severity="critical"`,
    ]);
    expect(sayings(changed("[severity = critical]", "{ severity: critical }"))).toEqual([
      `${at(".inhibit_rules[0].source_matchers")} | it takes a list; a matcher is a text such as severity="critical"`,
    ]);
  });
});

it("finds what the first of all routes may not have, and that there is none", () => {
  const root = (field: string) => sayings(changed("  group_by: [alertname]", `  ${field}`));
  const first = "the first of all routes is for every alert";
  expect(root("matchers: [a=b]")).toEqual([`${at(".route")} | ${first}, and may have no matchers`]);
  expect(root("match: { a: b }")).toHaveLength(1);
  expect(root("mute_time_intervals: [day]")).toEqual([`${at(".route")} | ${first}, and may have no time intervals`]);
  expect(root("continue: true")).toEqual([`${at(".route.continue")} | ${first}: there is none to go on to`]);
  expect(sayings("receivers: [{ name: a }]")).toEqual([`${at("")} | there is no route`]);
});

it("finds names that are there twice, and those that are missing", () => {
  expect(sayings(changed("name: mail", "name: chat"))).toEqual([
    `${at(".receivers[1]")} | chat | another receiver has this name, too`,
  ]);
  expect(sayings(changed("  - name: mail\n    email_configs", "  - email_configs"))).toEqual([
    `${at(".receivers[1]")} | a receiver has no name`,
  ]);
  expect(sayings(changed("name: night", "name: day"))).toEqual([
    `${at(".time_intervals")} | day | two time intervals have this name`,
  ]);
});

it("says it once of a file that two Alertmanagers share", () => {
  const both = ["one", "two"].map(
    (name) =>
      `{ apiVersion: monitoring.coreos.com/v1, kind: Alertmanager, metadata: { name: ${name}, namespace: m }, spec: { configSecret: own } }`,
  );
  const shared = secret(changed("channel", "chanel"), {}, "own");
  expect(said(alertmanagerFileRefused, [...both, shared].join("\n---\n"))).toHaveLength(1);
});

describe("an Alertmanager that no operator runs", () => {
  it.each<[Rule, string, string, string]>([
    [alertmanagerFileRefused, "chanel: ", "channel: ", ".receivers[0].slack_configs[0].chanel"],
    [receiverUnknown, "receiver: mial", "receiver: mail", ".route.routes[0].receiver"],
    [receiverUnknown, "route:\n  group_wait: 1s", "route:\n  receiver: chat", ".route.receiver"],
    [timeIntervalUnknown, "active_time_intervals: [dya]", "active_time_intervals: [day]", ".route.routes[0]"],
  ])("is read from the file that its pods mount: %o, %s", (rule, to, from, field) => {
    expect(said(rule, plain(file))).toEqual([]);
    const [only = "", ...others] = said(rule, plain(changed(from, to)));
    expect(only).toContain(`ConfigMap alertmanager | data["alertmanager.yml"]${field} | `);
    expect(others).toEqual([]);
  });

  it("reads the file that it is told to read", () => {
    const broken = changed("channel", "chanel");
    expect(said(alertmanagerFileRefused, plain(broken, []))).toHaveLength(1);
    expect(said(alertmanagerFileRefused, plain(broken, ["--config.file", "/etc/other.yml"]))).toEqual([]);
  });
});
