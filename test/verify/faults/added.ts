import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

/** Faults that are made by one more object. */
export const addedFaults: Breaker = (objects) => {
  const one = (rule: string, what: string, ...more: readonly [MutableObject, ...MutableObject[]]): Breakage => ({
    rule,
    what,
    object: named(more[0]),
    apply: () => void (objects as MutableObject[]).push(...more),
  });
  const again = (object: MutableObject): MutableObject => ({
    ...structuredClone(object),
    metadata: { ...object.metadata, name: `${object.metadata.name}-again` },
  });
  const of = (kind: string) => objects.filter((each) => each.kind === kind);
  const namespaces = of("Namespace").map(({ metadata }) => metadata.name);
  const gatewayApi = "gateway.networking.k8s.io/v1";
  const route = (namespace: string, spec: object): MutableObject => ({
    apiVersion: gatewayApi,
    kind: "HTTPRoute",
    metadata: { name: "gone", namespace },
    spec,
  });
  const gateway = (namespace: string, listener: object): MutableObject => ({
    apiVersion: gatewayApi,
    kind: "Gateway",
    metadata: { name: "main", namespace },
    spec: { listeners: [{ name: "http", protocol: "HTTP", port: 80, ...listener }] },
  });
  const leadingTo = (backend: object) => ({ rules: [{ backendRefs: [backend] }] });
  return [
    ...of("PodDisruptionBudget").map((object) => one("budgets-overlap", "adds a second budget", again(object))),
    ...of("HorizontalPodAutoscaler").map((object) => one("autoscalers-overlap", "adds a second one", again(object))),
    ...of("DaemonSet")
      .filter(({ spec }) => spec.template.spec.hostNetwork)
      .map((object) => one("host-port-conflict", "adds a second DaemonSet", again(object))),
    ...["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) =>
      of(kind).map((object) => ({
        ...one("selectors-overlap", "adds a second workload", again(object)),
        object: named(object),
      })),
    ),
    ...namespaces.map((namespace) =>
      one("webhook-without-service", "adds a webhook", {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        metadata: { name: "gone" },
        webhooks: [{ name: "gone.example.com", clientConfig: { service: { name: "gone", namespace } } }],
      }),
    ),
    ...namespaces.map((namespace) =>
      one("ingress-without-backend", "adds an Ingress", {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "gone", namespace },
        spec: { defaultBackend: { service: { name: "gone", port: { number: 80 } } } },
      }),
    ),
    ...namespaces.flatMap((namespace) => {
      const at = (name: string, more: object = {}) => route(namespace, { parentRefs: [{ name, ...more }] });
      const main = (listener: object = {}) => gateway(namespace, listener);
      return [
        one("missing-parent", "adds a route without a Gateway", at("gone")),
        one("missing-parent", "adds a route without a listener", at("main", { sectionName: "gone" }), main()),
        one("route-not-accepted", "adds a route beside TLS", at("main"), main({ protocol: "TLS" })),
        one(
          "route-not-accepted",
          "adds a route to a Gateway that takes none",
          at("main"),
          main({ allowedRoutes: { namespaces: { from: "Selector", selector: { matchLabels: { gone: "gone" } } } } }),
        ),
        one("route-without-backend", "adds a route", route(namespace, leadingTo({ name: "gone", port: 80 }))),
      ];
    }),
    ...of("Service")
      .filter(({ spec }) => spec.selector !== undefined)
      .map((service) => {
        const job = {
          apiVersion: "batch/v1",
          kind: "Job",
          metadata: { name: "gone", namespace: service.metadata.namespace },
          spec: { template: { metadata: { labels: service.spec.selector }, spec: { containers: [{ name: "gone" }] } } },
        };
        const { apply, ...fault } = one("service-selects-job", `adds a job behind ${service.metadata.name}`, job);
        return {
          ...fault,
          object: named(service),
          apply: () => {
            // A port's name would lead past the job.
            for (const port of service.spec.ports) port.targetPort = port.port;
            apply();
          },
        };
      }),
    ...of("Service").map(({ metadata, spec }) =>
      one(
        "reference-not-granted",
        `adds a route to Service ${metadata.name} of another namespace`,
        route(namespaces.find((each) => each !== metadata.namespace) ?? "", {
          ...leadingTo({ name: metadata.name, namespace: metadata.namespace, port: spec.ports[0].port }),
        }),
      ),
    ),
    ...namespaces.flatMap((namespace) => [
      one("missing-secret-store", "adds a Secret from nowhere", {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "gone", namespace },
        spec: { secretStoreRef: { name: "gone" } },
      }),
      one("missing-issuer", "adds a certificate from nowhere", {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: "gone", namespace },
        spec: { secretName: "gone", issuerRef: { name: "gone" } },
      }),
    ]),
    ...namespaces.map((namespace) =>
      one("name-invalid", "adds an object", {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "Gone_", namespace },
      }),
    ),
    ...namespaces.flatMap((namespace) =>
      ["0 0 * * 7", "0 0 30 2 *", "@nightly"].map((schedule) =>
        one("schedule-never-comes", `adds a job for ${schedule}`, {
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "gone", namespace },
          spec: { schedule, jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
        }),
      ),
    ),
    ...namespaces.map((namespace) =>
      one("missing-namespace", "adds an object elsewhere", {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "gone", namespace: `${namespace}-gone` },
      }),
    ),
    ...namespaces.map((namespace) =>
      one(
        "missing-storage-class",
        "adds a class and a claim of another",
        {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "gone", namespace },
          spec: { storageClassName: "gone" },
        },
        { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "standard" } },
      ),
    ),
  ];
};
