/** A value with the path to it, as in `prometheus.volume.size`. */
export interface Field<T = unknown> {
  readonly path: string;
  readonly value: T;
}

/** Their keys are names that the user gives, so they say nothing about the unit of their values. */
const named = new Set(["configuration", "labels", "byComponent"]);

/** Plain values of an environment that stand under one of the keys; the items of a list stand under the list's key. */
export function fieldsUnder<T>(keys: ReadonlySet<string>, value: unknown, path = "", key = ""): Field<T>[] {
  if (named.has(key)) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsUnder<T>(keys, item, `${path}[${index}]`, key));
  if (typeof value !== "object" || value === null) return keys.has(key) ? [{ path, value: value as T }] : [];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsUnder<T>(keys, inner, path === "" ? name : `${path}.${name}`, name),
  );
}

/** The fields whose value stood in an earlier one, each with the first of its value. */
export function repeated<T>(fields: readonly Field<T>[]): (Field<T> & { readonly first: string })[] {
  const seen = new Map<T, string>();
  return fields.flatMap((field) => {
    const first = seen.get(field.value);
    if (first !== undefined) return [{ ...field, first }];
    seen.set(field.value, field.path);
    return [];
  });
}
