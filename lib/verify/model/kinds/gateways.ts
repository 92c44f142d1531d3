import { labelSelector } from "./parts.ts";

/** The Gateway API, in which routes have taken the place of Ingresses. Source: https://gateway-api.sigs.k8s.io/reference/spec/ */
const group = "gateway.networking.k8s.io";
const scope = "namespace";
const reference = { group: "text", kind: "text", namespace: "text", name: "text" } as const;
const listeners = [
  {
    name: "text",
    hostname: "text",
    port: "number",
    protocol: "text",
    tls: { certificateRefs: [reference] },
    allowedRoutes: {
      namespaces: { from: "All|Selector|Same", selector: labelSelector },
      kinds: [{ group: "text", kind: "text" }],
    },
  },
] as const;
const backend = { ...reference, port: "number" } as const;
const filters = [{ type: "text", requestMirror: { backendRef: backend } }] as const;
const route = {
  group,
  scope,
  fields: {
    spec: {
      parentRefs: [{ ...reference, sectionName: "text", port: "number" }],
      hostnames: ["text"],
      rules: [{ filters, backendRefs: [{ ...backend, filters }] }],
    },
  },
} as const;

export const gateways = {
  Gateway: {
    group,
    scope,
    fields: {
      spec: {
        gatewayClassName: "text",
        listeners,
        allowedListeners: { namespaces: { from: "All|None|Selector|Same", selector: labelSelector } },
      },
    },
  },
  ListenerSet: { group, scope, fields: { spec: { parentRef: reference, listeners } } },
  ReferenceGrant: {
    group,
    scope,
    fields: {
      spec: {
        from: [{ group: "text", kind: "text", namespace: "text" }],
        to: [{ group: "text", kind: "text", name: "text" }],
      },
    },
  },
  HTTPRoute: route,
  GRPCRoute: route,
  TLSRoute: route,
  TCPRoute: route,
  UDPRoute: route,
} as const;
