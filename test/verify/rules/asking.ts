import type { Rule } from "../../../lib/verify/rule.ts";
import { said } from "../given.ts";

/** A Service before the port `web` of pods with a label, and what scrapes it. */
export const served = (name: string, label: string, steps = "[]") => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: monitoring, labels: { app: ${name} } }
spec: { selector: { ${label} }, ports: [{ name: web, port: 9093, targetPort: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: ${name}, namespace: monitoring }
spec:
  selector: { matchLabels: { app: ${name} } }
  endpoints: [{ port: web, metricRelabelings: ${steps} }]
`;

/** One Prometheus that scrapes one Alertmanager, and a rule; every image has its contract. */
export const given = (expr: string, image = "quay.io/prometheus/alertmanager:v0.34.1", steps = "[]") => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { serviceMonitorSelector: {}, ruleSelector: {}, scrapeInterval: 30s }
---
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: main, namespace: monitoring }
spec: { image: "${image}" }
---
${served("alertmanager", "alertmanager: main", steps)}---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: monitoring }
spec:
  groups:
    - name: all
      rules:
        - { record: "pod:notifications:rate5m", expr: "sum by (pod) (rate(alertmanager_notifications_total[5m]))" }
        - { alert: Asks, expr: ${JSON.stringify(expr)} }
`;
/** What a rule says of the alert, without where it stands. */
export const found = (rule: Rule, ...args: Parameters<typeof given>) =>
  said(rule, given(...args)).map((line) => line.replace(/^.*\(Asks\) \| /, ""));
