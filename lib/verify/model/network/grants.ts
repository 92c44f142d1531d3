import type { Cluster } from "../cluster.ts";
import type { Manifest } from "../manifest.ts";
import { certificatesOf } from "./certificates.ts";
import { backendsOf, gatewayGroup, routesOf } from "./routes.ts";

/** A reference to something of another namespace. */
export interface Crossing {
  readonly object: Manifest;
  readonly field: string;
  readonly kind: "Service" | "Secret";
  readonly namespace: string;
  readonly name: string;
}

/** All references of routes and Gateways that only a ReferenceGrant allows. Source: https://gateway-api.sigs.k8s.io/api-types/referencegrant/ */
export const crossingsOf = (cluster: Cluster): readonly Crossing[] =>
  [
    ...routesOf(cluster).flatMap((object) =>
      backendsOf(object).map((backend) => ({ ...backend, object, kind: "Service" as const })),
    ),
    ...certificatesOf(cluster).map((certificate) => ({ ...certificate, kind: "Secret" as const })),
  ].filter(({ object, namespace }) => namespace !== object.namespace);

/** Whether a grant of the other namespace allows it. */
export const isGranted = (cluster: Cluster, { object, kind, namespace, name }: Crossing): boolean =>
  cluster.in("ReferenceGrant", namespace).some(({ body }) => {
    const { from = [], to = [] } = body.spec ?? {};
    return (
      from.some(
        (each) => each.group === gatewayGroup && each.kind === object.kind && each.namespace === object.namespace,
      ) && to.some((each) => (each.group ?? "") === "" && each.kind === kind && (each.name || name) === name)
    );
  });
