import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../../record/platform.ts";
import type { Fault } from "../fault.ts";
import { applicationFaults, applications } from "./applications.ts";
import { dataFaults, replicas } from "./data.ts";
import { monitoringFaults, targets } from "./monitoring.ts";
import { workloadFaults, workloads } from "./workloads.ts";

export { admitReplicas } from "./data.ts";
export { ground } from "./ground.ts";

/** All faults that are made in a cluster. */
export const faults: readonly Fault[] = [...applicationFaults, ...workloadFaults, ...dataFaults, ...monitoringFaults];

/** What faults are made of, while nothing is wrong with it. */
export const standing = (platform: Platform): KubernetesObject[] => [
  ...applications(platform),
  ...workloads(platform),
  ...replicas(platform),
  ...targets(platform),
];
