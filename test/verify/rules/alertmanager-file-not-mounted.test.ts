import { expect, it } from "vitest";
import { alertmanagerFileNotMounted } from "../../../lib/verify/rules/alertmanager-file-not-mounted.ts";
import { said } from "../given.ts";
import { object } from "./table.ts";

const file = (path: string) =>
  `"route: { receiver: chat }\\nreceivers:\\n- name: chat\\n  slack_configs: [{ api_url_file: '${path}' }]"`;
const given = (path: string, spec = "secrets: [tokens], configMaps: [texts]") =>
  [
    object("monitoring.coreos.com/v1", "Alertmanager", "main", `spec: { ${spec} }`),
    object("v1", "Secret", "alertmanager-main", `stringData: { own.tmpl: x, alertmanager.yaml: ${file(path)} }`),
    object("v1", "Secret", "tokens", "stringData: { chat-url: x }"),
    object("v1", "ConfigMap", "texts", "data: { one.tmpl: x }"),
  ].join("");
const finds = (path: string, spec?: string) => said(alertmanagerFileNotMounted, given(path, spec));
const found = (path: string, what: string) => [
  `Secret alertmanager-main | stringData["alertmanager.yaml"].receivers[0].slack_configs[0].api_url_file | ${path} | ${what}`,
];

const token = "/etc/alertmanager/secrets/tokens/chat-url";
const text = "/etc/alertmanager/configmaps/texts/one.tmpl";

it.each([
  [token],
  [text],
  ["/etc/alertmanager/config/own.tmpl"],
  ["/etc/alertmanager/certs/tls.crt"],
  ["/etc/ssl/certs/ca.pem"],
  ["chat-url"],
  ["/etc/alertmanager/mine/url", "volumeMounts: [{ name: mine, mountPath: /etc/alertmanager/mine/ }]"],
  ["/etc/alertmanager/secrets/x/url", "volumeMounts: [{ name: mine, mountPath: /etc/alertmanager/secrets/x }]"],
  [
    "/etc/alertmanager/mine/url",
    "containers: [{ name: alertmanager, volumeMounts: [{ name: mine, mountPath: /etc/alertmanager/mine }] }]",
  ],
  [token, "alertmanagerConfiguration: { name: global }"],
])("is content with %s", (path, spec?: string) => expect(finds(path, spec)).toEqual([]));

it.each([
  [token, "configMaps: [texts]", "spec.secrets of Alertmanager shop/main does not have tokens"],
  [token, "secrets: [tokenz]", "spec.secrets of Alertmanager shop/main does not have tokens: did you mean tokenz?"],
  [text, "secrets: [texts]", "spec.configMaps of Alertmanager shop/main does not have texts"],
  [`${token}s`, undefined, "Secret shop/tokens has no key chat-urls: did you mean chat-url?"],
  ["/etc/alertmanager/config/two.tmpl", undefined, "Secret shop/alertmanager-main has no key two.tmpl"],
  ["/etc/alertmanager/mine/url", undefined, "Alertmanager shop/main mounts nothing there"],
  [
    "/etc/alertmanager/mine/url",
    "volumeMounts: [{ name: mine, mountPath: /etc/alertmanager/min }]",
    "Alertmanager shop/main mounts nothing there",
  ],
  [
    "/etc/alertmanager/mine/url",
    "containers: [{ name: other, volumeMounts: [{ name: mine, mountPath: /etc/alertmanager/mine }] }]",
    "Alertmanager shop/main mounts nothing there",
  ],
])("finds %s with %s", (path, spec, what) => expect(finds(path, spec)).toEqual(found(path, what)));

it("leaves alone what it does not know of a Secret", () =>
  expect(finds("/etc/alertmanager/secrets/gone/url", "secrets: [gone]")).toEqual([]));

it("reads templates, which patterns name", () => {
  const templates = (path: string) =>
    said(alertmanagerFileNotMounted, given(token).replace('"route:', `"templates: ['${path}']\\nroute:`));
  expect(templates("/etc/alertmanager/configmaps/texts/*.tmpl")).toEqual([]);
  expect(templates("/etc/alertmanager/configmaps/text/*.tmpl")).toEqual([
    'Secret alertmanager-main | stringData["alertmanager.yaml"].templates[0] | /etc/alertmanager/configmaps/text/*.tmpl | spec.configMaps of Alertmanager shop/main does not have text: did you mean texts?',
  ]);
});

it("reads the Secret that the Alertmanager names", () => {
  const named = given(token, "configSecret: base").replace("name: alertmanager-main", "name: base");
  expect(said(alertmanagerFileNotMounted, named)[0]).toContain("Secret base | ");
});
