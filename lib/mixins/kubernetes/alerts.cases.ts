import {
  kubeNodeSpecUnschedulable,
  kubeNodeStatusCondition,
  kubePodStatusUnschedulable,
  kubeResourcequota,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { kubeletVolumeStatsAvailableBytes, kubeletVolumeStatsCapacityBytes } from "../../../imports/metrics/kubelet.ts";
import type { CasesOf } from "../../alerting/cases.ts";
import { climbs, ends, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";
import { cases as workloads } from "./workloads.cases.ts";

const namespace = "agentprovision";
const claim = { namespace: "data", persistentvolumeclaim: "data-postgres-0" };
const quota = { namespace, resourcequota: "agentprovision", resource: "requests.cpu" };

const node = (notReady: Samples, cordoned: Samples) => [
  series(kubeNodeStatusCondition, { node: "node-1", condition: "Ready", status: "unknown" }, notReady),
  series(kubeNodeSpecUnschedulable, { node: "node-1" }, cordoned),
];

const volume = (available: Samples) => [
  series(kubeletVolumeStatsAvailableBytes, claim, available),
  series(kubeletVolumeStatsCapacityBytes, claim, holds(100)),
];

/** A quota of one processor. */
const used = (amount: Samples, hard = 1) => [
  series(kubeResourcequota, { ...quota, type: "used" }, amount),
  series(kubeResourcequota, { ...quota, type: "hard" }, holds(hard)),
];

/** All is well for five minutes, then not. */
const afterFiveMinutes = holds([0, "5m"], [1, "10m"], 0);

export const cases: CasesOf<typeof alerts> = {
  ...workloads,
  NodeNotReady: {
    fires: [
      {
        title: "the kubelet is silent for ten minutes",
        given: node(afterFiveMinutes, holds(0)),
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "9m45s": "pending",
          "10m": "firing",
          "16m30s": "firing",
          "16m45s": "silent",
          "18m": "silent",
        },
        labels: { node: "node-1" },
      },
      {
        title: "it does not come back to be used again",
        given: node(holds(1), holds([1, "5m"], 0)),
        seen: { "6m30s": "silent", "6m45s": "pending", "11m30s": "pending", "11m45s": "firing" },
        labels: { node: "node-1" },
      },
    ],
    staysSilent: [
      {
        title: "it is ready, and has memory",
        given: [
          ...node(holds(0), holds(0)),
          series(kubeNodeStatusCondition, { node: "node-1", condition: "Ready", status: "true" }, holds(1)),
          series(kubeNodeStatusCondition, { node: "node-1", condition: "MemoryPressure", status: "false" }, holds(1)),
        ],
        seen: { "11m": "silent" },
      },
      { title: "somebody has cordoned it", given: node(holds(1), holds(1)), seen: { "11m": "silent" } },
    ],
    says: {
      summary: "node-1 is not ready",
      description:
        "The kubelet of node-1 reports a fault or nothing at all. After five minutes its pods move to other nodes, if there is room; those with a volume may be stuck. Look whether the machine still runs.",
    },
  },
  VolumeNearlyFull: {
    fires: [
      {
        title: "91% for six minutes, then more, then less",
        given: volume(holds([9, "6m"], [1, "5m"], 20)),
        seen: { "4m45s": "pending", "5m": "firing", "13m": "firing", "13m15s": "silent", "15m": "silent" },
        labels: claim,
      },
    ],
    staysSilent: [{ title: "90%", given: volume(holds(10)), seen: { "6m": "silent" } }],
    says: {
      summary: "The volume data-postgres-0 is more than 90% full",
      description:
        "data/data-postgres-0 is 91% full. A full volume stops a database at once. Enlarge the claim now, look for what fills it afterwards.",
    },
  },
  VolumeFilling: {
    fires: [
      {
        title: "49%, and three more each hour, for five hours",
        given: volume(climbs(51, -3, "5h")),
        seen: { "22m15s": "silent", "22m30s": "pending", "52m15s": "pending", "52m30s": "firing" },
        labels: claim,
      },
      {
        title: "49%, and three more each hour for five hours, until hardly any of them are left in the window",
        given: volume(climbs(51, -3, "5h")),
        evaluatedEvery: "1m",
        seen: { "53m": "firing", "8h6m": "firing", "8h7m": "silent", "9h": "silent" },
        labels: claim,
      },
    ],
    staysSilent: [
      {
        title: "60%, and full in little more than a day",
        given: volume(climbs(40, -1.6)),
        seen: { "31m": "silent" },
      },
      { title: "it begins to be filled", given: volume(climbs(60, -15)), seen: { "31m": "silent" } },
    ],
    says: {
      summary: "The volume data-postgres-0 will be full within a day",
      description:
        "data/data-postgres-0 fills so fast that in a day it would be 123.6% full. Look what writes so much, and enlarge the claim in time.",
    },
  },
  QuotaNearlyExhausted: {
    fires: [
      {
        title: "91% is used, then more, then four fifths",
        given: used(holds([0.91, "16m"], [0.99, "5m"], 0.8)),
        seen: { "14m45s": "pending", "15m": "firing", "23m": "firing", "23m15s": "silent", "25m": "silent" },
        labels: { namespace, resource: "requests.cpu" },
      },
    ],
    staysSilent: [
      { title: "90% of two processors", given: used(holds(1.8), 2), seen: { "16m": "silent" } },
      { title: "nothing is granted any more", given: used(holds(1), 0), seen: { "16m": "silent" } },
    ],
    says: {
      summary: "agentprovision has hardly any requests.cpu left of its quota",
      description:
        "agentprovision uses 91% of its quota of requests.cpu. At 100% new pods are refused: releases hang and the autoscaler stops. Raise the quota, or lower what is asked for.",
    },
  },
  PodUnschedulable: {
    fires: [
      {
        title: "no node for a quarter of an hour",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, ends(holds(1), "15m"))],
        seen: { "9m45s": "pending", "10m": "firing", "16m30s": "firing", "16m45s": "silent", "18m": "silent" },
        labels: { namespace, pod: "agentprovision-1" },
      },
    ],
    staysSilent: [
      {
        title: "it has a node",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, holds(0))],
        seen: { "11m": "silent" },
      },
      {
        title: "no node for seven minutes",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, ends(holds(1), "7m"))],
        seen: { "11m": "silent" },
      },
    ],
    says: {
      summary: "No node takes agentprovision-1",
      description:
        "agentprovision/agentprovision-1 has waited ten minutes for a node. None has what it asks for, or its volume cannot be made. Its events name the reason; often the cluster is full.",
    },
  },
};
