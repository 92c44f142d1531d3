import { expect, it } from "vitest";
import { alertmanagerConfigNotSelected } from "../../../lib/verify/rules/alertmanager-config-not-selected.ts";
import { ruleNotSelected } from "../../../lib/verify/rules/rule-not-selected.ts";
import { said } from "../given.ts";

const namespace = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: web } }
`;

const resource = (kind: string, metadata: string, spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: ${metadata}
spec: ${spec}
`;

const cases = [
  [ruleNotSelected, "PrometheusRule", "Prometheus", "rule"],
  [alertmanagerConfigNotSelected, "AlertmanagerConfig", "Alertmanager", "alertmanagerConfig"],
] as const;

it.each(cases)("$id: labels and namespace must be selected", (rule, kind, who, selector) => {
  const among = (spec: string) =>
    said(
      rule,
      [
        namespace,
        resource(kind, "{ name: web, namespace: shop, labels: { team: web } }", "{}"),
        resource(who, "{ name: main, namespace: monitoring }", spec),
      ].join("---"),
    );
  const everywhere = `${selector}NamespaceSelector: {}`;
  expect(among(`{ ${selector}Selector: {}, ${everywhere} }`)).toEqual([]);
  expect(among(`{ ${selector}Selector: { matchLabels: { team: web } }, ${everywhere} }`)).toEqual([]);
  expect(among(`{ ${selector}Selector: { matchLabels: { team: api } }, ${everywhere} }`)).toEqual([
    `${kind} web | metadata.labels | team=web | ${who} monitoring/main does not select these labels: its ${selector}Selector selects team=api: add the labels team=api`,
  ]);
  expect(among(`{ ${selector}Selector: {} }`)).toEqual([
    `${kind} web | metadata.namespace | shop | ${who} monitoring/main does not look there: its ${selector}NamespaceSelector is absent, which means its own namespace: label the namespace, move the object, or set spec.${selector}NamespaceSelector`,
  ]);
});

it.each(cases)("$id: is uncertain where nobody is given who could select it", (rule, kind, who) => {
  const yaml = resource(kind, "{ name: web, namespace: shop }", "{}");
  expect(said(rule, yaml)[0]).toMatch(/^\(.* is among the objects\)$/);
  expect(said(rule, yaml, { complete: true })[0]).toContain(`there is no ${who}`);
});
