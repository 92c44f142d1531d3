/** An object of a rendered environment that may be changed at will. */
// biome-ignore lint/suspicious/noExplicitAny: whatever stands in YAML, broken on purpose
export type MutableObject = any;

/** One way to break one place. */
export interface Breakage {
  /** The rule that must find it. */
  readonly rule: string;
  /** What is done: `renames port http`. */
  readonly what: string;
  /** The object that the finding must name, as `Service monitoring/grafana`. */
  readonly object: string;
  /** Breaks it. */
  readonly apply: () => void;
}

/** All places of an environment where a kind of fault can be made. The objects are the breakages' own: one of them is applied. */
export type Breaker = (objects: readonly MutableObject[]) => readonly Breakage[];

/** What findings call an object. */
export const named = ({ kind, metadata }: MutableObject): string =>
  metadata.namespace === undefined ? `${kind} ${metadata.name}` : `${kind} ${metadata.namespace}/${metadata.name}`;
