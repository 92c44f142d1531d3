import type { Cluster } from "./model/cluster.ts";
import { kustomizationOf } from "./model/kustomizations.ts";
import type { Finding } from "./rule.ts";
import type { World } from "./world.ts";

/** A finding, uncertain where it is about something that is not applied as it is written. */
export function doubted(cluster: Cluster, { complete }: World, finding: Finding): Finding {
  // Who says that the objects are all there is puts nothing else in place of what they say.
  const uncertain = finding.uncertain ?? kustomized(cluster, finding) ?? (complete ? undefined : filledIn(finding));
  return uncertain === undefined ? finding : { ...finding, uncertain };
}

function kustomized(cluster: Cluster, { object }: Finding): string | undefined {
  const by = kustomizationOf(cluster, object.origin.file);
  return by && `${by.file} changes it before it is applied (${by.changes.join(", ")})`;
}

/**
 * What Flux or envsubst exchange, `${REGION}`, `${REPLICAS:=2}`, and people or Vault's plug-in of Argo CD, `<node-name>`.
 *
 * Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
const placeholder = /\$\{[A-Za-z_]\w*[^{}]*\}|<[a-z][\w.:/#-]*>/i;

function filledIn({ value = "" }: Finding): string | undefined {
  const [found] = placeholder.exec(value) ?? [];
  return found && `something is put in place of ${found} before it is applied`;
}
