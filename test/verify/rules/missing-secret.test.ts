import { describe, expect, it } from "vitest";
import { missingSecret } from "../../../lib/verify/rules/missing-secret.ts";
import { said } from "../given.ts";

describe("the Secret of an Ingress with TLS", () => {
  const finds = (annotations: string) =>
    said(
      missingSecret,
      `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: { ${annotations} } }
spec: { tls: [{ hosts: [shop.example], secretName: web-tls }] }
`,
      { complete: true },
    );

  it.each([
    "cert-manager.io/cluster-issuer: letsencrypt",
    "cert-manager.io/issuer: own",
    'kubernetes.io/tls-acme: "true"',
  ])("is made by cert-manager because of %s", (annotation) => expect(finds(annotation)).toEqual([]));

  it.each(["", 'cert-manager.io/issuer: ""', 'kubernetes.io/tls-acme: "false"', "cert-manager.io/duration: 1h"])(
    "is missing with '%s'",
    (annotation) =>
      expect(finds(annotation)).toEqual([
        "Ingress web | spec.tls[0].secretName | web-tls | no Secret of namespace shop has this name, and nothing makes one",
      ]),
  );
});
