import type { Plain } from "../charts/rendered.ts";

/** As cdk8s writes it: quantities and ports are objects with their value until then. */
export const plain = <T>(value: T): Plain<T> => unwrapped(value) as Plain<T>;

function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype && "value" in value) return value.value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapped(inner)]));
}
