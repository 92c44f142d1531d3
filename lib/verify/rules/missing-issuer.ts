import { missingProvider } from "../model/providers.ts";
import type { Rule } from "../rule.ts";

/** A certificate that nothing issues. */
export const missingIssuer: Rule = {
  id: "missing-issuer",
  topic: "objects",
  severity: "error",
  sentence: "The issuer of cert-manager from which a certificate comes exists.",
  why: "The certificate is never made: browsers refuse what the controller shows instead, and pods that mount it never start.",
  remedy: "define the Issuer or ClusterIssuer, or mend its kind and name",
  *check(cluster, world) {
    for (const object of cluster.all("Certificate")) {
      const { group, ...issuer } = object.body.spec?.issuerRef ?? {};
      // Other groups are those of other issuers' own operators.
      if (group !== undefined && group !== "" && group !== "cert-manager.io") continue;
      const missing = missingProvider(cluster, world, object, "Issuer", { ...issuer, field: "spec.issuerRef.name" });
      if (missing) yield missing;
    }
    // Source: https://cert-manager.io/docs/usage/ingress/, https://cert-manager.io/docs/usage/gateway/
    for (const object of [...cluster.all("Ingress"), ...cluster.all("Gateway")])
      for (const [annotation, kind] of Object.entries(annotations)) {
        const field = `metadata.annotations.${annotation}`;
        const reference = { field, kind, name: object.annotations[annotation] || undefined };
        const isForeign = object.annotations["cert-manager.io/issuer-group"] !== undefined;
        const missing = isForeign ? undefined : missingProvider(cluster, world, object, "Issuer", reference);
        if (missing) yield missing;
      }
  },
};

const annotations = { "cert-manager.io/issuer": "Issuer", "cert-manager.io/cluster-issuer": "ClusterIssuer" } as const;
