import { describe, expect, it } from "vitest";
import { relabellingRefused } from "../../../lib/verify/rules/relabelling-refused.ts";
import { said } from "../given.ts";

const resource = (kind: string, spec: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: main, namespace: m }\nspec: ${spec}\n`;

const places: readonly (readonly [string, (steps: string) => string])[] = [
  [
    "spec.endpoints[0].relabelings[0]",
    (steps) => resource("ServiceMonitor", `{ endpoints: [{ relabelings: ${steps} }] }`),
  ],
  [
    "spec.podMetricsEndpoints[0].metricRelabelings[0]",
    (steps) => resource("PodMonitor", `{ podMetricsEndpoints: [{ metricRelabelings: ${steps} }] }`),
  ],
  [
    "spec.targets.staticConfig.relabelingConfigs[0]",
    (steps) => resource("Probe", `{ targets: { staticConfig: { relabelingConfigs: ${steps} } } }`),
  ],
  [
    "spec.targets.ingress.relabelingConfigs[0]",
    (steps) => resource("Probe", `{ targets: { ingress: { relabelingConfigs: ${steps} } } }`),
  ],
  ["spec.metricRelabelings[0]", (steps) => resource("ScrapeConfig", `{ metricRelabelings: ${steps} }`)],
  [
    "spec.scrapeClasses[0].relabelings[0]",
    (steps) => resource("Prometheus", `{ scrapeClasses: [{ name: a, relabelings: ${steps} }] }`),
  ],
];

describe.each(places)("a step at %s", (field, at) => {
  it("is taken", () =>
    expect(
      said(
        relabellingRefused,
        at("[{ sourceLabels: [a], regex: '(.+)', targetLabel: b }, { action: LabelDrop, regex: a }]"),
      ),
    ).toEqual([]));

  it("is refused for its pattern", () =>
    expect(said(relabellingRefused, at("[{ sourceLabels: [a], regex: '(.+', targetLabel: b }]"))).toEqual([
      expect.stringContaining(`main | ${field}.regex | (.+ | it is no regular expression: unterminated group`),
    ]));
});

const [, at] = places[0] ?? ["", () => ""];

it.each([
  ["{ sourceLabels: [a] }", "replace | it needs a target label"],
  ["{ action: Replace, sourceLabels: [a] }", "replace | it needs a target label"],
  ["{ action: keepequal, sourceLabels: [a] }", "keepequal | it needs a target label"],
  ["{ action: hashmod, sourceLabels: [a], targetLabel: b }", "hashmod | it needs a modulus"],
])("needs what its action is about: %s", (step, what) =>
  expect(said(relabellingRefused, at(`[${step}]`))).toEqual([expect.stringContaining(what)]),
);

it.each([
  "{ action: hashmod, sourceLabels: [a], targetLabel: b, modulus: 4 }",
  "{ action: keep, sourceLabels: [a] }",
  "{ action: labelmap }",
])("needs no more: %s", (step) => expect(said(relabellingRefused, at(`[${step}]`))).toEqual([]));

it("is refused in a Prometheus' own words", () =>
  expect(
    said(
      relabellingRefused,
      `${resource("Prometheus", "{ additionalScrapeConfigs: { name: more, key: a.yaml } }")}---
apiVersion: v1
kind: Secret
metadata: { name: more, namespace: m }
stringData: { a.yaml: "[{ job_name: a, relabel_configs: [{ source_labels: [a], regex: '(?=a)', target_label: b }, { target_label: c, replacement: d }] }]" }
`,
    ),
  ).toEqual([
    expect.stringContaining(
      'Secret more | stringData["a.yaml"][0].relabel_configs[0].regex | (?=a) | it is no regular expression',
    ),
  ]));
