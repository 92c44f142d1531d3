/** A value with the path to it, as in `prometheus.volume.size`. */
export interface Field<T = unknown> {
  readonly path: string;
  readonly value: T;
}

/** Their keys are names that the user gives, so they say nothing about the unit of their values. */
const named = new Set(["configuration", "labels", "byComponent"]);

/** Plain values of an environment that stand under one of the keys; the items of a list stand under the list's key. */
export function fieldsUnder<T>(keys: ReadonlySet<string>, value: object, path = "", key = ""): Field<T>[] {
  const found: Field<T>[] = [];
  const isList = Array.isArray(value);
  for (const [name, inner] of Object.entries(value)) {
    const innerKey = isList ? key : name;
    const isLeaf = typeof inner !== "object" || inner === null;
    if (named.has(innerKey) || (isLeaf && !keys.has(innerKey))) continue;
    const innerPath = isList ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    if (isLeaf) found.push({ path: innerPath, value: inner });
    else found.push(...fieldsUnder<T>(keys, inner, innerPath, innerKey));
  }
  return found;
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
