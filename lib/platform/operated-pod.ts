import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import type { Cluster, Volume } from "../environments/environment.ts";
import type { Labels } from "../kubernetes/peer.ts";
import type { Resources } from "../kubernetes/resources.ts";

/** The pod's security context for the operator's custom resources, whose containers it hardens itself. */
export const hardened = {
  runAsNonRoot: true,
  runAsUser: 65534,
  runAsGroup: 65534,
  fsGroup: 65534,
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** A claim for each pod of a custom resource. */
export const claimOf = ({ size, class: storageClassName }: Volume, { storageClass }: Cluster): Storage => {
  const spec = {
    accessModes: ["ReadWriteOnce"],
    storageClassName: storageClassName ?? storageClass,
    resources: { requests: { storage: size } },
  };
  // The models 6.0.0 demand a kind and an API version of the operator's own group there, which the definition itself does not know.
  return { volumeClaimTemplate: { spec } } as unknown as Storage;
};

type Storage = NonNullable<IPrometheus["spec"]["storage"]>;

/** Requests and limits as custom resources take them. */
export const requirementsOf = ({ cpu, memory, memoryLimit = memory, cpuLimit }: Resources) => ({
  requests: { cpu, memory },
  limits: { ...(cpuLimit && { cpu: cpuLimit }), memory: memoryLimit },
});

/** Two replicas on one node are lost together. */
export const spreadOverNodes = (labels: Labels) => [
  {
    topologyKey: "kubernetes.io/hostname",
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway" as const,
    labelSelector: { matchLabels: { ...labels } },
  },
];
