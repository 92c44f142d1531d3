import { parse, stringify } from "yaml";
import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

/** What the second Prometheus evaluates. */
const ofSecond = "redis";

const of = (objects: readonly MutableObject[], kind: string) => objects.filter((object) => object.kind === kind);
/** A second Prometheus that scrapes the same and evaluates one object's rules, and a second Alertmanager for what it sends. */
function divided(objects: MutableObject[]) {
  const [first] = of(objects, "Prometheus");
  const [rules] = of(objects, "PrometheusRule").filter(({ metadata }) => metadata.name === ofSecond);
  const [alertmanager] = of(objects, "Alertmanager");
  if (rules === undefined) return undefined;
  const second = structuredClone(first);
  second.metadata.name = "second";
  second.spec.ruleSelector = { matchLabels: { of: "second" } };
  second.spec.serviceMonitorSelector = { matchExpressions: [{ key: "of", operator: "NotIn", values: ["first"] }] };
  second.spec.alerting.alertmanagers = [{ name: "alertmanager-second", namespace: "monitoring", port: "web" }];
  first.spec.ruleSelector = { matchExpressions: [{ key: "of", operator: "NotIn", values: ["second"] }] };
  rules.metadata.labels.of = "second";
  const metadata = (name: string) => ({ name, namespace: "monitoring" });
  const base: MutableObject = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: metadata("alertmanager-second"),
    stringData: {
      "alertmanager.yaml": stringify({
        route: { receiver: "chat" },
        receivers: [{ name: "chat", slack_configs: [{ channel: "#redis" }] }],
      }),
    },
  };
  objects.push(
    second,
    base,
    { ...structuredClone(alertmanager), metadata: metadata("second"), spec: { replicas: 1 } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata("alertmanager-second"),
      spec: { selector: { alertmanager: "second" }, ports: [{ name: "web", port: 9093, targetPort: "web" }] },
    },
  );
  return { rules, base };
}

/** What the one has and the other needs. */
export const severalFaults: Breaker = (objects) => {
  const found = divided(objects as MutableObject[]);
  if (found === undefined) return [];
  const { rules, base } = found;
  const broken = (rule: string, what: string, object: MutableObject, apply: () => void): Breakage => ({
    rule,
    what,
    object: named(object),
    apply,
  });
  const inBase = (rule: string, what: string, change: (base: MutableObject) => void) =>
    broken(rule, what, base, () => {
      const file = parse(base.stringData["alertmanager.yaml"]);
      change(file);
      base.stringData["alertmanager.yaml"] = stringify(file);
    });
  const foreign = of(objects, "PrometheusRule").filter((object) => object !== rules);
  return [
    ...of(objects, "ServiceMonitor")
      .filter(({ metadata }) => metadata.name === "redis-exporter")
      .map((monitor) =>
        broken("series-unknown", "lets the second Prometheus drop what the first keeps", rules, () => {
          const own = structuredClone(monitor);
          own.metadata.name = "redis-exporter-second";
          for (const endpoint of own.spec.endpoints)
            endpoint.metricRelabelings = [{ action: "drop", sourceLabels: ["__name__"], regex: "redis_memory_.*" }];
          (objects as MutableObject[]).push(own);
          monitor.metadata.labels = { ...monitor.metadata.labels, of: "first" };
        }),
      ),
    ...foreign.flatMap(({ spec }) =>
      spec.groups.flatMap((group: MutableObject) => [
        ...group.rules
          .filter(({ record }: MutableObject) => record !== undefined)
          .map(({ record }: MutableObject) =>
            broken("series-unknown", `asks for ${record}, which the first Prometheus alone records`, rules, () => {
              rules.spec.groups[0].rules.push({ alert: "Asks", expr: `${record} > 1` });
            }),
          ),
        ...group.rules
          .filter(({ alert }: MutableObject) => alert !== undefined)
          .map(({ alert }: MutableObject) =>
            inBase("matcher-matches-no-alert", `routes ${alert}, which goes to the first Alertmanager`, ({ route }) => {
              route.routes = [{ receiver: "chat", matchers: [`alertname = ${alert}`] }];
            }),
          ),
      ]),
    ),
    inBase("alert-reaches-nobody", "empties the second's receiver, while the first's sends", ({ receivers }) => {
      delete receivers[0].slack_configs;
    }),
  ];
};
