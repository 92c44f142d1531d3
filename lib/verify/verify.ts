import { doubted } from "./doubt.ts";
import { Cluster } from "./model/cluster.ts";
import { kustomizationsOf } from "./model/kustomizations.ts";
import type { Manifest } from "./model/manifest.ts";
import { beginGuessing } from "./model/near.ts";
import type { Finding, Rule } from "./rule.ts";
import { rules as all } from "./rules/index.ts";
import { suppressed } from "./suppression.ts";
import type { World } from "./world.ts";

/** What verify says of some objects. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Where the objects do not tell whether a rule holds. */
  readonly uncertain: readonly Finding[];
  readonly objects: number;
  /** Objects of kinds that no rule reads, by kind. */
  readonly unknownKinds: ReadonlyMap<string, number>;
  /** Folders of kustomizations that change what they name, so that nothing is certain there. */
  readonly kustomizations: readonly string[];
}

/** Links objects: every rule over all of them. */
export function verify(manifests: readonly Manifest[], world: World = {}, rules: readonly Rule[] = all): Verdict {
  beginGuessing();
  const cluster = new Cluster(manifests);
  const found = rules.flatMap((rule) =>
    [...rule.check(cluster, world)].map((each) => doubted(cluster, world, { rule, ...each })),
  );
  const kept = suppressed(manifests, found, rules);
  return {
    findings: kept.filter(({ uncertain }) => uncertain === undefined),
    uncertain: kept.filter(({ uncertain }) => uncertain !== undefined),
    objects: manifests.length,
    unknownKinds: unknownKinds(manifests),
    kustomizations: kustomizationsOf(cluster).map(({ folder }) => folder),
  };
}

function unknownKinds(manifests: readonly Manifest[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { kind, known } of manifests) if (!known) found.set(kind, (found.get(kind) ?? 0) + 1);
  return found;
}
