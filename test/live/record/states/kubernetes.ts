import type { KubernetesObject } from "../../kubectl.ts";
import { claim, object, pod, script, type State, template } from "./state.ts";

const job = (name: string, container: object, spec: object = {}): KubernetesObject =>
  object("batch/v1", "Job", name, {
    backoffLimit: 0,
    template: { spec: { restartPolicy: "Never", containers: [container] } },
    ...spec,
  });

/** Pods and containers in trouble. */
export const podStates = (image: string): readonly State[] => [
  {
    name: "a container that crashes again and again",
    objects: [pod("crash-loop", script(image, "sleep 1; exit 3"))],
    seen: 'kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}',
  },
  {
    name: "an image that cannot be pulled",
    objects: [pod("no-image", script("registry.invalid/none:1", "true"))],
    seen: 'kube_pod_container_status_waiting_reason{reason="ImagePullBackOff"}',
  },
  {
    name: "a container that refers to a ConfigMap that is not there",
    objects: [pod("no-configuration", script(image, "true", { envFrom: [{ configMapRef: { name: "none" } }] }))],
    seen: 'kube_pod_container_status_waiting_reason{reason="CreateContainerConfigError"}',
  },
  {
    name: "a container that is killed for its memory",
    objects: [pod("out-of-memory", script(image, "exec tail /dev/zero", { resources: { limits: { memory: "24Mi" } } }))],
    seen: 'kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}',
  },
  {
    name: "a container that is held back by its limit of CPU",
    objects: [pod("throttled", script(image, "while true; do :; done", { resources: { limits: { cpu: "50m", memory: "32Mi" } } }))],
    seen: 'container_cpu_cfs_throttled_periods_total{pod="throttled"} > 0',
  },
  {
    name: "a container that reads and writes its disk",
    objects: [
      pod("busy-disk", script(image, "while true; do dd if=/dev/zero of=/tmp/x bs=1M count=16 conv=fsync; sleep 5; done")),
    ],
    seen: 'kube_pod_container_status_running{pod="busy-disk"} == 1',
  },
  {
    name: "a pod that no node has room for",
    objects: [pod("pending", script(image, "sleep 3600", { resources: { requests: { cpu: "500" } } }))],
    seen: "kube_pod_status_unschedulable",
  },
  {
    name: "a pod whose initial container does not end",
    objects: [pod("initialising", script(image, "sleep 3600"), { initContainers: [script(image, "exit 1", { name: "first" })] })],
    seen: 'kube_pod_init_container_status_waiting_reason{reason="CrashLoopBackOff"}',
  },
  {
    name: "a pod that is refused to be deleted",
    objects: [finalized],
    provoke: async (kubectl) => {
      await kubectl.delete([finalized]);
    },
    seen: 'kube_pod_deletion_timestamp{pod="deleted"}',
  },
  {
    name: "a pod that ended",
    objects: [pod("ended", script(image, "true"), { restartPolicy: "Never" })],
    seen: 'kube_pod_completion_time{pod="ended"}',
  },
  {
    name: "a pod that was evicted",
    objects: [
      pod("evicted", script(image, "dd if=/dev/zero of=/full/x bs=1M count=64; sleep 3600", { volumeMounts: [{ name: "full", mountPath: "/full" }] }), {
        volumes: [{ name: "full", emptyDir: { sizeLimit: "8Mi" } }],
      }),
    ],
    seen: 'kube_pod_status_reason{reason="Evicted"} == 1',
  },
];

const finalized: KubernetesObject = {
  ...pod("deleted", script("registry.invalid/none:1", "true")),
  metadata: { name: "deleted", namespace: "record", finalizers: ["agentprovision.io/record"] },
};

/** Workloads, jobs and volumes in trouble. */
export const workloadStates = (image: string): readonly State[] => [
  {
    name: "a deployment whose new pods do not become ready",
    objects: [
      object("apps/v1", "Deployment", "unavailable", {
        replicas: 2,
        progressDeadlineSeconds: 10,
        ...template("unavailable", script(image, "sleep 3600", { readinessProbe: { exec: { command: ["false"] } } })),
      }),
    ],
    seen: 'kube_deployment_status_condition{deployment="unavailable", reason="ProgressDeadlineExceeded"}',
  },
  {
    name: "a stateful set with a pod that is not ready",
    objects: [
      object("apps/v1", "StatefulSet", "unavailable", {
        serviceName: "unavailable",
        ...template("unavailable-set", script(image, "sleep 3600", { readinessProbe: { exec: { command: ["false"] } } })),
      }),
    ],
    seen: 'kube_statefulset_status_replicas_ready{statefulset="unavailable"} == 0',
  },
  {
    name: "a daemon set with a pod that is not ready",
    objects: [
      object("apps/v1", "DaemonSet", "unavailable", {
        ...template("unavailable-daemon", script(image, "sleep 3600", { readinessProbe: { exec: { command: ["false"] } } })),
      }),
    ],
    seen: 'kube_daemonset_status_number_unavailable{daemonset="unavailable"} == 1',
  },
  {
    name: "a job that failed",
    objects: [job("failed", script(image, "exit 1"))],
    seen: 'kube_job_status_failed{job_name="failed", reason="BackoffLimitExceeded"}',
  },
  {
    name: "a job that took too long",
    objects: [job("late", script(image, "sleep 3600"), { activeDeadlineSeconds: 5 })],
    seen: 'kube_job_status_failed{job_name="late", reason="DeadlineExceeded"}',
  },
  {
    name: "a job that succeeded",
    objects: [job("succeeded", script(image, "true"))],
    seen: 'kube_job_status_completion_time{job_name="succeeded"}',
  },
  {
    name: "a job every minute",
    objects: [
      object("batch/v1", "CronJob", "minutely", {
        schedule: "* * * * *",
        startingDeadlineSeconds: 30,
        jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [script(image, "true")] } } } },
      }),
    ],
    seen: "kube_cronjob_status_last_successful_time",
  },
  {
    name: "a volume that is full",
    objects: [
      claim("full", "16Mi"),
      pod("full-volume", script(image, "dd if=/dev/zero of=/data/x bs=1M; sleep 3600", { volumeMounts: [{ name: "data", mountPath: "/data" }] }), {
        volumes: [{ name: "data", persistentVolumeClaim: { claimName: "full" } }],
      }),
    ],
    seen: 'kubelet_volume_stats_available_bytes{persistentvolumeclaim="full"} < 1e6',
  },
  {
    name: "a claim that nobody provides for",
    objects: [
      object("v1", "PersistentVolumeClaim", "unbound", {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "none",
        resources: { requests: { storage: "1Mi" } },
      }),
    ],
    seen: 'kube_persistentvolumeclaim_status_phase{persistentvolumeclaim="unbound", phase="Pending"} == 1',
  },
  {
    name: "an autoscaler at its maximum, and one that finds no metrics",
    objects: [
      object("apps/v1", "Deployment", "busy", {
        ...template("busy", script(image, "while true; do :; done", { resources: { requests: { cpu: "10m" }, limits: { cpu: "50m" } } })),
      }),
      autoscaler("busy", "busy"),
      autoscaler("blind", "none"),
    ],
    seen: 'kube_horizontalpodautoscaler_status_current_replicas{horizontalpodautoscaler="busy"} == 2',
  },
  {
    name: "a disruption budget, a quota and default limits",
    objects: [
      object("policy/v1", "PodDisruptionBudget", "record", { minAvailable: 1, selector: { matchLabels: { app: "unavailable" } } }),
      object("v1", "ResourceQuota", "record", { hard: { pods: "100", "requests.storage": "1Gi" } }),
      object("v1", "LimitRange", "record", { limits: [{ type: "Container", defaultRequest: { cpu: "1m", memory: "1Mi" } }] }),
    ],
    seen: 'kube_resourcequota{namespace="record"} and on () kube_limitrange{namespace="record"} and on () kube_poddisruptionbudget_status_pod_disruptions_allowed{namespace="record"}',
  },
  {
    name: "a node with a taint",
    provoke: async (kubectl) => {
      await kubectl.run(["taint", "nodes", "--all", "--overwrite", "agentprovision.io/record=true:PreferNoSchedule"]);
    },
    seen: 'kube_node_spec_taint{key="agentprovision.io/record"}',
  },
];

function autoscaler(name: string, target: string): KubernetesObject {
  return object("autoscaling/v2", "HorizontalPodAutoscaler", name, {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target },
    minReplicas: 1,
    maxReplicas: 2,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } }],
  });
}
