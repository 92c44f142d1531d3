import { k8s } from "./objects.ts";
import type { Bytes } from "./quantity.ts";
import type { SecretRef } from "./secret.ts";

/** A volume where a container sees it. */
export interface Mount {
  readonly path: string;
  readonly subPath?: string;
  readonly readOnly: boolean;
  readonly propagation?: "HostToContainer";
  /** Left out where the volume is a claim of the StatefulSet. */
  readonly volume: k8s.Volume;
}

/** Room for temporary files; gone with the pod. */
export const scratch = (name: string, path: string, size: Bytes): Mount => ({
  path,
  readOnly: false,
  volume: { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(size) } },
});

/** The keys of a ConfigMap as files. */
export const configFiles = (configMap: string, path: string, name = configMap): Mount => ({
  path,
  readOnly: true,
  volume: { name, configMap: { name: configMap } },
});

/** The keys of a Secret as files that only the pod's group can read. */
export const secretFiles = (secret: SecretRef, path: string): Mount => ({
  path,
  readOnly: true,
  volume: { name: secret.name, secret: { secretName: secret.name, defaultMode: 0o440 } },
});

/** A folder of the node. Only the namespace of node agents admits it. */
export const nodeFolder = (name: string, folder: string, path: string, propagation?: "HostToContainer"): Mount => ({
  path,
  readOnly: true,
  ...(propagation && { propagation }),
  volume: { name, hostPath: { path: folder } },
});

/** An existing claim. */
export const claimed = (claim: string, path: string): Mount => ({
  path,
  readOnly: false,
  volume: { name: claim, persistentVolumeClaim: { claimName: claim } },
});

export const toVolumeMount = ({ path, subPath, readOnly, propagation, volume }: Mount): k8s.VolumeMount => ({
  name: volume.name,
  mountPath: path,
  ...(subPath && { subPath }),
  ...(readOnly && { readOnly }),
  ...(propagation && { mountPropagation: propagation }),
});
