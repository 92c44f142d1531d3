import type { KubernetesObject } from "../../kubectl.ts";
import { namespace, pod, type State, script } from "./state.ts";

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
    objects: [
      pod("out-of-memory", script(image, "exec tail /dev/zero", { resources: { limits: { memory: "24Mi" } } })),
    ],
    seen: 'kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}',
  },
  {
    name: "a container that is held back by its limit of CPU",
    objects: [
      pod(
        "throttled",
        script(image, "while true; do :; done", { resources: { limits: { cpu: "50m", memory: "32Mi" } } }),
      ),
    ],
    seen: 'container_cpu_cfs_throttled_periods_total{pod="throttled"} > 0',
  },
  {
    name: "a container that reads and writes its disk",
    objects: [
      pod(
        "busy-disk",
        script(image, "while true; do dd if=/dev/zero of=/tmp/x bs=1M count=16 conv=fsync; sleep 5; done"),
      ),
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
    objects: [
      pod("initialising", script(image, "sleep 3600"), {
        initContainers: [script(image, "exit 1", { name: "first" })],
      }),
    ],
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
      pod(
        "evicted",
        script(image, "dd if=/dev/zero of=/full/x bs=1M count=64; sleep 3600", {
          volumeMounts: [{ name: "full", mountPath: "/full" }],
        }),
        {
          volumes: [{ name: "full", emptyDir: { sizeLimit: "8Mi" } }],
        },
      ),
    ],
    seen: 'kube_pod_status_reason{reason="Evicted"} == 1',
  },
];

const finalized: KubernetesObject = {
  ...pod("deleted", script("registry.invalid/none:1", "true")),
  metadata: { name: "deleted", namespace, finalizers: ["agentprovision.io/record"] },
};
