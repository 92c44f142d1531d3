import { kubectl } from "../installed.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** Deployments that a cluster may lack an image for. */
export const withoutImage: Readonly<Record<string, string>> = {
  grafana: "Grafana cannot be built from source on every machine, and its image comes from a registry",
};

/** What is in the cluster of what was applied: without what there is no image for. */
export async function appliedObjects(objects: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
  const lacking = new Map(await lackingImages());
  return objects.filter(({ kind, metadata: { name } }) => kind !== "Deployment" || !lacking.has(name));
}

/** What was taken away again, and why. */
export async function lackingImages(): Promise<[string, string][]> {
  const deployments = await kubectl.list<KubernetesObject>("deployments", "monitoring");
  const there = new Set(deployments.map(({ metadata }) => metadata.name));
  return Object.entries(withoutImage).filter(([name]) => !there.has(name));
}
