/** Text as a block of a map. */
export const block = (text: string) => text.trim().replace(/^/gm, "    ");

/** What a Prometheus is told, and how. */
export interface Given {
  readonly config?: string;
  readonly rules?: string;
  readonly args?: string;
  readonly image?: string;
  readonly volumes?: string;
}

/** A configuration with these jobs. */
export const scrapes = (...jobs: readonly string[]) =>
  `rule_files: ["/rules/*.yml"]\nscrape_configs:\n${jobs.join("\n")}`;
/** A job for the Prometheus itself. */
export const itself = "- { job_name: own, static_configs: [{ targets: ['localhost:9090'] }] }";

/** A Prometheus whose pods mount what it is told. */
export const prometheus = ({
  config = scrapes(itself),
  rules = "groups: []",
  args = "",
  image = "v3.16.0",
  volumes,
}: Given) => `
apiVersion: v1
kind: Namespace
metadata: { name: m }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: m }
data:
  prometheus.yml: |
${block(config)}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: rules, namespace: m }
data:
  alerts.yml: |
${block(rules)}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: m }
spec:
  template:
    metadata: { labels: { app: prometheus } }
    spec:
      containers:
        - name: prometheus
          image: prom/prometheus:${image}
          args: [${args}]
          ports: [{ name: web, containerPort: 9090 }]
          volumeMounts: [{ name: config, mountPath: /etc/prometheus }, { name: rules, mountPath: /rules }]
      volumes: ${volumes ?? "[{ name: config, configMap: { name: config } }, { name: rules, configMap: { name: rules } }]"}
---
`;

/** Rules with one alert. */
export const alert = (expr: string, more = "") =>
  `groups: [{ name: g, rules: [{ alert: A, expr: '${expr}', labels: { severity: warning }${more} }] }]`;
