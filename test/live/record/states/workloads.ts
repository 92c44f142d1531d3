import type { KubernetesObject } from "../../kubectl.ts";
import { claim, object, pod, type State, script, template } from "./state.ts";

const job = (name: string, container: object, spec: object = {}): KubernetesObject =>
  object("batch/v1", "Job", name, {
    backoffLimit: 0,
    template: { spec: { restartPolicy: "Never", containers: [container] } },
    ...spec,
  });

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
        ...template(
          "unavailable-set",
          script(image, "sleep 3600", { readinessProbe: { exec: { command: ["false"] } } }),
        ),
      }),
    ],
    seen: 'kube_statefulset_status_replicas_ready{statefulset="unavailable"} == 0',
  },
  {
    name: "a daemon set with a pod that is not ready",
    objects: [
      object("apps/v1", "DaemonSet", "unavailable", {
        ...template(
          "unavailable-daemon",
          script(image, "sleep 3600", { readinessProbe: { exec: { command: ["false"] } } }),
        ),
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
      pod(
        "full-volume",
        script(image, "dd if=/dev/zero of=/data/x bs=1M; sleep 3600", {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
        {
          volumes: [{ name: "data", persistentVolumeClaim: { claimName: "full" } }],
        },
      ),
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
        ...template(
          "busy",
          script(image, "while true; do :; done", { resources: { requests: { cpu: "10m" }, limits: { cpu: "50m" } } }),
        ),
      }),
      autoscaler("busy", "busy"),
      autoscaler("blind", "none"),
    ],
    seen: 'kube_horizontalpodautoscaler_status_current_replicas{horizontalpodautoscaler="busy"} == 2',
  },
  {
    name: "a disruption budget, a quota and default limits",
    objects: [
      object("policy/v1", "PodDisruptionBudget", "record", {
        minAvailable: 1,
        selector: { matchLabels: { app: "unavailable" } },
      }),
      object("v1", "ResourceQuota", "record", { hard: { pods: "100", "requests.storage": "1Gi" } }),
      object("v1", "LimitRange", "record", {
        limits: [{ type: "Container", defaultRequest: { cpu: "1m", memory: "1Mi" } }],
      }),
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
