import type { Breaker, MutableObject } from "./fault.ts";
import { containers, each } from "./places.ts";

/** Faults of what is written at one object, and of what its namespace makes of it. */
export const writtenFaults: Breaker = (objects) => {
  const of = (...kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const workloads = of("Deployment", "StatefulSet", "DaemonSet");
  const isAccepted = ({ metadata }: MutableObject, rule: string) =>
    metadata.annotations?.[`ignore.verify/${rule}`] !== undefined;
  const inNamespaceOf = (object: MutableObject, kind: string) =>
    of(kind).filter(({ metadata }) => metadata.namespace === object.metadata.namespace);
  const level = "pod-security.kubernetes.io/enforce";
  return [
    ...each(workloads, "request-missing-for-quota", "says nothing of resources", (object) =>
      inNamespaceOf(object, "ResourceQuota").length === 0
        ? []
        : containers(object).map((container) => () => {
            delete container.resources;
            for (const { spec } of inNamespaceOf(object, "LimitRange")) spec.limits = [];
          }),
    ),
    ...each(workloads, "outside-limit-range", "permits less", (object) =>
      inNamespaceOf(object, "LimitRange").map(
        ({ spec }) =>
          () =>
            (spec.limits[0].max = { memory: "1Mi" }),
      ),
    ),
    ...each(workloads, "outside-limit-range", "permits less to a pod as a whole", (object) =>
      inNamespaceOf(object, "LimitRange").map(
        ({ spec }) =>
          () =>
            spec.limits.push({ type: "Pod", max: { memory: "1Mi" } }),
      ),
    ),
    ...each(of("Service"), "service-selects-no-pod", "selects other pods", ({ spec }) =>
      Object.keys(spec.selector ?? {}).map((key) => () => (spec.selector[key] += "-gone")),
    ),
    ...each(of("Service"), "field-has-unknown-word", "writes a protocol in lower case", ({ spec }) =>
      (spec.ports ?? []).map((port: { protocol?: string }) => () => (port.protocol = "tcp")),
    ),
    ...each(of("NetworkPolicy"), "field-has-unknown-word", "misspells a direction", ({ spec }) => [
      () => (spec.policyTypes = ["Ingres"]),
    ]),
    ...each(workloads, "field-has-unknown-word", "misspells a word", (object) =>
      containers(object).map((container) => () => Object.assign(container, { imagePullPolicy: "Allways" })),
    ),
    ...each(workloads, "image-name-invalid", "miswrites an image", (object) =>
      containers(object).flatMap((container) => [
        () => (container.image = `https://${container.image}`),
        () => (container.image = container.image.replace(/@.*/, "").toUpperCase()),
        ...(container.image.includes("@") ? [() => (container.image = container.image.slice(0, -1))] : []),
      ]),
    ),
    ...each(workloads, "image-without-digest", "takes a digest away", (object) =>
      containers(object).flatMap((container) =>
        container.image.includes("@") ? [() => (container.image = container.image.replace(/@.*/, ""))] : [],
      ),
    ),
    ...each(workloads, "label-invalid", "writes a label that is none", ({ metadata, spec }) => [
      () => (metadata.labels["two words"] = "web"),
      () => (spec.template.metadata.labels["app"] = "x".repeat(64)),
    ]),
    ...each(of("Deployment"), "exclusive-volume-shared", "mounts a claim of one node", (object) => [
      () => {
        const { metadata, spec } = object;
        const { namespace } = metadata;
        const volume = { name: "one", persistentVolumeClaim: { claimName: "one" } };
        spec.template.spec.volumes = [...(spec.template.spec.volumes ?? []), volume];
        spec.strategy = { type: "RollingUpdate" };
        (objects as MutableObject[]).push({
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "one", namespace },
          spec: { accessModes: ["ReadWriteOnce"] },
        });
      },
    ]),
    ...each(of("Namespace"), "security-level-unknown", "misspells a level", ({ metadata }) => [
      () => (metadata.labels[level] += "s"),
      () => (metadata.labels[`${level}-version`] = "1.34"),
      () => (metadata.labels[`${level}s`] = "restricted"),
    ]),
    ...each(of("Namespace"), "namespace-without-security-level", "enforces nothing", ({ metadata }) => [
      () => delete metadata.labels[level],
    ]),
    ...each(of("Role", "ClusterRole"), "role-permits-everything", "permits everything", ({ rules = [] }) =>
      rules.map((rule: MutableObject) => () => Object.assign(rule, { resources: ["*"], verbs: ["*"] })),
    ),
    ...each(of("ClusterRoleBinding"), "role-permits-everything", "binds the administrators' role", ({ roleRef }) => [
      () => Object.assign(roleRef, { kind: "ClusterRole", name: "cluster-admin" }),
    ]),
    ...each(
      of("Role", "ClusterRole").filter(({ metadata }) => /prometheus(-discovery)?$|state-metrics$/.test(metadata.name)),
      "role-wider-than-used",
      "permits more than is read",
      ({ rules }) => [
        () => rules.push({ apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get"] }),
        () => rules.find((rule: { resources?: unknown }) => rule.resources).verbs.push("delete"),
      ],
    ),
    ...each(of("ClusterRole"), "role-reads-all-secrets", "permits to read Secrets", (object) =>
      isAccepted(object, "role-reads-all-secrets")
        ? []
        : [() => object.rules.push({ apiGroups: [""], resources: ["secrets"], verbs: ["list"] })],
    ),
    ...each(
      of("Deployment", "PodDisruptionBudget", "HorizontalPodAutoscaler"),
      "api-version-removed",
      "goes back",
      (object) => [
        () =>
          (object.apiVersion =
            { apps: "apps/v1beta2", policy: "policy/v1beta1" }[object.apiVersion.split("/")[0] as string] ??
            "autoscaling/v2beta2"),
      ],
    ),
    ...each(
      of("Deployment", "NetworkPolicy", "CronJob", "ClusterRole"),
      "api-version-not-served",
      "misses its version",
      (object) => [() => (object.apiVersion = "v1")],
    ),
    ...each(of("PodDisruptionBudget"), "object-refused", "says both bounds", ({ spec }) => [
      () => Object.assign(spec, { minAvailable: 1, maxUnavailable: 1 }),
    ]),
    ...each(of("Service"), "object-refused", "names no port", ({ spec }) =>
      (spec.ports ?? []).length > 1 ? [() => delete spec.ports[1].name] : [],
    ),
    ...each(of("NetworkPolicy"), "object-refused", "writes an address", ({ spec }) => [
      () => (spec.ingress = [{ from: [{ ipBlock: { cidr: "10.0.0.1" } }] }]),
    ]),
    ...each(workloads, "object-refused", "writes something twice", (object) => [
      () => delete object.spec.selector,
      ...containers(object).flatMap((container) => [
        () => (object.spec.template.spec.initContainers = [container]),
        ...(container.volumeMounts ? [() => container.volumeMounts.push(container.volumeMounts[0])] : []),
        ...(container.ports ? [() => (container.ports[0].containerPort += 65_536)] : []),
        ...(container.livenessProbe ? [() => (container.livenessProbe.grpc = { port: 80 })] : []),
      ]),
    ]),
    ...each(of("CronJob"), "object-refused", "leaves out how it ends", ({ spec }) => [
      () => delete spec.jobTemplate.spec.template.spec.restartPolicy,
    ]),
    ...each(of("ConfigMap"), "object-too-large", "fills it", (object) => [
      () => (object.data = { ...object.data, more: "x".repeat(2 ** 20 + 1) }),
    ]),
    ...each(of("ConfigMap"), "too-large-for-client-side-apply", "fills it", (object) => [
      () => (object.data = { ...object.data, more: "x".repeat(2 ** 18) }),
    ]),
    ...each(of("ServiceMonitor"), "sample-limit-too-low", "lowers a limit", ({ metadata, spec }) =>
      // What a kubelet gives depends on the cluster's version.
      spec.sampleLimit && metadata.name !== "kubelet" ? [() => (spec.sampleLimit = 9)] : [],
    ),
  ];
};
