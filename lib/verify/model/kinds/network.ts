import { labelSelector } from "./parts.ts";

const peers = [
  {
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: { cidr: "text", except: ["text"] },
  },
] as const;
const protocol = "TCP|UDP|SCTP";
const ports = [{ port: "scalar", endPort: "number", protocol }] as const;
const backend = { service: { name: "text", port: { name: "text", number: "number" } } } as const;

/** How pods are reached. */
export const network = {
  Service: {
    group: "",
    scope: "namespace",
    fields: {
      spec: {
        type: "ClusterIP|NodePort|LoadBalancer|ExternalName",
        clusterIP: "text",
        externalName: "text",
        selector: { "*": "text" },
        ports: [{ name: "text", port: "number", targetPort: "scalar", nodePort: "number", protocol }],
        publishNotReadyAddresses: "flag",
      },
    },
  },
  Endpoints: {
    group: "",
    scope: "namespace",
    fields: { subsets: [{ addresses: [{ ip: "text" }], ports: [{ name: "text", port: "number" }] }] },
  },
  EndpointSlice: {
    group: "discovery.k8s.io",
    scope: "namespace",
    fields: { endpoints: [{ addresses: ["text"] }], ports: [{ name: "text", port: "number" }] },
  },
  NetworkPolicy: {
    group: "networking.k8s.io",
    scope: "namespace",
    fields: {
      spec: {
        podSelector: labelSelector,
        policyTypes: ["Ingress|Egress"],
        ingress: [{ from: peers, ports }],
        egress: [{ to: peers, ports }],
      },
    },
  },
  Ingress: {
    group: "networking.k8s.io",
    scope: "namespace",
    fields: {
      spec: {
        ingressClassName: "text",
        defaultBackend: backend,
        tls: [{ secretName: "text", hosts: ["text"] }],
        rules: [{ host: "text", http: { paths: [{ path: "text", backend }] } }],
      },
    },
  },
} as const;
