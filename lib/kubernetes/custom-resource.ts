import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** What each custom resource has at least. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** An object of a kind that Kubernetes itself does not know; its type `T` comes from its makers' definitions. */
export function customResource<T extends CustomResource>(scope: Construct, object: T): ApiObject {
  const { kind, metadata } = object;
  return new ApiObject(scope, `${kind}-${metadata?.namespace ?? ""}-${metadata?.name ?? ""}`, object);
}
