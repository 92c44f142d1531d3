import { type Breakage, type MutableObject, named } from "./fault.ts";

/** The pod of a workload. */
export const template = (object: MutableObject): MutableObject | undefined => object.spec?.template?.spec;

/** The containers of a workload. */
export const containers = (object: MutableObject): readonly MutableObject[] => template(object)?.containers ?? [];

/** A fault of a rule at each place of each object. */
export const each = (
  objects: readonly MutableObject[],
  rule: string,
  what: string,
  places: (object: MutableObject) => readonly (() => void)[],
): readonly Breakage[] =>
  objects.flatMap((object) => places(object).map((apply): Breakage => ({ rule, what, object: named(object), apply })));
