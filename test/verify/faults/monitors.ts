import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

const of = (objects: readonly MutableObject[], kind: string) => objects.filter((object) => object.kind === kind);

const broken = (rule: string, what: string, object: MutableObject, apply: () => void): Breakage => ({
  rule,
  what,
  object: named(object),
  apply,
});

/** A monitor in a namespace where no Prometheus looks, or Prometheus no longer looks anywhere. */
const unselected: Breaker = (objects) => [
  ...of(objects, "ServiceMonitor").map((monitor) => ({
    ...broken("monitor-not-selected", "moves the monitor to another namespace", monitor, () => {
      monitor.metadata.namespace = "default";
    }),
    object: `ServiceMonitor default/${monitor.metadata.name}`,
  })),
  ...of(objects, "PrometheusRule").map((rules) =>
    broken("rule-not-selected", "asks for labels that rules lack", rules, () => {
      for (const prometheus of of(objects, "Prometheus")) prometheus.spec.ruleSelector = { matchLabels: { team: "a" } };
    }),
  ),
  ...of(objects, "AlertmanagerConfig").map((config) =>
    broken("alertmanager-config-not-selected", "drops the selector", config, () => {
      for (const alertmanager of of(objects, "Alertmanager")) delete alertmanager.spec.alertmanagerConfigSelector;
    }),
  ),
];

/** A class of which its Prometheus knows nothing. */
const ofNoClass: Breaker = (objects) =>
  of(objects, "ServiceMonitor").map((monitor) =>
    broken("scrape-class-unknown", "names a scrape class", monitor, () => {
      monitor.spec.scrapeClass = "gone";
    }),
  );

/** A step for which the operator leaves the monitor out. */
const refused: Breaker = (objects) =>
  of(objects, "ServiceMonitor").flatMap((monitor) => [
    broken("relabelling-refused", "breaks a pattern", monitor, () => {
      monitor.spec.endpoints[0].relabelings = [{ sourceLabels: ["job"], regex: "(?!a).*", targetLabel: "job" }];
    }),
    broken("relabelling-refused", "forgets the target", monitor, () => {
      monitor.spec.endpoints[0].metricRelabelings = [{ sourceLabels: ["job"] }];
    }),
  ]);

/** A scrape that may take longer than until the next one. */
const slow: Breaker = (objects) =>
  of(objects, "ServiceMonitor").map((monitor) =>
    broken("timeout-above-interval", "lengthens the timeout", monitor, () => {
      monitor.spec.endpoints[0].scrapeTimeout = "5m";
    }),
  );

/** What a monitor selects, and by which port. */
const misled: Breaker = (objects) =>
  of(objects, "ServiceMonitor")
    .filter(({ metadata }) => metadata.name !== "kubelet")
    .flatMap((monitor) => [
      ...Object.keys(monitor.spec.selector.matchLabels).map((label) =>
        broken("monitor-selects-nothing", `changes the selector's ${label}`, monitor, () => {
          monitor.spec.selector.matchLabels[label] += "-x";
        }),
      ),
      broken("monitor-selects-nothing", "looks in another namespace", monitor, () => {
        monitor.spec.namespaceSelector = { matchNames: ["agentprovision"] };
      }),
      ...monitor.spec.endpoints.map((endpoint: MutableObject, index: number) =>
        broken("monitor-port-unknown", `renames the port of endpoint ${index}`, monitor, () => {
          endpoint.port += "x";
        }),
      ),
      ...of(objects, "Service")
        .filter(
          ({ metadata }) =>
            metadata.labels?.["app.kubernetes.io/name"] === monitor.spec.selector.matchLabels["app.kubernetes.io/name"],
        )
        .flatMap((service) =>
          service.spec.ports.flatMap((port: MutableObject) => [
            broken("monitor-port-unknown", `renames port ${port.name} of the Service`, monitor, () => {
              port.name += "x";
            }),
            broken("monitor-port-unknown", `leads port ${port.name} of the Service nowhere`, monitor, () => {
              port.targetPort = "nowhere";
            }),
          ]),
        ),
    ]);

/** A second monitor for the same. */
const doubled: Breaker = (objects) =>
  of(objects, "ServiceMonitor")
    .filter(({ metadata }) => metadata.name !== "kubelet")
    .map((monitor) => {
      const copy = structuredClone(monitor);
      copy.metadata.name += "-again";
      return broken("target-scraped-twice", "scrapes it a second time", copy, () => {
        (objects as MutableObject[]).push(copy);
      });
    });

/** A second Service for the same pods. */
const behindTwo: Breaker = (objects) =>
  of(objects, "ServiceMonitor").flatMap((monitor) =>
    of(objects, "Service")
      .filter(({ metadata, spec }) => metadata.name === monitor.metadata.name && spec.selector)
      .map((service) =>
        broken("target-scraped-twice", "puts a second Service before its pods", monitor, () => {
          const copy = structuredClone(service);
          copy.metadata.name += "-headless";
          (objects as MutableObject[]).push(copy);
        }),
      ),
  );

/** All places where a monitor can be broken. */
export const monitorsFaults: Breaker = (objects) =>
  [unselected, slow, ofNoClass, refused, misled, doubled, behindTwo].flatMap((breaker) => breaker(objects));
