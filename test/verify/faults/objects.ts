import type { Breakage, Breaker, MutableObject } from "./fault.ts";

const name = ({ kind, metadata }: MutableObject): string =>
  metadata.namespace === undefined ? `${kind} ${metadata.name}` : `${kind} ${metadata.namespace}/${metadata.name}`;

const template = (object: MutableObject): MutableObject | undefined => object.spec?.template?.spec;

const each = (
  objects: readonly MutableObject[],
  rule: string,
  what: string,
  places: (object: MutableObject) => readonly (() => void)[],
): readonly Breakage[] =>
  objects.flatMap((object) => places(object).map((apply): Breakage => ({ rule, what, object: name(object), apply })));

const containers = (object: MutableObject): readonly MutableObject[] => template(object)?.containers ?? [];

const scalerOf = (object: MutableObject, objects: readonly MutableObject[]): MutableObject | undefined =>
  objects.find(
    ({ kind, metadata, spec }) =>
      kind === "HorizontalPodAutoscaler" &&
      metadata.namespace === object.metadata.namespace &&
      spec.scaleTargetRef.name === object.metadata.name,
  );

/** Faults that are made by one more object. */
function added(objects: readonly MutableObject[]): readonly Breakage[] {
  const one = (rule: string, what: string, ...more: readonly [MutableObject, ...MutableObject[]]): Breakage => ({
    rule,
    what,
    object: name(more[0]),
    apply: () => void (objects as MutableObject[]).push(...more),
  });
  const again = (object: MutableObject): MutableObject => ({
    ...structuredClone(object),
    metadata: { ...object.metadata, name: `${object.metadata.name}-again` },
  });
  const of = (kind: string) => objects.filter((each) => each.kind === kind);
  const namespaces = of("Namespace").map(({ metadata }) => metadata.name);
  return [
    ...of("PodDisruptionBudget").map((object) => one("budgets-overlap", "adds a second budget", again(object))),
    ...of("DaemonSet")
      .filter(({ spec }) => spec.template.spec.hostNetwork)
      .map((object) => one("host-port-conflict", "adds a second DaemonSet", again(object))),
    ...["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) =>
      of(kind).map((object) => ({
        ...one("selectors-overlap", "adds a second workload", again(object)),
        object: name(object),
      })),
    ),
    ...namespaces.map((namespace) =>
      one("ingress-without-backend", "adds an Ingress", {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "gone", namespace },
        spec: { defaultBackend: { service: { name: "gone", port: { number: 80 } } } },
      }),
    ),
    ...namespaces.map((namespace) =>
      one("name-invalid", "adds an object", {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "Gone_", namespace },
      }),
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
}

/** Faults of what is written at one object, and of what its namespace makes of it. */
function written(objects: readonly MutableObject[]): readonly Breakage[] {
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
}

/** Every way to break the links between objects. */
export const objectsFaults: Breaker = (objects) => {
  const of = (...kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const workloads = of("Deployment", "StatefulSet", "DaemonSet");
  const enforced = new Set(
    of("Namespace")
      .filter(({ metadata }) => metadata.labels?.["pod-security.kubernetes.io/enforce"] === "restricted")
      .map(({ metadata }) => metadata.name),
  );
  const restricted = workloads.filter(({ metadata }) => enforced.has(metadata.namespace));
  return [
    ...added(objects),
    ...written(objects),
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
