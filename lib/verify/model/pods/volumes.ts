import type { Pods } from "./pod.ts";

/** The names of a pod's volumes, those of claim templates included; nothing for pods to which an operator adds its own. */
export function volumeNames({ owner, spec }: Pods): ReadonlySet<string> | undefined {
  if (owner.group === "monitoring.coreos.com") return undefined;
  const templates = owner.kind === "StatefulSet" ? (owner.body.spec?.volumeClaimTemplates ?? []) : [];
  return new Set(
    [...(spec.volumes ?? []).map(({ name }) => name), ...templates.map(({ metadata }) => metadata?.name)].filter(
      (name) => name !== undefined,
    ),
  );
}
