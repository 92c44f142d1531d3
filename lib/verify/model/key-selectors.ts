import type { StoreKind } from "./pods/stores.ts";

/** A key of a ConfigMap or Secret that a custom resource names. */
export interface KeySelector {
  readonly kind: StoreKind;
  readonly field: string;
  readonly name: string;
  readonly key: string;
  readonly optional: boolean;
}

/** What is written as in a pod, and found there. */
const partsOfPods = new Set(["containers", "initContainers", "volumes", "env", "envFrom"]);

/**
 * All selectors of keys below a field of prometheus-operator's custom resources: they stand at many places (basicAuth,
 * authorization, tlsConfig, receivers, remoteWrite...) and always look alike, `{name, key}`.
 */
export function keySelectors(value: unknown, field: string): readonly KeySelector[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => keySelectors(each, `${field}[${index}]`));
  const { name, key, optional } = value as Readonly<Record<string, unknown>>;
  if (typeof name === "string" && typeof key === "string") {
    const kind = /configMap$/i.test(field) ? "ConfigMap" : "Secret";
    return [{ kind, field, name, key, optional: optional === true }];
  }
  return Object.entries(value).flatMap(([below, each]) =>
    partsOfPods.has(below) || typeof each !== "object" ? [] : keySelectors(each, `${field}.${below}`),
  );
}
