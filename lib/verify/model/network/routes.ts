import type { Cluster } from "../cluster.ts";
import type { Body } from "../kinds.ts";
import type { Known } from "../manifest.ts";
import type { Backend } from "./backends.ts";

/** What leads requests from a Gateway to Services. */
export type Route = Known<(typeof routeKinds)[number]>;

/** What attaches to something else. */
export type Child = Route | Known<"ListenerSet">;

/** What has listeners, at which routes attach. */
export type Listening = Known<"Gateway" | "ListenerSet">;

export type Listener = NonNullable<NonNullable<Body<"Gateway">["spec"]>["listeners"]>[number];

const routeKinds = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"] as const;

/** The group of Gateways, and what a reference to a parent means that names no group. */
export const gatewayGroup = "gateway.networking.k8s.io";

export const routesOf = (cluster: Cluster): readonly Route[] => routeKinds.flatMap((kind) => cluster.all(kind));

/** Routes, and what gives more listeners to a Gateway. */
export const childrenOf = (cluster: Cluster): readonly Child[] => [...routesOf(cluster), ...cluster.all("ListenerSet")];

/** What a route or a ListenerSet attaches to, as it says. */
export interface Parent {
  readonly field: string;
  readonly kind: "Gateway" | "ListenerSet";
  readonly namespace: string;
  readonly name: string;
  /** The listener's, where one is chosen. */
  readonly sectionName?: string | undefined;
  readonly port?: number | undefined;
}

/** The parents that have listeners; a mesh's routes have Services. */
export function parentsOf({ body, namespace = "default" }: Child): readonly Parent[] {
  const spec = body.spec ?? {};
  const references = "parentRef" in spec ? [spec.parentRef] : "parentRefs" in spec ? (spec.parentRefs ?? []) : [];
  return references.flatMap((reference, index) => {
    const { group = gatewayGroup, kind = "Gateway", name, ...rest } = reference ?? {};
    if (name === undefined || group !== gatewayGroup || (kind !== "Gateway" && kind !== "ListenerSet")) return [];
    const field = "parentRef" in spec ? "spec.parentRef" : `spec.parentRefs[${index}]`;
    return [{ namespace, ...rest, field, kind, name }];
  });
}

/** The listeners that a parent chooses: those of its name and its port. */
export const chosen = ({ sectionName, port }: Parent, { body }: Listening): readonly Listener[] =>
  (body.spec?.listeners ?? []).filter(
    (listener) =>
      (sectionName === undefined || listener.name === sectionName) && (port === undefined || listener.port === port),
  );

/** The Services to which a route leads, or of which it gives a copy of each request. */
export function backendsOf({ body, namespace = "default" }: Route): readonly Backend[] {
  type Rule = NonNullable<NonNullable<typeof body.spec>["rules"]>[number];
  const mirrors = (filters: Rule["filters"], field: string) =>
    (filters ?? []).map(({ requestMirror }, index) => ({
      reference: requestMirror?.backendRef,
      field: `${field}.filters[${index}].requestMirror.backendRef`,
    }));
  return (body.spec?.rules ?? [])
    .flatMap(({ filters, backendRefs = [] }, rule) => [
      ...mirrors(filters, `spec.rules[${rule}]`),
      ...backendRefs.flatMap((reference, index) => {
        const field = `spec.rules[${rule}].backendRefs[${index}]`;
        return [{ reference, field }, ...mirrors(reference.filters, field)];
      }),
    ])
    .flatMap(({ reference, field }) => {
      const { group = "", kind = "Service", name, port } = reference ?? {};
      if (name === undefined || group !== "" || kind !== "Service") return [];
      return [{ field, namespace: reference?.namespace ?? namespace, name, port }];
    });
}
