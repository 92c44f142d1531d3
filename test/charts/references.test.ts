import type { IAlertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { operatedLabels, operatedPorts } from "../../lib/platform/operated.ts";
import { secretsOf, usedSecrets } from "../../lib/platform/secrets.ts";
import { allOf, containersOf, customResources, nameOf, podsOf, selects, theOne } from "./rendered.ts";

const operated = (["prometheus", "alertmanager"] as const).map((kind) => ({
  name: kind,
  namespace: "monitoring",
  labels: operatedLabels(kind, kind),
  ports: [operatedPorts[kind].name, operatedPorts.reloader.name] as string[],
}));

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const own = podsOf(environment).map((pod) => ({
    ...pod,
    ports: containersOf(pod).flatMap(({ ports = [] }) => ports.map(({ name }) => name ?? "")),
  }));
  const pods = [...own, ...operated];
  const services = allOf(environment, "Service");
  const monitors = customResources<IServiceMonitor>(environment, "ServiceMonitor");

  it("has Services whose ports their pods have, by name", () => {
    for (const { metadata, spec } of services) {
      const selected = pods.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && selects(spec.selector, labels),
      );
      expect(selected, metadata.name).toHaveLength(1);
      for (const { targetPort } of spec.ports ?? []) expect(selected[0]?.ports, metadata.name).toContain(targetPort);
    }
  });

  it("scrapes Services that are there, each by one monitor, at ports that they have", () => {
    expect(monitors.length).toBeGreaterThan(6);
    for (const { metadata, spec } of monitors) {
      const selected = services.filter(
        (service) =>
          spec.namespaceSelector?.matchNames?.includes(service.metadata.namespace ?? "") &&
          selects(spec.selector.matchLabels, service.metadata.labels ?? {}),
      );
      if (metadata.name === "kubelet") continue;
      expect(selected, metadata.name).toHaveLength(1);
      const named = selected.flatMap((service) => (service.spec.ports ?? []).map(({ name }) => name));
      for (const { port } of spec.endpoints ?? []) expect(named, metadata.name).toContain(port);
    }
  });

  it("scrapes the Service of the kubelets that the operator is told to keep", () => {
    const { spec } = theOne(monitors, "kubelet");
    const [operator] =
      theOne(allOf(environment, "Deployment"), "prometheus-operator").spec.template.spec?.containers ?? [];
    expect(operator?.args).toContain(`--kubelet-service=${spec.namespaceSelector?.matchNames?.[0]}/kubelet`);
    expect(operator?.args).toContain("--kubelet-endpointslice=true");
    expect(spec.selector.matchLabels).toEqual({ "app.kubernetes.io/name": "kubelet" });
  });

  it("scrapes everything that tells of itself", () => {
    const scraped = new Set([
      ...monitors.map(({ metadata }) => metadata.name),
      ...environment.applications.filter(({ internalKey }) => internalKey).map(({ name }) => name),
    ]);
    // Grafana shows the others; Postgres and Redis are told of by their exporters.
    const silent = new Set(["grafana", environment.database?.name, environment.cache?.name]);
    expect(pods.map(({ name }) => name).filter((name) => !silent.has(name) && !scraped.has(name))).toEqual([]);
  });

  it("has the ConfigMaps, Secrets and claims that pods refer to, with their keys", () => {
    const secrets = usedSecrets(environment, secretsOf(environment));
    const configMaps = allOf(environment, "ConfigMap");
    const claims = allOf(environment, "PersistentVolumeClaim").map(({ metadata }) => metadata.name);
    const hasConfigMap = (name: string | undefined, namespace: string) =>
      expect(configMaps.map(nameOf)).toContain(`ConfigMap ${namespace}/${name}`);
    const keysOf = (name: string | undefined, namespace: string) => {
      const found = secrets.find((secret) => secret.name === name && secret.namespace === namespace);
      expect(found, `Secret ${namespace}/${name}`).toBeDefined();
      return found?.keys;
    };
    for (const pod of own) {
      for (const container of containersOf(pod)) {
        for (const { configMapRef, secretRef } of container.envFrom ?? []) {
          if (configMapRef) hasConfigMap(configMapRef.name, pod.namespace);
          if (secretRef) keysOf(secretRef.name, pod.namespace);
        }
        for (const { valueFrom } of container.env ?? []) {
          const { name, key } = valueFrom?.secretKeyRef ?? {};
          if (key !== undefined) expect(keysOf(name, pod.namespace), pod.name).toContain(key);
        }
      }
      for (const { configMap, secret, projected, persistentVolumeClaim } of pod.spec.volumes ?? []) {
        if (configMap) hasConfigMap(configMap.name, pod.namespace);
        if (secret) keysOf(secret.secretName, pod.namespace);
        for (const source of projected?.sources ?? []) hasConfigMap(source.configMap?.name, pod.namespace);
        if (persistentVolumeClaim) expect(claims).toContain(persistentVolumeClaim.claimName);
      }
    }
  });

  it("mounts Secrets into Prometheus and Alertmanager that are there", () => {
    const known = usedSecrets(environment, secretsOf(environment)).map(({ name, namespace }) => `${namespace}/${name}`);
    for (const kind of ["Prometheus", "Alertmanager"])
      for (const { spec } of customResources<IPrometheus | IAlertmanager>(environment, kind))
        for (const secret of spec.secrets ?? []) expect(known).toContain(`monitoring/${secret}`);
  });

  it("has the configuration that Prometheus and Alertmanager read from Secrets", () => {
    const keys = allOf(environment, "Secret").flatMap(({ metadata, stringData }) =>
      Object.keys(stringData).map((key) => `${metadata.namespace}/${metadata.name}/${key}`),
    );
    for (const { spec } of customResources<IPrometheus>(environment, "Prometheus"))
      if (spec.additionalScrapeConfigs)
        expect(keys).toContain(`monitoring/${spec.additionalScrapeConfigs.name}/${spec.additionalScrapeConfigs.key}`);
    for (const { spec } of customResources<IAlertmanager>(environment, "Alertmanager"))
      expect(keys).toContain(`monitoring/${spec.configSecret}/alertmanager.yaml`);
  });

  it("has the service accounts and roles that pods and bindings name", () => {
    const accounts = allOf(environment, "ServiceAccount").map(nameOf);
    const roles = [...allOf(environment, "Role"), ...allOf(environment, "ClusterRole")].map(nameOf);
    for (const pod of own) expect(accounts).toContain(`ServiceAccount ${pod.namespace}/${pod.spec.serviceAccountName}`);
    for (const { spec } of customResources<IPrometheus>(environment, "Prometheus"))
      expect(accounts).toContain(`ServiceAccount monitoring/${spec.serviceAccountName}`);
    for (const binding of [...allOf(environment, "RoleBinding"), ...allOf(environment, "ClusterRoleBinding")]) {
      const { kind, name } = binding.roleRef;
      const place = kind === "Role" ? `${binding.metadata.namespace}/` : "";
      expect(roles).toContain(`${kind} ${place}${name}`);
      for (const subject of binding.subjects)
        expect(accounts).toContain(`ServiceAccount ${subject.namespace}/${subject.name}`);
    }
  });

  it("has disruption budgets that select pods of one controller and let a drain take one", () => {
    const budgets = allOf(environment, "PodDisruptionBudget");
    expect(budgets.length).toBeGreaterThan(0);
    for (const { metadata, spec } of budgets) {
      const selected = pods.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && selects(spec.selector?.matchLabels, labels),
      );
      expect(selected, metadata.name).toHaveLength(1);
      expect(Number(spec.maxUnavailable), metadata.name).toBeGreaterThanOrEqual(1);
      expect(spec).not.toHaveProperty("minAvailable");
    }
  });

  it("leaves the number of replicas to the autoscaler where there is one", () => {
    const deployments = allOf(environment, "Deployment");
    const scaled = allOf(environment, "HorizontalPodAutoscaler").map(({ spec, metadata }) => {
      const { kind, name, apiVersion } = spec.scaleTargetRef;
      expect({ kind, apiVersion }).toEqual({ kind: "Deployment", apiVersion: "apps/v1" });
      expect(theOne(deployments, name, metadata.namespace).spec).not.toHaveProperty("replicas");
      return name;
    });
    for (const { metadata, spec } of deployments)
      if (!scaled.includes(metadata.name)) expect(spec.replicas, metadata.name).toBeGreaterThanOrEqual(1);
  });
});
