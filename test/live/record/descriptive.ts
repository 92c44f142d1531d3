import type { Descriptive } from "./reviewed.ts";

/** Labels that describe what others identify; each is left out of keys only where the recording bears it out. */
export const descriptive: readonly Descriptive[] = [
  // A name is free only after the object that had it is gone.
  { family: /^kube_/, labels: ["uid"] },
  { family: /^kube_pod_/, labels: ["container_id", "image", "image_id", "image_spec", "node"] },
  {
    family: /^kube_pod_info$/,
    labels: ["created_by_kind", "created_by_name", "host_ip", "host_network", "pod_ip", "priority_class"],
  },
  { family: /^kube_pod_(restart_policy|scheduler|service_account)$/, labels: ["name", "service_account", "type"] },
  {
    family:
      /^kube_pod_container_resource_|^kube_pod_init_container_resource_|^kube_node_status_(allocatable|capacity)$/,
    labels: ["unit"],
  },
  {
    family: /^kube_node_info$/,
    labels: [
      ...[
        "container_runtime_version",
        "internal_ip",
        "kernel_version",
        "kubelet_version",
        "kubeproxy_version",
        "os_image",
      ],
      ...["pod_cidr", "provider_id", "system_uuid"],
    ],
  },
  { family: /^kube_persistentvolumeclaim_info$/, labels: ["storageclass", "volumemode", "volumename"] },
  {
    family: /^kube_persistentvolume_(info|claim_ref|volume_mode)$/,
    labels: [
      ...[
        "claim_namespace",
        "csi_driver",
        "csi_volume_handle",
        "fc_lun",
        "host_path",
        "local_path",
        "name",
        "nfs_path",
        "nfs_server",
      ],
      ...["reclaim_policy", "storageclass", "volumemode"],
    ],
  },
  {
    family: /^kube_service_(info|spec_type)$/,
    labels: ["cluster_ip", "external_name", "external_traffic_policy", "load_balancer_ip", "type"],
  },
  { family: /^kube_cronjob_info$/, labels: ["concurrency_policy", "schedule", "timezone"] },
  {
    family: /^kube_horizontalpodautoscaler_info$/,
    labels: ["scaletargetref_api_version", "scaletargetref_kind", "scaletargetref_name"],
  },
  { family: /^kube_statefulset_/, labels: ["revision", "when_deleted", "when_scaled"] },
  // What the program is: one series a process.
  {
    family: /_build_info$|^cadvisor_version_info$|^go_info$|^python_info$/,
    labels: [
      ...[
        "branch",
        "cadvisorVersion",
        "client_go_version",
        "goarch",
        "golang_version",
        "goos",
        "goversion",
        "implementation",
      ],
      ...["kernelVersion", "major", "minor", "osVersion", "patchlevel", "revision", "tags", "version"],
    ],
  },
  { family: /^machine_/, labels: ["boot_id", "machine_id"] },
  {
    family: /^node_(uname|os)_(info|version)$/,
    labels: [
      ...["domainname", "id", "machine", "name", "nodename", "pretty_name", "release", "sysname"],
      ...["version", "version_codename", "version_id"],
    ],
  },
  { family: /^node_network_info$/, labels: ["address", "adminstate", "broadcast", "duplex", "operstate"] },
  { family: /^node_disk_info$/, labels: ["major", "minor", "rotational"] },
  // The address that the exporter was told; `instance` says which database it is.
  { family: /^pg_/, labels: ["server"] },
  { family: /^pg_static$/, labels: ["short_version", "version"] },
  { family: /^pg_stat_database_/, labels: ["datid"] },
  { family: /^pg_replication_slot_/, labels: ["slot_type"] },
  {
    family: /^redis_instance_info$/,
    labels: [
      "maxmemory_policy",
      "os",
      "process_id",
      "redis_build_id",
      "redis_mode",
      "redis_version",
      "role",
      "run_id",
      "tcp_port",
    ],
  },
  { family: /^redis_(master|slave)_/, labels: ["master_host", "master_port", "read_only"] },
  { family: /^redis_connected_slave_/, labels: ["slave_state"] },
  { family: /^ALERTS/, labels: ["alertstate", "component", "severity"] },
];
