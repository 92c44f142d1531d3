import { parse, stringify } from "yaml";
import type { Breakage, Breaker, MutableObject } from "./fault.ts";

const namespace = "plain";
const labels = { app: "prometheus" };
const named = (name: string) => ({ name, namespace });

const job = (name: string, more: object) => ({ job_name: name, ...more });
const itself = job("prometheus", { static_configs: [{ targets: ["prometheus:9090"] }] });
const pods = job("pods", { kubernetes_sd_configs: [{ role: "pod", namespaces: { own_namespace: true } }] });
const configuration = { rule_files: ["rules/*.yml"], scrape_configs: [itself, pods] };
const down = {
  alert: "PrometheusDown",
  expr: 'up{job="prometheus"} == 0 or rate(prometheus_http_requests_total{job="prometheus"}[5m]) < 0.1',
  labels: { severity: "critical" },
};
const rules = { groups: [{ name: "own", rules: [down, { record: "job:up:min", expr: "min by (job) (up)" }] }] };

/** A Prometheus that no operator runs beside everything else: its configuration and rules are files of ConfigMaps. */
function added(objects: MutableObject[]) {
  const { spec } = objects.find(({ kind }) => kind === "Prometheus");
  const config = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: named("prometheus"),
    data: { "prometheus.yml": stringify(configuration) },
  };
  const alerts = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: named("rules"),
    data: { "alerts.yml": stringify(rules) },
  };
  const role = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: named("prometheus"),
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }],
  };
  const mount = (name: string, mountPath: string) => ({ name, mountPath });
  const container = {
    name: "prometheus",
    image: spec.image,
    args: ["--config.file=/etc/prometheus/prometheus.yml"],
    ports: [{ name: "web", containerPort: 9090 }],
    volumeMounts: [mount("config", "/etc/prometheus"), mount("rules", "/etc/prometheus/rules")],
  };
  const workload = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: named("prometheus"),
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: "prometheus",
          containers: [container],
          volumes: [
            { name: "config", configMap: { name: "prometheus" } },
            { name: "rules", configMap: { name: "rules" } },
          ],
        },
      },
    },
  };
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: named("prometheus"),
    spec: { selector: labels, ports: [{ name: "web", port: 9090, targetPort: "web" }] },
  };
  objects.push(
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: named("prometheus") },
    role,
    {
      apiVersion: role.apiVersion,
      kind: "RoleBinding",
      metadata: named("prometheus"),
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "prometheus" },
      subjects: [{ kind: "ServiceAccount", ...named("prometheus") }],
    },
    config,
    alerts,
    workload,
    service,
  );
  return { config, alerts, role, container };
}

/** Every way to break what stands in files of a Prometheus that no operator runs. */
export const withoutOperatorFaults: Breaker = (objects) => {
  const { config, alerts, role, container } = added(objects as MutableObject[]);
  const [configured, ruled] = ["ConfigMap plain/prometheus", "ConfigMap plain/rules"];
  const broken = (rule: string, what: string, object: string, apply: () => void): Breakage => ({
    rule,
    what,
    object,
    apply,
  });
  const file = (data: Record<string, string>, name: string, change: (content: MutableObject) => void) => () => {
    const content = parse(data[name] ?? "");
    change(content);
    data[name] = stringify(content);
  };
  const configuration = (rule: string, what: string, change: (content: MutableObject) => void) =>
    broken(rule, what, configured, file(config.data, "prometheus.yml", change));
  const inRules = (rule: string, what: string, change: (groups: MutableObject[]) => void) =>
    broken(
      rule,
      what,
      ruled,
      file(alerts.data, "alerts.yml", ({ groups }) => change(groups)),
    );
  const asking = (rule: string, what: string, expr: string) =>
    inRules(rule, what, ([group]) => {
      group.rules[0].expr = expr;
    });
  return [
    broken("prometheus-file-refused", "breaks the configuration", configured, () => {
      config.data["prometheus.yml"] += "  - }";
    }),
    broken("prometheus-file-refused", "breaks the rules", ruled, () => {
      alerts.data["alerts.yml"] += "  - }";
    }),
    configuration("prometheus-file-refused", "names two jobs alike", ({ scrape_configs }) => {
      scrape_configs[1].job_name = "prometheus";
    }),
    configuration("rule-file-not-loaded", "looks for rules elsewhere", (content) => {
      content.rule_files = ["/etc/rules/*.yml"];
    }),
    configuration("address-unknown", "misspells the Service", ({ scrape_configs }) => {
      scrape_configs[0].static_configs[0].targets = ["promtheus:9090"];
    }),
    configuration("address-unknown", "takes another port", ({ scrape_configs }) => {
      scrape_configs[0].static_configs[0].targets = ["prometheus:9091"];
    }),
    broken("rule-file-not-loaded", "mounts the rules elsewhere", configured, () => {
      container.volumeMounts[1] = { name: "rules", mountPath: "/etc/rules" };
    }),
    broken("rule-file-not-loaded", "gives the rules another name", configured, () => {
      alerts.data = { "alerts.rules": alerts.data["alerts.yml"] } as unknown as typeof alerts.data;
    }),
    broken("discovery-forbidden", "removes watch", "Deployment plain/prometheus", () => {
      role.rules = role.rules.map((each) => ({ ...each, verbs: ["get", "list"] }));
    }),
    inRules("rule-refused", "takes the alert's name", ([group]) => delete group.rules[0].alert),
    inRules("rule-refused", "names two groups alike", (groups) => groups.push(structuredClone(groups[0]))),
    inRules("rule-refused", "waits before it records", ([group]) => {
      group.rules[1].for = "5m";
    }),
    asking("query-does-not-parse", "cuts an expression", 'up{job="prometheus"} =='),
    asking("series-unknown", "asks for another series", "promtheus_http_requests_total > 1"),
    asking("matcher-matches-nothing", "asks for another job", 'prometheus_http_requests_total{job="promtheus"} > 1'),
    asking("rate-of-gauge", "takes the rate of a gauge", "rate(prometheus_tsdb_head_series[5m]) > 1"),
  ];
};
