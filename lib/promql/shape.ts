import type { Kind } from "./metric.ts";

/** Series that an expression gives: which labels they carry and which of those tell them apart. */
export interface Series {
  readonly labels: ReadonlySet<string>;
  /** Two series never agree in all of these. */
  readonly key: ReadonlySet<string>;
  /** What their samples mean; whatever is computed is a gauge, but for buckets that stay buckets. */
  readonly kind: Kind;
  /** There may be other labels than these, and which of them tell the series apart is not known. */
  readonly more?: true;
  /** Labels that its matchers fix to one value, where series are selected as they are: `absent` gives these. */
  readonly fixed?: readonly string[];
  /** The series' name where they are selected as they are, for messages. */
  readonly name?: string;
}

/** What an expression evaluates to. */
export type Shape =
  | ({ readonly type: "vector" | "matrix" } & Series)
  | { readonly type: "scalar" }
  | { readonly type: "string"; readonly value: string }
  /** Whatever it is: something of it was at fault, or nothing is known of it. */
  | { readonly type: "unknown" };

export interface FaultLabels {
  /** Labels that are asked for and not there. */
  readonly lacking?: readonly string[];
  /** Labels by which series are paired, and those that would still be needed to tell them apart. */
  readonly paired?: ReadonlySet<string>;
  readonly apart?: ReadonlySet<string>;
}

/** An expression's fault, without the expression; `promql` adds it. */
export class ShapeFault extends Error {
  constructor(
    message: string,
    /** What kind of fault it is. */
    readonly about: "syntax" | "type" | "rate" | "le" | "label" | "matching" | "many-to-many" = "type",
    /** The labels that it is about. */
    readonly labels: FaultLabels = {},
  ) {
    super(message);
  }
}

/** Whether a series can have a label. */
export const has = ({ labels, more }: Series, label: string): boolean => more === true || labels.has(label);

export const minus = (set: ReadonlySet<string>, gone: Iterable<string>): Set<string> => {
  const rest = new Set(set);
  for (const each of gone) rest.delete(each);
  return rest;
};

export const union = (one: ReadonlySet<string>, other: Iterable<string>): Set<string> => new Set([...one, ...other]);

export const isSubset = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].every((each) => other.has(each));

/** Labels for a message: `namespace, pod`, or `none`. */
export const list = (labels: Iterable<string>): string => [...labels].sort().join(", ") || "none";
