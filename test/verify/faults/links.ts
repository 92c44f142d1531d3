import type { Breaker, MutableObject } from "./fault.ts";
import { containers, each, template } from "./places.ts";

const scalerOf = (object: MutableObject, objects: readonly MutableObject[]): MutableObject | undefined =>
  objects.find(
    ({ kind, metadata, spec }) =>
      kind === "HorizontalPodAutoscaler" &&
      metadata.namespace === object.metadata.namespace &&
      spec.scaleTargetRef.name === object.metadata.name,
  );

/** Every way to break the links between objects. */
export const linksFaults: Breaker = (objects) => {
  const of = (...kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const workloads = of("Deployment", "StatefulSet", "DaemonSet");
  const enforced = new Set(
    of("Namespace")
      .filter(({ metadata }) => metadata.labels?.["pod-security.kubernetes.io/enforce"] === "restricted")
      .map(({ metadata }) => metadata.name),
  );
  const restricted = workloads.filter(({ metadata }) => enforced.has(metadata.namespace));
  return [
    ...each(workloads, "missing-priority-class", "names a priority class that nobody may make", (object) => [
      () => (template(object).priorityClassName = "system-gone"),
    ]),
    ...each(workloads, "missing-claim", "adds a volume", (object) => [
      () =>
        (template(object).volumes = [
          ...(template(object).volumes ?? []),
          { name: "gone", persistentVolumeClaim: { claimName: "gone" } },
        ]),
    ]),
    ...each(of("Deployment"), "replicas-beside-autoscaler", "says a number of replicas", (object) =>
      scalerOf(object, objects) ? [() => (object.spec.replicas = 3)] : [],
    ),
    ...each(of("HorizontalPodAutoscaler"), "autoscaler-without-request", "takes a request away", (scaler) =>
      of("Deployment")
        .filter((object) => scalerOf(object, [scaler]))
        .flatMap((object) =>
          containers(object).map(({ resources }) => () => {
            delete resources.requests.cpu;
            delete resources.limits?.cpu;
            for (const { spec } of of("LimitRange")) spec.limits = [];
          }),
        ),
    ),
    ...each(workloads, "missing-service-account", "renames a service account", (object) => {
      const pod = template(object);
      return pod?.serviceAccountName ? [() => (pod.serviceAccountName += "-gone")] : [];
    }),
    ...each(workloads, "missing-config-map", "renames a ConfigMap", (object) => [
      ...containers(object).flatMap(({ envFrom = [] }) =>
        envFrom.flatMap(({ configMapRef }: MutableObject) =>
          configMapRef ? [() => (configMapRef.name += "-gone")] : [],
        ),
      ),
      ...(template(object)?.volumes ?? []).flatMap(({ configMap }: MutableObject) =>
        configMap ? [() => (configMap.name += "-gone")] : [],
      ),
    ]),
    ...each(workloads, "missing-secret", "renames a Secret", (object) => [
      ...containers(object).flatMap(({ envFrom = [] }) =>
        envFrom.flatMap(({ secretRef }: MutableObject) => (secretRef ? [() => (secretRef.name += "-gone")] : [])),
      ),
      ...(template(object)?.volumes ?? []).flatMap(({ secret }: MutableObject) =>
        secret ? [() => (secret.secretName += "-gone")] : [],
      ),
    ]),
    ...each(workloads, "missing-key", "renames a key", (object) =>
      containers(object).flatMap(({ env = [] }) =>
        env.flatMap(({ valueFrom }: MutableObject) => {
          const selector = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
          return selector ? [() => (selector.key += "-gone")] : [];
        }),
      ),
    ),
    ...each(workloads, "missing-volume", "renames a mount", (object) =>
      containers(object).flatMap(({ volumeMounts = [] }) =>
        volumeMounts.map((mount: MutableObject) => () => (mount.name += "-gone")),
      ),
    ),
    ...each(workloads, "unused-volume", "adds a volume", (object) => {
      const pod = template(object);
      return pod ? [() => (pod.volumes = [...(pod.volumes ?? []), { name: "spare", emptyDir: {} }])] : [];
    }),
    ...each(workloads, "selector-misses-template", "changes a selector", ({ spec }) =>
      Object.keys(spec.selector?.matchLabels ?? {}).map((key) => () => (spec.selector.matchLabels[key] += "-gone")),
    ),
    ...each(workloads, "probe-port-unknown", "renames a probe's port", (object) =>
      containers(object).flatMap((container) =>
        ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => {
          const get = container[probe]?.httpGet;
          return typeof get?.port === "string" ? [() => (get.port += "x")] : [];
        }),
      ),
    ),
    ...each(workloads, "duplicate-port-name", "doubles a port", (object) =>
      containers(object).flatMap(({ ports = [] }) =>
        ports.slice(0, 1).map((port: MutableObject) => () => ports.push({ ...port, containerPort: 65000 })),
      ),
    ),
    ...each(of("StatefulSet"), "missing-governing-service", "renames the Service of its names", ({ spec }) => [
      () => (spec.serviceName += "-gone"),
    ]),
    ...each(of("Service"), "service-port-without-container-port", "renames a target port", ({ spec }) =>
      (spec.ports ?? []).flatMap((port: MutableObject) =>
        typeof port.targetPort === "string" && spec.selector ? [() => (port.targetPort += "x")] : [],
      ),
    ),
    ...each(of("Service"), "service-port-not-declared", "changes a target port", ({ spec }) =>
      (spec.ports ?? []).flatMap((port: MutableObject) => (spec.selector ? [() => (port.targetPort = 64999)] : [])),
    ),
    ...each(of("HorizontalPodAutoscaler"), "autoscaler-without-target", "renames a target", ({ spec }) => [
      () => (spec.scaleTargetRef.name += "-gone"),
      () => (spec.scaleTargetRef.apiVersion = "extensions/v1beta1"),
    ]),
    ...each(of("HorizontalPodAutoscaler"), "autoscaler-bounds", "turns bounds round", ({ spec }) => [
      () => (spec.maxReplicas = (spec.minReplicas ?? 1) - 1),
    ]),
    ...each(of("PodDisruptionBudget"), "budget-selects-nothing", "changes a selector", ({ spec }) =>
      Object.keys(spec.selector.matchLabels).map((key) => () => (spec.selector.matchLabels[key] += "-gone")),
    ),
    ...each(of("PodDisruptionBudget"), "budget-blocks-drain", "lets no pod go", ({ spec }) => [
      () => (spec.maxUnavailable = 0),
      () => (spec.maxUnavailable = "0%"),
    ]),
    ...each(of("RoleBinding", "ClusterRoleBinding"), "missing-role", "renames a role", ({ roleRef }) =>
      roleRef.name.startsWith("system:") ? [] : [() => (roleRef.name += "-gone")],
    ),
    ...each(of("RoleBinding", "ClusterRoleBinding"), "missing-subject", "renames an account", ({ subjects = [] }) =>
      subjects.map((subject: MutableObject) => () => (subject.name += "-gone")),
    ),
    ...each(of("Alertmanager"), "missing-secret", "renames the configuration", ({ spec }) => [
      () => (spec.configSecret += "-gone"),
    ]),
    ...each(of("ResourceQuota"), "quota-exceeded", "shrinks a quota", ({ metadata, spec }) =>
      workloads.some((each) => each.metadata.namespace === metadata.namespace)
        ? Object.keys(spec.hard).map((resource) => () => (spec.hard[resource] = "1m"))
        : [],
    ),
    ...each(of("ResourceQuota"), "quota-exceeded", "shrinks a quota for pods that do not end", ({ metadata, spec }) =>
      workloads.some((each) => each.metadata.namespace === metadata.namespace)
        ? [() => Object.assign(spec, { scopes: ["NotTerminating"], hard: { pods: 0 } })]
        : [],
    ),
    ...each(workloads, "request-above-limit", "requests more than the limit", (object) =>
      containers(object).flatMap(({ resources }) =>
        resources?.limits?.memory ? [() => (resources.requests.memory = "900Gi")] : [],
      ),
    ),
    ...each(workloads, "image-without-tag", "takes an image's version away", (object) =>
      containers(object).map((container) => () => (container.image = container.image.replace(/:[^/]*$/, ":latest"))),
    ),
    ...each(of("Prometheus"), "retention-exceeds-volume", "keeps more than the volume holds", ({ spec }) =>
      spec.retentionSize && spec.storage ? [() => (spec.retentionSize = "900TiB")] : [],
    ),
    ...each(restricted, "pod-refused-by-security-level", "loosens a security context", (object) => [
      ...["hostNetwork", "hostPID", "hostIPC"].map((field) => () => (template(object)[field] = true)),
      () => delete template(object).securityContext.seccompProfile,
      () => delete template(object).securityContext.runAsNonRoot,
      () => (template(object).securityContext.runAsUser = 0),
      () => (template(object).volumes = [{ name: "root", hostPath: { path: "/" } }]),
      ...containers(object).flatMap(({ securityContext }) => [
        () => (securityContext.privileged = true),
        () => (securityContext.allowPrivilegeEscalation = true),
        () => delete securityContext.capabilities,
      ]),
    ]),
  ];
};
