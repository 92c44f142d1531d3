import { expect, it } from "vitest";
import { missingIssuer } from "../../../lib/verify/rules/missing-issuer.ts";
import { missingSecretStore } from "../../../lib/verify/rules/missing-secret-store.ts";
import { said } from "../given.ts";
import { each, object } from "./table.ts";

const inCluster = (apiVersion: string, kind: string, name: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n---\n`;
const vault = object("external-secrets.io/v1", "SecretStore", "vault");
const shared = inCluster("external-secrets.io/v1", "ClusterSecretStore", "shared");
const fetched = (spec: string) => object("external-secrets.io/v1", "ExternalSecret", "web", `spec: { ${spec} }`);
const issuer = object("cert-manager.io/v1", "Issuer", "own");
const sharedIssuer = inCluster("cert-manager.io/v1", "ClusterIssuer", "shared");
const certificate = (reference: string) =>
  object("cert-manager.io/v1", "Certificate", "web", `spec: { secretName: web, issuerRef: { ${reference} } }`);
const annotated = (kind: string, annotation: string) =>
  object("networking.k8s.io/v1", kind, "web").replace("name: web,", `name: web, annotations: { ${annotation} },`);

each([
  [
    missingSecretStore,
    vault + fetched("secretStoreRef: { name: vault }"),
    vault + fetched("secretStoreRef: { name: valt }"),
    "ExternalSecret web | spec.secretStoreRef.name | valt | no SecretStore of namespace shop has this name: did you mean vault?",
  ],
  [
    missingSecretStore,
    shared + fetched("secretStoreRef: { kind: ClusterSecretStore, name: shared }"),
    shared + fetched("secretStoreRef: { kind: ClusterSecretStore, name: gone }"),
    "ExternalSecret web | spec.secretStoreRef.name | gone | no ClusterSecretStore has this name",
  ],
  [
    missingSecretStore,
    vault + fetched("data: [{ secretKey: a, sourceRef: { storeRef: { name: vault } } }]"),
    shared + fetched("data: [{ secretKey: a, sourceRef: { storeRef: { name: shared } } }]"),
    "ExternalSecret web | spec.data[0].sourceRef.storeRef.name | shared | no SecretStore of namespace shop has this name",
  ],
  [
    missingSecretStore,
    fetched("dataFrom: [{ sourceRef: { generatorRef: { kind: Password, name: gone } } }]"),
    fetched("dataFrom: [{ sourceRef: { storeRef: { name: gone } } }]"),
    "ExternalSecret web | spec.dataFrom[0].sourceRef.storeRef.name | gone | no SecretStore of namespace shop has this name",
  ],
  [
    missingIssuer,
    issuer + certificate("name: own"),
    issuer + certificate("name: won"),
    "Certificate web | spec.issuerRef.name | won | no Issuer of namespace shop has this name",
  ],
  [
    missingIssuer,
    sharedIssuer + certificate("kind: ClusterIssuer, name: shared"),
    sharedIssuer + certificate("name: shared"),
    "Certificate web | spec.issuerRef.name | shared | no Issuer of namespace shop has this name",
  ],
  [
    missingIssuer,
    certificate("group: other.example, kind: Issuer, name: gone"),
    certificate("group: cert-manager.io, kind: Issuer, name: gone"),
    "Certificate web | spec.issuerRef.name | gone | no Issuer of namespace shop has this name",
  ],
  [
    missingIssuer,
    sharedIssuer + annotated("Ingress", "cert-manager.io/cluster-issuer: shared"),
    sharedIssuer + annotated("Ingress", "cert-manager.io/cluster-issuer: gone"),
    "Ingress web | metadata.annotations.cert-manager.io/cluster-issuer | gone | no ClusterIssuer has this name",
  ],
  [
    missingIssuer,
    annotated("Ingress", "cert-manager.io/issuer: gone, cert-manager.io/issuer-group: other.example"),
    annotated("Ingress", "cert-manager.io/issuer: gone"),
    "Ingress web | metadata.annotations.cert-manager.io/issuer | gone | no Issuer of namespace shop has this name",
  ],
]);

it("what a cluster brings along may be there where the objects have none of its kind", () => {
  expect(said(missingIssuer, certificate("kind: ClusterIssuer, name: gone"), { complete: true })).toEqual([
    "(Certificate web | spec.issuerRef.name | gone | no ClusterIssuer has this name | a ClusterIssuer often comes with the cluster)",
  ]);
});
