/** Parts that several kinds share. Only what a rule reads is named. */
export const labelSelector = {
  matchLabels: { "*": "text" },
  matchExpressions: [{ key: "text", operator: "In|NotIn|Exists|DoesNotExist", values: ["text"] }],
} as const;

export const objectMeta = {
  name: "text",
  generateName: "text",
  namespace: "text",
  labels: { "*": "text" },
  annotations: { "*": "text" },
} as const;

const keyOf = { name: "text", key: "text", optional: "flag" } as const;
export const keySelector = keyOf;

const probe = {
  httpGet: { path: "text", port: "scalar", host: "text", scheme: "HTTP|HTTPS" },
  tcpSocket: { port: "scalar", host: "text" },
  grpc: { port: "number" },
  exec: { command: ["text"] },
  /** Of hooks alone. */
  sleep: { seconds: "number" },
  periodSeconds: "number",
  timeoutSeconds: "number",
  failureThreshold: "number",
  initialDelaySeconds: "number",
} as const;

const seLinuxOptions = { user: "text", role: "text", type: "text", level: "text" } as const;
const profile = { type: "text", localhostProfile: "text" } as const;

export const requirements = {
  requests: { "*": "quantity" },
  limits: { "*": "quantity" },
} as const;

export const container = {
  name: "text",
  image: "text",
  imagePullPolicy: "Always|IfNotPresent|Never",
  command: ["text"],
  args: ["text"],
  restartPolicy: "text",
  ports: [{ name: "text", containerPort: "number", hostPort: "number", hostIP: "text", protocol: "TCP|UDP|SCTP" }],
  env: [
    {
      name: "text",
      value: "text",
      valueFrom: { secretKeyRef: keyOf, configMapKeyRef: keyOf, fieldRef: { fieldPath: "text" } },
    },
  ],
  envFrom: [
    {
      prefix: "text",
      secretRef: { name: "text", optional: "flag" },
      configMapRef: { name: "text", optional: "flag" },
    },
  ],
  volumeMounts: [
    {
      name: "text",
      mountPath: "text",
      subPath: "text",
      readOnly: "flag",
      mountPropagation: "None|HostToContainer|Bidirectional",
    },
  ],
  volumeDevices: [{ name: "text", devicePath: "text" }],
  resources: requirements,
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: { postStart: probe, preStop: probe },
  securityContext: {
    privileged: "flag",
    allowPrivilegeEscalation: "flag",
    runAsNonRoot: "flag",
    runAsUser: "number",
    runAsGroup: "number",
    readOnlyRootFilesystem: "flag",
    procMount: "text",
    capabilities: { add: ["text"], drop: ["text"] },
    seccompProfile: profile,
    appArmorProfile: profile,
    seLinuxOptions,
    windowsOptions: { hostProcess: "flag" },
  },
} as const;

export const claimSpec = {
  accessModes: ["ReadWriteOnce|ReadOnlyMany|ReadWriteMany|ReadWriteOncePod"],
  storageClassName: "text",
  volumeName: "text",
  resources: requirements,
} as const;

const items = [{ key: "text", path: "text" }] as const;

export const volume = {
  name: "text",
  configMap: { name: "text", items, optional: "flag" },
  secret: { secretName: "text", items, optional: "flag" },
  projected: {
    sources: [
      {
        configMap: { name: "text", items, optional: "flag" },
        secret: { name: "text", items, optional: "flag" },
        serviceAccountToken: { path: "text", audience: "text" },
        downwardAPI: "any",
        clusterTrustBundle: "any",
      },
    ],
  },
  persistentVolumeClaim: { claimName: "text", readOnly: "flag" },
  hostPath: { path: "text", type: "text" },
  emptyDir: { sizeLimit: "quantity", medium: "text" },
  ephemeral: { volumeClaimTemplate: { spec: claimSpec } },
} as const;

export const podSpec = {
  containers: [container],
  initContainers: [container],
  volumes: [volume],
  serviceAccountName: "text",
  serviceAccount: "text",
  automountServiceAccountToken: "flag",
  priorityClassName: "text",
  runtimeClassName: "text",
  schedulerName: "text",
  hostNetwork: "flag",
  hostPID: "flag",
  hostIPC: "flag",
  hostUsers: "flag",
  os: { name: "text" },
  nodeName: "text",
  nodeSelector: { "*": "text" },
  affinity: "any",
  tolerations: [
    { key: "text", operator: "Exists|Equal|Lt|Gt", value: "text", effect: "NoSchedule|PreferNoSchedule|NoExecute" },
  ],
  topologySpreadConstraints: [
    { maxSkew: "number", topologyKey: "text", whenUnsatisfiable: "DoNotSchedule|ScheduleAnyway", labelSelector },
  ],
  imagePullSecrets: [{ name: "text" }],
  terminationGracePeriodSeconds: "number",
  activeDeadlineSeconds: "number",
  restartPolicy: "Always|OnFailure|Never",
  overhead: { "*": "quantity" },
  resources: requirements,
  securityContext: {
    runAsNonRoot: "flag",
    runAsUser: "number",
    runAsGroup: "number",
    fsGroup: "number",
    seccompProfile: profile,
    appArmorProfile: profile,
    seLinuxOptions,
    sysctls: [{ name: "text", value: "text" }],
    windowsOptions: { hostProcess: "flag" },
  },
} as const;

export const podTemplate = { metadata: objectMeta, spec: podSpec } as const;
