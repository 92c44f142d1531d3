import { clientConfig } from "./extensions.ts";
import { claimSpec } from "./parts.ts";

const store = { name: "text", kind: "text" } as const;
const sourceRef = { storeRef: store } as const;

/** What pods are given: configuration, secrets, storage, priority. */
export const configuration = {
  Namespace: { group: "", scope: "cluster", fields: {} },
  ConfigMap: {
    group: "",
    scope: "namespace",
    fields: { data: { "*": "text" }, binaryData: { "*": "text" }, immutable: "flag" },
  },
  Secret: {
    group: "",
    scope: "namespace",
    fields: { type: "text", data: { "*": "text" }, stringData: { "*": "text" } },
  },
  ExternalSecret: {
    group: "external-secrets.io",
    scope: "namespace",
    fields: {
      spec: {
        target: {
          name: "text",
          template: { data: { "*": "text" }, type: "text", templateFrom: "any", mergePolicy: "text" },
        },
        data: [{ secretKey: "text", sourceRef }],
        dataFrom: [{ sourceRef }],
        secretStoreRef: store,
      },
    },
  },
  SecretStore: { group: "external-secrets.io", scope: "namespace", fields: {} },
  ClusterSecretStore: { group: "external-secrets.io", scope: "cluster", fields: {} },
  SealedSecret: {
    group: "bitnami.com",
    scope: "namespace",
    fields: {
      spec: { encryptedData: { "*": "text" }, template: { metadata: { name: "text" }, data: { "*": "text" } } },
    },
  },
  Certificate: {
    group: "cert-manager.io",
    scope: "namespace",
    fields: {
      spec: { secretName: "text", keystores: "any", issuerRef: { group: "text", kind: "text", name: "text" } },
    },
  },
  Issuer: { group: "cert-manager.io", scope: "namespace", fields: {} },
  ClusterIssuer: { group: "cert-manager.io", scope: "cluster", fields: {} },
  PersistentVolumeClaim: { group: "", scope: "namespace", fields: { spec: claimSpec } },
  PersistentVolume: { group: "", scope: "cluster", fields: { spec: { storageClassName: "text" } } },
  StorageClass: { group: "storage.k8s.io", scope: "cluster", fields: { provisioner: "text" } },
  PriorityClass: { group: "scheduling.k8s.io", scope: "cluster", fields: { value: "number", globalDefault: "flag" } },
  CustomResourceDefinition: {
    group: "apiextensions.k8s.io",
    scope: "cluster",
    fields: {
      spec: {
        group: "text",
        names: { kind: "text", plural: "text" },
        scope: "text",
        conversion: { strategy: "text", webhook: { clientConfig } },
        versions: [{ name: "text", served: "flag", schema: { openAPIV3Schema: "any" } }],
      },
    },
  },
} as const;
