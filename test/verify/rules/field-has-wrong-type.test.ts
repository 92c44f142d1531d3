import { expect, it } from "vitest";
import { fieldHasWrongType } from "../../../lib/verify/rules/field-has-wrong-type.ts";
import { requestMissingForQuota } from "../../../lib/verify/rules/request-missing-for-quota.ts";
import { said } from "../given.ts";

const service = (spec: string, metadata = "name: web") =>
  `apiVersion: v1\nkind: Service\nmetadata: { ${metadata} }\nspec: ${spec}\n`;

const resource = (kind: string, spec: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: web }\nspec: { ${spec} }\n`;

it("knows every duration and size that prometheus-operator takes", () =>
  expect(
    said(
      fieldHasWrongType,
      [
        resource("Prometheus", 'scrapeInterval: "", evaluationInterval: 1m30s, retention: 1y2w3d, retentionSize: "0"'),
        resource("Prometheus", 'retention: "0", retentionSize: 1.5GiB'),
        resource("Alertmanager", "retention: 120h30m"),
      ].join("---\n"),
    ),
  ).toEqual([]));

it("says nothing of fields that fit, that are null, or that it does not read", () =>
  expect(
    said(fieldHasWrongType, service("{ ports: [{ port: 80, targetPort: http }], selector: null, sessionAffinity: 3 }")),
  ).toEqual([]));

it("knows what is filled in, be it as long as it may", () => {
  const name = `LIMIT_${"OF_MEMORY_".repeat(8)}`;
  const quota = `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all }\nspec: { hard: { pods: "\${${name}}" } }\n`;
  expect(said(fieldHasWrongType, quota)).toEqual([
    expect.stringMatching(/^\(ResourceQuota all .* is put in place of \$\{LIMIT_/),
  ]);
});

it("takes every amount of a resource that is one, and tells of another, which counts as written all the same", () => {
  const pod = (list: string, amount: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, resources: { ${list}: { cpu: ${amount} } } }] }\n`;
  for (const amount of ["250m", "0.5", "2", "1e3", "100Mi", "1E"])
    expect(said(fieldHasWrongType, pod("requests", amount))).toEqual([]);
  for (const list of ["requests", "limits"])
    expect(said(fieldHasWrongType, pod(list, "100mi"))).toEqual([
      `Pod web | spec.containers[0].resources.${list}.cpu | "100mi" | it is a string, and the field takes an amount such as 250m, 512Mi or 2`,
    ]);
  const counting =
    "---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all }\nspec: { hard: { requests.cpu: 4 } }\n";
  expect(said(requestMissingForQuota, pod("requests", "100mi") + counting)).toEqual([]);
});

it.each([
  [
    service('{ ports: [{ port: "80" }] }'),
    'Service web | spec.ports[0].port | "80" | it is a string, and the field takes a number: write 80 without quotes',
  ],
  [
    service("{ selector: { app: yes } }"),
    'Service web | spec.selector.app | true | it is true or false, and the field takes a string: quote it: "true"',
  ],
  [
    service("{ ports: { port: 80 } }"),
    'Service web | spec.ports | {"port":80} | it is a map, and the field takes a list',
  ],
  [
    service("{}", "name: web, annotations: { port: 80 }"),
    'Service web | metadata.annotations.port | 80 | it is a number, and the field takes a string: quote it: "80"',
  ],
  [
    resource("PrometheusRule", "groups: [{ name: web, interval: 15sec }]"),
    'PrometheusRule web | spec.groups[0].interval | "15sec" | it is a string, and the field takes a duration such as 1h30m',
  ],
  [
    resource("PrometheusRule", "groups: [{ name: web, rules: [{ alert: Down, for: 5min }] }]"),
    'PrometheusRule web | spec.groups[0].rules[0].for | "5min" | it is a string, and the field takes a duration such as 1h30m',
  ],
  [
    resource("ServiceMonitor", "endpoints: [{ interval: 30 }]"),
    "ServiceMonitor web | spec.endpoints[0].interval | 30 | it is a number, and the field takes a duration such as 1h30m",
  ],
  [
    resource("Prometheus", "retentionSize: 80Gi"),
    'Prometheus web | spec.retentionSize | "80Gi" | it is a string, and the field takes a size such as 50GB',
  ],
  [
    resource("Alertmanager", "retention: 5d"),
    'Alertmanager web | spec.retention | "5d" | it is a string, and the field takes hours, minutes and seconds such as 120h',
  ],
  [
    resource("AlertmanagerConfig", "route: { receiver: chat, repeatInterval: 4hours }"),
    'AlertmanagerConfig web | spec.route.repeatInterval | "4hours" | it is a string, and the field takes a duration such as 1h30m',
  ],
])("finds a value of another type: %#", (yaml, found) => expect(said(fieldHasWrongType, yaml)).toEqual([found]));
