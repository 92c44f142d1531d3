import type { KubernetesObject } from "../kubectl.ts";

/** A mistake in a chart, put in after the linker has looked. */
export interface Break {
  readonly what: string;
  /** The rule by which the linker refuses it; none where only a cluster can show it. */
  readonly refusedBy?: string;
  /** The step at which the run must fail. */
  readonly step: string;
  /** What that step says. */
  readonly says: RegExp;
  /** `Kind namespace/name`; a kind without a namespace has none before the slash. */
  readonly object: string;
  /** Gives the object as it is broken, or nothing where it is forgotten. */
  readonly change: (object: string) => string | undefined;
}

const targets = "has every target up, in each Prometheus";
const ready = "has every pod ready, under its policies";
const queries = "answers every recording rule and every panel";
const beats = "tells the dead-man's switch that it lives";

/** Exchanges the first place where a text stands. */
const written = (right: string, wrong: string) => (text: string) => {
  if (!text.includes(right)) throw new Error(`a break looks for ${right}, which is not there: ${text}`);
  return text.replace(right, wrong);
};
const forgotten = () => undefined;

/** Wrong ports, missing policies, wrong labels and the like, in one chart after the other. */
export const breaks: Readonly<Record<string, Break>> = {
  "alertmanager-label": {
    what: "the monitor of Alertmanager looks for a Service with another label",
    refusedBy: "monitor-selects-nothing",
    step: targets,
    says: /alertmanager has no target/,
    object: "ServiceMonitor monitoring/alertmanager",
    change: written('"app.kubernetes.io/name":"alertmanager"', '"app.kubernetes.io/name":"alert-manager"'),
  },
  "application-port": {
    what: "the application's Service leads to a port that its pods do not have",
    refusedBy: "service-port-without-container-port",
    step: targets,
    says: /agentprovision has no target/,
    object: "Service agentprovision/agentprovision",
    change: written('"targetPort":"http"', '"targetPort":"web"'),
  },
  "cache-key": {
    what: "the cache asks its Secret for a key that is not there",
    refusedBy: "missing-key",
    step: ready,
    says: /redis-0: .*couldn't find key/,
    object: "StatefulSet agentprovision/redis",
    change: written('"key":"password"', '"key":"passwd"'),
  },
  "dashboard-series": {
    what: "a panel asks for a series of another name than the one that is recorded",
    refusedBy: "series-unknown",
    step: queries,
    says: /Cache: Cache hits/,
    object: "ConfigMap monitoring/dashboard-cache",
    change: written("instance:redis_keyspace:hit_ratio5m", "instance:redis_keyspace:hits_ratio5m"),
  },
  "database-label": {
    what: "the Service of the database selects pods that there are not",
    refusedBy: "service-selects-no-pod",
    step: "lets users in",
    says: /api\/v1\/database: /,
    object: "Service agentprovision/postgres",
    change: written(
      '"selector":{"app.kubernetes.io/name":"postgres"}',
      '"selector":{"app.kubernetes.io/name":"postgresql"}',
    ),
  },
  "exporter-port": {
    what: "the monitor of redis_exporter names a port that its Service does not have",
    refusedBy: "monitor-port-unknown",
    step: targets,
    says: /redis-exporter has no target/,
    object: "ServiceMonitor monitoring/redis-exporter",
    change: written('"port":"metrics"', '"port":"metrcs"'),
  },
  "grafana-label": {
    what: "the Deployment of Grafana selects other pods than it makes",
    refusedBy: "selector-misses-template",
    step: "takes every file in the documented order",
    says: /Deployment.*grafana.*selector/s,
    object: "Deployment monitoring/grafana",
    change: written(
      '"matchLabels":{"app.kubernetes.io/name":"grafana"}',
      '"matchLabels":{"app.kubernetes.io/name":"graphs"}',
    ),
  },
  "kube-state-metrics-label": {
    what: "the Service of kube-state-metrics selects pods that there are not",
    refusedBy: "service-selects-no-pod",
    step: targets,
    says: /kube-state-metrics has no target/,
    object: "Service monitoring/kube-state-metrics",
    change: written(
      '"selector":{"app.kubernetes.io/name":"kube-state-metrics"}',
      '"selector":{"app.kubernetes.io/name":"state-metrics"}',
    ),
  },
  "kube-state-metrics-policy": {
    what: "nobody may reach kube-state-metrics",
    refusedBy: "target-not-reachable",
    step: targets,
    says: /kube-state-metrics: .*(deadline|timeout|refused)/,
    object: "NetworkPolicy monitoring/kube-state-metrics",
    change: forgotten,
  },
  "namespace-level": {
    what: "the namespace of node agents admits none of them",
    refusedBy: "pod-refused-by-security-level",
    step: ready,
    says: /0 of 1 pods of node-exporter-/,
    object: "Namespace /node-agents",
    change: written(
      '"pod-security.kubernetes.io/enforce":"privileged"',
      '"pod-security.kubernetes.io/enforce":"restricted"',
    ),
  },
  "node-agent-port": {
    what: "the Service of cAdvisor leads to a port that its pods do not have",
    refusedBy: "service-port-without-container-port",
    step: targets,
    says: /cadvisor has no target/,
    object: "Service node-agents/cadvisor",
    change: written('"targetPort":"metrics"', '"targetPort":"http"'),
  },
  "notification-key": {
    what: "the dead-man's switch is looked for at another key",
    step: beats,
    says: /0 arrived/,
    object: "Secret monitoring/alertmanager-receivers",
    change: written("hc-ping.com/live", "hc-ping.com.invalid/live"),
  },
  "notification-route": {
    what: "the route to the dead-man's switch waits for an alert that there is not",
    refusedBy: "matcher-matches-no-alert",
    step: beats,
    says: /0 arrived/,
    object: "AlertmanagerConfig monitoring/platform",
    change: written('"value":"Watchdog"', '"value":"WatchDog"'),
  },
  "operator-rights": {
    what: "the operator may not read the monitors",
    refusedBy: "operator-forbidden",
    step: ready,
    says: /of 2 pods of prometheus-prometheus-/,
    object: "ClusterRole /monitoring-prometheus-operator",
    change: written('"servicemonitors"', '"service-monitors"'),
  },
  "prometheus-label": {
    what: "Prometheus looks for rules in namespaces with another label",
    refusedBy: "rule-not-selected",
    step: "has no failing rule, in any Prometheus",
    says: /group redis is not loaded/,
    object: "Prometheus monitoring/prometheus",
    change: written(
      '"ruleNamespaceSelector":{"matchLabels":{"agentprovision.io/monitored":"true"}}',
      '"ruleNamespaceSelector":{"matchLabels":{"agentprovision.io/monitored":"yes"}}',
    ),
  },
  "quota-size": {
    what: "the quota of the application's namespace has room for hardly a pod",
    refusedBy: "quota-exceeded",
    step: ready,
    says: /of \d pods of/,
    object: "ResourceQuota agentprovision/compute",
    change: (text) => text.replace(/"requests\.memory":"[^"]+"/, '"requests.memory":"150Mi"'),
  },
  "rule-label": {
    what: "a rule of Redis keeps another label than the one that it is compared by",
    refusedBy: "label-lost",
    step: queries,
    says: /instance:redis_commands:mean_seconds5m/,
    object: "PrometheusRule monitoring/redis",
    change: written("sum by (instance) (rate(redis_commands_total", "sum by (pod) (rate(redis_commands_total"),
  },
};

/** Objects with a mistake in one of them. */
export function broken(objects: readonly KubernetesObject[], name: string): readonly KubernetesObject[] {
  const found = breaks[name];
  if (found === undefined) throw new Error(`there is no break ${name}; there are ${Object.keys(breaks).join(", ")}`);
  return objects.flatMap((object) => {
    const { kind, metadata } = object;
    if (`${kind} ${metadata.namespace ?? ""}/${metadata.name}` !== found.object) return [object];
    const changed = found.change(JSON.stringify(object));
    return changed === undefined ? [] : [JSON.parse(changed) as KubernetesObject];
  });
}
