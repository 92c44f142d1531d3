import * as containers from "../mixins/containers/panels.ts";
import * as kubernetes from "../mixins/kubernetes/panels.ts";
import type { PlatformPage } from "./page.ts";
import { namespaces } from "./variables.ts";

/** Who uses what, and who is about to get no more of it. */
export const resourceUtilization: PlatformPage = {
  name: "resource-utilization",
  title: "Resource Utilization",
  description: "Which containers, volumes and quotas are about to be full, and who uses how much.",
  variables: namespaces,
  rows: [
    { title: "Is it healthy?", lines: [[containers.firing]] },
    {
      title: "Who is near a limit?",
      lines: [
        [containers.memoryShare, containers.cpuShare],
        [containers.throttling, containers.kills],
        [containers.waiting, containers.restarts],
      ],
    },
    {
      title: "What is full?",
      lines: [
        [kubernetes.volumes, kubernetes.volumesTomorrow],
        [kubernetes.quotas, kubernetes.autoscaling],
      ],
    },
    { title: "Who uses how much?", lines: [[containers.cpu, containers.memory, containers.network]] },
    { title: "Were the right amounts asked for?", lines: [[containers.cpuRequestShare]] },
  ],
};
