import { expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";

const ruler = `---
apiVersion: monitoring.coreos.com/v1
kind: ThanosRuler
metadata: { name: global, namespace: monitoring }
spec: { image: "quay.io/thanos/thanos:v0.39.0", ruleSelector: {} }
`;
const dashboard = (expr: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: board, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data:
  board.json: '${JSON.stringify({ title: "Board", uid: "board", panels: [{ type: "stat", targets: [{ expr }] }] })}'
`;
const outside = "an external label may be added where several clusters meet";
const asks = (rule: Rule, objects: string) => said(rule, objects).map((line) => line.replace(/^.* \| (\S+ \| )/, "$1"));

it("lets what only a ThanosRuler evaluates ask for labels that no Prometheus stores", () => {
  const here = given('absent(up{region="eu"})');
  const there = here.replace("ruleSelector: {}, ", "") + ruler;
  const none = 'region="eu" | up has no label region';
  expect(asks(matcherMatchesNothing, here)).toEqual([none]);
  expect(asks(matcherMatchesNothing, here + ruler)).toEqual([none]);
  expect(said(matcherMatchesNothing, there)).toEqual([expect.stringContaining(`up has no label region | ${outside}`)]);
  // What it has may not be what is asked for, wherever one asks.
  expect(asks(matcherMatchesNothing, there.replace('region=\\"eu', 'job=\\"alertmanagers'))).toEqual([
    'job="alertmanagers" | up has no such job: it has alertmanager: did you mean alertmanager?',
  ]);
  const grouped = given("sum by (region) (up) == 0").replace("ruleSelector: {}, ", "") + ruler;
  expect(said(labelLost, grouped)).toEqual([expect.stringMatching(/which its operand lacks.*an external label/)]);
});

it("lets anybody keep the label of a whole cluster, and nobody ask for its value where it is not stored", () => {
  expect(said(labelLost, given("sum by (cluster) (up) == 0"))).toEqual([expect.stringContaining(`| ${outside})`)]);
  expect(said(labelLost, given("sum by (region) (up) == 0"))).toEqual([expect.not.stringContaining(outside)]);
  expect(asks(matcherMatchesNothing, given('up{cluster="eu"}'))).toEqual(['cluster="eu" | up has no label cluster']);
});

it("lets a dashboard ask for the labels that a Prometheus adds to what it sends away", () => {
  const objects = (spec: string) =>
    given("up == 0").replace("scrapeInterval: 30s", `scrapeInterval: 30s, externalLabels: { region: eu }${spec}`) +
    dashboard('up{region="eu"}');
  const none = 'region="eu" | up has no label region';
  expect(asks(matcherMatchesNothing, objects(""))).toEqual([none]);
  for (const way of [", thanos: {}", ", remoteWrite: [{ url: 'http://mimir' }]"])
    expect(said(matcherMatchesNothing, objects(way))).toEqual([expect.stringContaining(outside)]);
});
