import { expect, it } from "vitest";
import { kinds } from "../../../lib/verify/model/kinds.ts";
import { verify } from "../../../lib/verify/verify.ts";
import { objects } from "../given.ts";

const bare = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(kinds).map(([kind, { group }]) =>
    JSON.stringify({ apiVersion: group === "" ? "v1" : `${group}/v1`, kind, metadata: { name: "bare" }, ...fields }),
  );

/** Lists and maps in the fields that most kinds have, with nothing in them. */
const empty = {
  rules: [{}],
  subjects: [{}],
  data: { "a.json": "{}", "b.yaml": "", "alertmanager.yaml": "{}" },
  spec: {
    groups: [{ rules: [{}, { alert: "" }, { record: "" }] }, {}],
    endpoints: [{}],
    podMetricsEndpoints: [{}],
    route: { routes: [{}] },
    receivers: [{}],
    inhibitRules: [{}],
    ports: [{}],
    ingress: [{}],
    egress: [{ to: [{}], ports: [{}] }],
    alerting: { alertmanagers: [{}] },
    template: { spec: { containers: [{}], volumes: [{}] } },
    containers: [{}],
    volumes: [{}],
    triggers: [{}],
    metrics: [{}],
    json: "{}",
    ruleSelector: {},
    serviceMonitorSelector: {},
    podMonitorSelector: {},
    alertmanagerConfigSelector: {},
  },
};

it.each([
  ["only a name", {}],
  ["an empty spec", { spec: {} }],
  ["null in place of what they hold", { spec: null, rules: null, data: null }],
  ["empty parts", empty],
])("no rule stumbles over objects with %s", (_, fields) => {
  const all = bare(fields);
  expect(() => verify(all.flatMap(objects), { complete: true })).not.toThrow();
  for (const one of all) expect(() => verify(objects(one))).not.toThrow();
});
