/** Many objects as one text: services with pods, monitors, policies, rules and what they refer to. */
export const manyObjects = (count: number): string =>
  Array.from({ length: Math.ceil(count / 8) }, (_, index) => shop(index, `shop-${index % 50}`)).join("");

const shop = (index: number, namespace: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: web-${index}, namespace: ${namespace} }
data: { URL: "http://web-${index}.${namespace}:80" }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web-${index}, namespace: ${namespace} }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  namespace: ${namespace}
spec:
  replicas: 2
  selector:
    matchLabels: { app: web-${index} }
  template:
    metadata:
      labels: { app: web-${index} }
    spec:
      serviceAccountName: web-${index}
      containers:
        - name: web
          image: example.com/web:1.${index}@sha256:${"0".repeat(64)}
          envFrom: [{ configMapRef: { name: web-${index} } }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http } }
          resources:
            requests: { cpu: 10m, memory: 16Mi }
            limits: { memory: 32Mi }
---
apiVersion: v1
kind: Service
metadata:
  name: web-${index}
  namespace: ${namespace}
  labels: { app: web-${index} }
spec:
  selector: { app: web-${index} }
  ports: [{ name: http, port: 80, targetPort: http }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-${index}, namespace: ${namespace} }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web-${index} } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-${index}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: web-${index} } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: http }] }]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web-${index}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: web-${index} } }
  endpoints: [{ port: http }]
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: web-${index}, namespace: ${namespace} }
spec:
  groups:
    - name: web-${index}
      rules:
        - alert: Web${index}Down
          expr: up{namespace="${namespace}", service="web-${index}"} == 0
          for: 5m
          labels: { severity: critical }
          annotations: { summary: "web-${index} is down" }
`;
