import { thousandths } from "./quantity.ts";

/**
 * What verify reads of a kind: a field's type, or the fields below it. `scalar` is a string or a number, `any` is not looked into,
 * `a|b` one of these words, `[x]` a list of x, `{ "*": x }` a map with any keys. Every field may be absent; what is not named is not
 * read.
 *
 * `quantity` is an amount of a resource, a string or a number; one that is none is told of, and stays for those who ask what is written.
 * `duration`, `hours` and `size` are strings of a form that prometheus-operator's definitions demand. Source: pkg/apis/monitoring/v1/types.go,
 * Duration, GoDuration and ByteSize.
 */
export type Schema =
  | "text"
  | "number"
  | "flag"
  | "duration"
  | "hours"
  | "size"
  | "quantity"
  | "scalar"
  | "any"
  | Words
  | readonly [Schema]
  | { readonly [field: string]: Schema };

type Words = `${string}|${string}`;

/** The TypeScript type of what fits a schema. */
export type Fitting<S> = S extends "text" | "duration" | "hours" | "size" | Words
  ? string
  : S extends "number"
    ? number
    : S extends "flag"
      ? boolean
      : S extends "scalar" | "quantity"
        ? string | number
        : S extends "any"
          ? unknown
          : S extends readonly [infer Element]
            ? readonly Fitting<Element>[]
            : S extends { readonly "*": infer Value }
              ? Readonly<Record<string, Fitting<Value>>>
              : { readonly [Field in keyof S]?: Fitting<S[Field]> };

/** A value whose type is not what its field takes. */
export interface Misfit {
  readonly field: string;
  readonly value: unknown;
  /** In words: `a list`. */
  readonly expected: string;
  /** For a word, those that its field takes. */
  readonly words?: readonly string[];
}

/**
 * The value as the schema has it: the same object where everything fits, otherwise a copy without what does not, so that nobody
 * who reads it meets a type that the schema does not say. `null` is nothing, as it is to the API server.
 */
export function conform(schema: Schema, value: unknown, field: string, misfits: Misfit[]): unknown {
  if (value === null || value === undefined) return undefined;
  if (isWords(schema)) {
    const words = schema.split("|");
    if (typeof value === "string" && words.includes(value)) return value;
    // As if nothing were written: the default.
    const isWord = typeof value === "string";
    if (value !== "") misfits.push({ field, value, expected: `one of ${words.join(", ")}`, ...(isWord && { words }) });
    return undefined;
  }
  if (typeof schema === "string") {
    if (types[schema].test(value)) return value;
    misfits.push({ field, value, expected: types[schema].name });
    return schema === "quantity" && types.scalar.test(value) ? value : undefined;
  }
  if (isList(schema)) return fitList(schema[0], value, field, misfits);
  return fitFields(schema, value, field, misfits);
}

interface Type {
  readonly name: string;
  readonly test: (value: unknown) => boolean;
}

const types: Record<Exclude<Extract<Schema, string>, Words>, Type> = {
  text: { name: "a string", test: (value) => typeof value === "string" },
  number: { name: "a number", test: (value) => typeof value === "number" },
  flag: { name: "true or false", test: (value) => typeof value === "boolean" },
  duration: ofForm("a duration such as 1h30m", /^(0|(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?)$/),
  hours: ofForm("hours, minutes and seconds such as 120h", /^(0|(\d+h)?(\d+m)?(\d+s)?(\d+ms)?)$/),
  size: ofForm("a size such as 50GB", /^(0|(\d*\.)?\d+([KMGTPE]i?)?B)$/),
  quantity: { name: "an amount such as 250m, 512Mi or 2", test: (value) => isQuantity(value) },
  scalar: { name: "a string or a number", test: (value) => typeof value === "string" || typeof value === "number" },
  any: { name: "anything", test: () => true },
};

const isQuantity = (value: unknown): boolean =>
  (typeof value === "string" || typeof value === "number") && thousandths(value) !== undefined;

function ofForm(name: string, form: RegExp): Type {
  return { name, test: (value) => typeof value === "string" && form.test(value) };
}

const isWords = (schema: Schema): schema is Words => typeof schema === "string" && schema.includes("|");
const isList = (schema: Exclude<Schema, string>): schema is readonly [Schema] => Array.isArray(schema);

function fitList(schema: Schema, value: unknown, field: string, misfits: Misfit[]): unknown {
  if (!Array.isArray(value)) {
    misfits.push({ field, value, expected: "a list" });
    return undefined;
  }
  const fitted = value.map((element, index) => conform(schema, element, `${field}[${index}]`, misfits));
  if (fitted.every((element, index) => element === value[index])) return value;
  // Elements of a list keep their places, for the names of their fields.
  return typeof schema === "object" && !isList(schema)
    ? fitted.map((element) => element ?? {})
    : fitted.filter((element) => element !== undefined);
}

function fitFields(
  schema: { readonly [field: string]: Schema },
  value: unknown,
  field: string,
  misfits: Misfit[],
): unknown {
  if (typeof value !== "object" || Array.isArray(value)) {
    misfits.push({ field, value, expected: "a map" });
    return undefined;
  }
  const given = value as Record<string, unknown>;
  const every = schema["*"];
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(every === undefined ? schema : given)) {
    const before = given[name];
    if (before === undefined) continue;
    const after = conform(every ?? schema[name] ?? "any", before, field === "" ? name : `${field}.${name}`, misfits);
    if (after === before) continue;
    copy ??= { ...given };
    if (after === undefined) delete copy[name];
    else copy[name] = after;
  }
  return copy ?? given;
}
