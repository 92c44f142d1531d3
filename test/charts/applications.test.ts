import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { changed } from "../environments/changed.ts";
import { allOf, containersOf, nameOf, objectsOf, podsOf, theOne } from "./rendered.ts";

const namespace = namespaces.application.name;

describe.each(
  environments.flatMap((environment) =>
    environment.applications.map(
      (application) => [environment.name, application.name, environment, application] as const,
    ),
  ),
)("in %s %s", (_environment, name, environment, application) => {
  const { spec } = theOne(allOf(environment, "Deployment"), name, namespace);
  const pod = spec.template.spec;
  const [container] = pod ? containersOf({ spec: pod }) : [];
  const service = theOne(allOf(environment, "Service"), name, namespace);
  const { minimum, maximum } = application.replicas;

  it("listens on its port, and its Service on 80", () => {
    expect(container?.ports).toEqual([{ name: "http", containerPort: application.port }]);
    expect(service.spec.ports).toEqual([{ name: "http", port: 80, targetPort: "http" }]);
  });

  it("is asked at its probe path whether it has started, works and is ready", () => {
    for (const probe of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe])
      expect(probe?.httpGet).toEqual({ path: application.probePath, port: "http" });
    // A slow start is no failure: five minutes before the kubelet gives up.
    const { periodSeconds = 0, failureThreshold = 0 } = container?.startupProbe ?? {};
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(300);
  });

  it("runs as the image's user, without a token, with room only in /tmp", () => {
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000 });
    expect(pod?.automountServiceAccountToken).toBe(false);
    expect(container?.volumeMounts).toEqual([{ name: "tmp", mountPath: "/tmp" }]);
    expect(pod?.volumes).toEqual([{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }]);
  });

  it("is spread over nodes, and over zones where there are several", () => {
    const keys = (pod?.topologySpreadConstraints ?? []).map(({ topologyKey }) => topologyKey);
    expect(keys).toContain("kubernetes.io/hostname");
    expect(keys.includes("topology.kubernetes.io/zone")).toBe(environment.cluster.zones > 1);
    for (const { labelSelector } of pod?.topologySpreadConstraints ?? [])
      expect(labelSelector?.matchLabels).toEqual(spec.selector.matchLabels);
  });

  it.skipIf(minimum === maximum)("scales on its processor time alone", () => {
    const { spec } = theOne(allOf(environment, "HorizontalPodAutoscaler"), name, namespace);
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([minimum, maximum]);
    expect(spec.metrics).toEqual([
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: application.cpuTargetPercent } },
      },
    ]);
  });

  it("lets a drain take a pod, also one that is not ready", () => {
    const { spec } = theOne(allOf(environment, "PodDisruptionBudget"), name, namespace);
    expect(spec).toMatchObject({
      maxUnavailable: application.maximumUnavailable,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("gets its configuration, and its secrets after it", () => {
    expect(theOne(allOf(environment, "ConfigMap"), name, namespace).data).toEqual(application.configuration);
    expect(container?.envFrom).toEqual([{ configMapRef: { name } }, { secretRef: { name } }]);
  });
});

const annotationOf = (environment: typeof production) =>
  theOne(allOf(environment, "Deployment"), "agentprovision").spec.template.metadata?.annotations;

it("starts anew when its configuration changes, and only then", () => {
  const other = changed(production, { "applications[0].configuration.LOG_LEVEL": "DEBUG" });
  expect(annotationOf(other)).not.toEqual(annotationOf(production));
  expect(annotationOf(changed(production, { "applications[0].cpuTargetPercent": 50 }))).toEqual(
    annotationOf(production),
  );
});

it("has a fixed number of replicas where it does not scale", () => {
  const environment = changed(production, { "applications[0].replicas": { minimum: 3, maximum: 3 } });
  expect(theOne(allOf(environment, "Deployment"), "agentprovision").spec.replicas).toBe(3);
  expect(allOf(environment, "HorizontalPodAutoscaler")).toEqual([]);
});

it("refers to no Secret where it has no secrets, and none is rendered", () => {
  const environment = changed(production, {
    "applications[0].secretVariables": [],
    "applications[0].usesDatabase": false,
    "applications[0].usesCache": false,
    "applications[0].internalKey": false,
  });
  const pod = podsOf(environment).find(({ name }) => name === "agentprovision");
  expect(pod && containersOf(pod)[0]?.envFrom).toEqual([{ configMapRef: { name: "agentprovision" } }]);
  expect(objectsOf(environment).map(nameOf)).not.toContain("ExternalSecret agentprovision/agentprovision");
});

it("has the objects of a second application beside those of the first", () => {
  const [first] = production.applications;
  const second = { ...first, name: "worker", internalKey: false };
  const objects = objectsOf({ ...production, applications: [first, second] }).map(nameOf);
  const ofWorker = objects.filter((object) => object.endsWith("/worker")).sort();
  expect(ofWorker).toEqual([
    ...["ConfigMap", "Deployment", "ExternalSecret", "HorizontalPodAutoscaler", "NetworkPolicy"].map(
      (kind) => `${kind} agentprovision/worker`,
    ),
    ...["PodDisruptionBudget", "Service", "ServiceAccount", "ServiceMonitor"].map(
      (kind) => `${kind} agentprovision/worker`,
    ),
  ]);
  expect(new Set(objects).size).toBe(objects.length);
});
