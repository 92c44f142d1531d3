import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { Monitor, type Relabelling } from "../lib/kubernetes/monitor.ts";
import { nodeFolder } from "../lib/kubernetes/mount.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { containers } from "../lib/mixins/containers/index.ts";
import { nodes } from "../lib/mixins/nodes/index.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { dropLabels, scrapingOf, speaksOfNode } from "../lib/platform/scraping.ts";

const namespace = namespaces.nodeAgents.name;

/** What runs on every node and sees it: node-exporter for the machine, cAdvisor for its containers. */
export class NodeAgents extends PlatformChart {
  override readonly mixins = [nodes, containers];

  constructor(scope: Construct, environment: Environment) {
    super(scope, "node-agents", "platform");
    this.nodeExporter(environment);
    this.cadvisor(environment);
  }

  private nodeExporter(environment: Environment): void {
    const workload = Workload.daemonSet(this, {
      name: "node-exporter",
      namespace,
      component: "exporter",
      maximumNodes: environment.cluster.maximumNodes,
      // Network devices and mounts are those of the namespaces that a process is in.
      hostNetwork: true,
      hostPid: true,
      user: 65534,
      containers: [
        {
          name: "node-exporter",
          image: image("node-exporter"),
          args: nodeExporterFlags,
          ports: { metrics: 9100 },
          resources: { cpu: "20m", memory: "32Mi", memoryLimit: "96Mi" },
          probes: { ready: { get: "/", port: "metrics" } },
          mounts: [nodeFolder("root", "/", "/host/root", "HostToContainer")],
        },
      ],
    });
    workload.service({ headless: true });
    new Monitor(this, {
      name: "node-exporter",
      namespace,
      service: { namespace, labels: workload.selector },
      target: workload.endpoint("metrics"),
      endpoints: [{ port: "metrics", relabelings: speaksOfNode }],
      scraping: scrapingOf(environment),
    });
  }

  private cadvisor(environment: Environment): void {
    const workload = Workload.daemonSet(this, {
      name: "cadvisor",
      namespace,
      component: "exporter",
      maximumNodes: environment.cluster.maximumNodes,
      containers: [
        {
          name: "cadvisor",
          image: image("cadvisor"),
          args: cadvisorFlags,
          ports: { metrics: 8080 },
          resources: { cpu: "80m", memory: "128Mi", memoryLimit: "384Mi" },
          probes: { ready: { get: "/healthz", port: "metrics" }, alive: { get: "/healthz", port: "metrics" } },
          mounts: [
            nodeFolder("root", "/", "/rootfs", "HostToContainer"),
            nodeFolder("run", "/var/run", "/var/run"),
            nodeFolder("containerd", "/run/containerd", "/run/containerd"),
            nodeFolder("sys", "/sys", "/sys"),
          ],
          // It reads other users' files and cgroups: only root can, still without capabilities that change anything.
          security: {
            runAsNonRoot: false,
            runAsUser: 0,
            capabilities: { drop: ["ALL"], add: ["DAC_READ_SEARCH", "SYS_PTRACE"] },
          },
        },
      ],
    });
    workload.service({ headless: true });
    new Monitor(this, {
      name: "cadvisor",
      namespace,
      service: { namespace, labels: workload.selector },
      target: workload.endpoint("metrics"),
      endpoints: [{ port: "metrics", relabelings: speaksOfNode, metricRelabelings: asKubernetesNames }],
      scraping: scrapingOf(environment),
    });
  }
}

const nodeExporterFlags = [
  "--path.rootfs=/host/root",
  "--path.procfs=/host/root/proc",
  "--path.sysfs=/host/root/sys",
  "--path.udev.data=/host/root/run/udev/data",
  // Pods' mounts and virtual devices come and go with pods: they belong to the kubelet and to cAdvisor.
  "--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/.+|var/lib/containerd/.+|var/lib/docker/.+|var/lib/kubelet/.+)($|/)",
  "--collector.netclass.ignored-devices=^(veth.*|cali.*|lxc.*|[a-f0-9]{15})$",
  "--collector.netdev.device-exclude=^(veth.*|cali.*|lxc.*|[a-f0-9]{15})$",
];

const cadvisorFlags = [
  "--port=8080",
  "--housekeeping_interval=10s",
  "--store_container_labels=false",
  "--whitelisted_container_labels=io.kubernetes.container.name,io.kubernetes.pod.name,io.kubernetes.pod.namespace",
  // What nobody asks for is not counted: it would be most of the series.
  "--disable_metrics=advtcp,cpu_topology,cpuset,hugetlb,memory_numa,percpu,referenced_memory,resctrl,sched,tcp,udp,process",
];

/** cAdvisor's own labels, renamed as the kubelet names them; what is no pod's is dropped, since nodes belong to node-exporter. */
const asKubernetesNames: readonly Relabelling[] = [
  ...(["namespace", "pod", "container"] as const).map((label) => ({
    action: "replace" as const,
    sourceLabels: [`container_label_io_kubernetes_${label === "namespace" ? "pod_namespace" : `${label}_name`}`],
    targetLabel: label,
  })),
  { action: "drop", sourceLabels: ["__name__", "pod"], regex: "container_.*;" },
  dropLabels("container_label_.*", "id", "name", "image"),
];
