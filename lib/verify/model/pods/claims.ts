import type { Cluster } from "../cluster.ts";
import type { claimSpec } from "../kinds/parts.ts";
import type { Manifest } from "../manifest.ts";
import type { Fitting } from "../schema.ts";
import { podsOf } from "./pods.ts";

/** A claim for storage that will be made, as it stands or from a template. */
export interface Claim {
  readonly object: Manifest;
  readonly namespace: string;
  /** Where its `spec` stands. */
  readonly field: string;
  readonly spec: Fitting<typeof claimSpec>;
  /** For each of whose pods there is one; nothing for a claim of its own. */
  readonly isTemplate: boolean;
}

/** All claims for storage. */
export const claimsOf = (cluster: Cluster): readonly Claim[] => cluster.derived(collect);

const operated = ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"] as const;

const collect = (cluster: Cluster): readonly Claim[] => [
  ...cluster.all("PersistentVolumeClaim").map((object) => of(object, "spec", object.body.spec, false)),
  ...cluster
    .all("StatefulSet")
    .flatMap((object) =>
      (object.body.spec?.volumeClaimTemplates ?? []).map(({ spec }, index) =>
        of(object, `spec.volumeClaimTemplates[${index}].spec`, spec, true),
      ),
    ),
  ...operated.flatMap((kind) =>
    cluster.all(kind).flatMap((object) => {
      const template = object.body.spec?.storage?.volumeClaimTemplate;
      return template ? [of(object, "spec.storage.volumeClaimTemplate.spec", template.spec, true)] : [];
    }),
  ),
  ...podsOf(cluster).flatMap(({ owner, field, spec }) =>
    (spec.volumes ?? []).flatMap(({ ephemeral }, index) =>
      ephemeral?.volumeClaimTemplate
        ? [
            of(
              owner,
              `${field}.volumes[${index}].ephemeral.volumeClaimTemplate.spec`,
              ephemeral.volumeClaimTemplate.spec,
              true,
            ),
          ]
        : [],
    ),
  ),
];

const of = (object: Manifest, field: string, spec: Claim["spec"] = {}, isTemplate: boolean): Claim => ({
  object,
  namespace: object.namespace ?? "default",
  field,
  spec,
  isTemplate,
});
