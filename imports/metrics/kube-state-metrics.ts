import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, job: open } as const;
const c = { ...target, pod: open, container: open, uid: open } as const;

export const kubePodContainerResourceRequests = gauge("kube_pod_container_resource_requests", { ...c, node: open, resource: open, unit: open }, ["namespace", "pod", "container", "node", "uid", "resource"]);
export const kubePodContainerResourceLimits = gauge("kube_pod_container_resource_limits", { ...c, node: open, resource: open, unit: open }, ["namespace", "pod", "container", "node", "uid", "resource"]);
export const kubePodContainerStatusRestartsTotal = counter("kube_pod_container_status_restarts_total", c, ["namespace", "pod", "container", "uid"]);
export const kubePodContainerStatusWaitingReason = gauge("kube_pod_container_status_waiting_reason", { ...c, reason: open }, ["namespace", "pod", "container", "uid", "reason"]);
export const kubePodStatusPhase = gauge("kube_pod_status_phase", { ...target, pod: open, uid: open, phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"] }, ["namespace", "pod", "uid", "phase"]);
export const kubeDeploymentSpecReplicas = gauge("kube_deployment_spec_replicas", { ...target, deployment: open }, ["namespace", "deployment"]);
export const kubeDeploymentStatusReplicasAvailable = gauge("kube_deployment_status_replicas_available", { ...target, deployment: open }, ["namespace", "deployment"]);
export const kubeHorizontalpodautoscalerSpecMaxReplicas = gauge("kube_horizontalpodautoscaler_spec_max_replicas", { ...target, horizontalpodautoscaler: open }, ["namespace", "horizontalpodautoscaler"]);
export const kubeHorizontalpodautoscalerStatusCurrentReplicas = gauge("kube_horizontalpodautoscaler_status_current_replicas", { ...target, horizontalpodautoscaler: open }, ["namespace", "horizontalpodautoscaler"]);
export const kubeNodeStatusCondition = gauge("kube_node_status_condition", { job: open, node: open, condition: open, status: ["true", "false", "unknown"] }, ["node", "condition", "status"]);
export const kubeResourcequota = gauge("kube_resourcequota", { ...target, resourcequota: open, resource: open, type: ["hard", "used"] }, ["namespace", "resourcequota", "resource", "type"]);
