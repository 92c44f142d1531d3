import type { Endpoint, PodMonitor, ServiceMonitor } from "./monitored.ts";
import { type Step, step } from "./relabelling.ts";
import { sanitized } from "./target.ts";

const copied = (source: string, targetLabel: string): Step => step({ sourceLabels: [source], targetLabel });
const copiedIfThere = (source: string, targetLabel: string): Step =>
  step({ sourceLabels: [source], targetLabel, regex: "(.+)" });
const fixed = (targetLabel: string, replacement: string): Step => step({ targetLabel, replacement });

const ofTarget = (kind: string, targetLabel: string): Step =>
  step({
    sourceLabels: [
      "__meta_kubernetes_endpointslice_address_target_kind",
      "__meta_kubernetes_endpointslice_address_target_name",
    ],
    regex: `${kind};(.*)`,
    targetLabel,
  });

const portLabel = ({ port, targetPort }: Endpoint): Step[] => {
  const name = port === undefined || port === "" ? targetPort : port;
  return name === undefined ? [] : [fixed("endpoint", String(name))];
};

/**
 * The steps that prometheus-operator puts before those of a monitor.
 *
 * Source: prometheus-operator 0.94, pkg/prometheus/promcfg.go, generateServiceMonitorConfig.
 */
export function stepsOfServiceMonitor({ body }: ServiceMonitor, endpoint: Endpoint): readonly Step[] {
  const { targetLabels = [], podTargetLabels = [], jobLabel } = body.spec ?? {};
  return [
    ofTarget("Node", "node"),
    ofTarget("Pod", "pod"),
    copied("__meta_kubernetes_namespace", "namespace"),
    copied("__meta_kubernetes_service_name", "service"),
    copied("__meta_kubernetes_pod_name", "pod"),
    copied("__meta_kubernetes_pod_container_name", "container"),
    ...targetLabels.map((label) =>
      copiedIfThere(`__meta_kubernetes_service_label_${sanitized(label)}`, sanitized(label)),
    ),
    ...podTargetLabels.map((label) =>
      copiedIfThere(`__meta_kubernetes_pod_label_${sanitized(label)}`, sanitized(label)),
    ),
    copied("__meta_kubernetes_service_name", "job"),
    ...(jobLabel ? [copiedIfThere(`__meta_kubernetes_service_label_${sanitized(jobLabel)}`, "job")] : []),
    ...portLabel(endpoint),
  ];
}

/** The same for a PodMonitor: generatePodMonitorConfig. */
export function stepsOfPodMonitor({ name, namespace = "", body }: PodMonitor, endpoint: Endpoint): readonly Step[] {
  const { podTargetLabels = [], jobLabel } = body.spec ?? {};
  return [
    copied("__meta_kubernetes_namespace", "namespace"),
    copied("__meta_kubernetes_pod_container_name", "container"),
    copied("__meta_kubernetes_pod_name", "pod"),
    ...podTargetLabels.map((label) =>
      copiedIfThere(`__meta_kubernetes_pod_label_${sanitized(label)}`, sanitized(label)),
    ),
    fixed("job", `${namespace}/${name}`),
    ...(jobLabel ? [copiedIfThere(`__meta_kubernetes_pod_label_${sanitized(jobLabel)}`, "job")] : []),
    ...portLabel(endpoint),
  ];
}
