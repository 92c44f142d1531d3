import type { Body, Kind } from "./kinds.ts";
import type { Misfit } from "./schema.ts";

export type Labels = Readonly<Record<string, string>>;

/** Where an object was read. */
export interface Origin {
  /** A file's path, `-` for standard input, a chart's file for what is not written yet. */
  readonly file: string;
  /** The line at which its document begins, from 1, where it was read from text. */
  readonly line?: number;
  /** Where it stands in that document, if it is one of a List: `items[3].`. */
  readonly within?: string;
}

/** An object as somebody wrote it, of any kind. */
export interface Manifest<K extends string = string, B = unknown> {
  readonly kind: K;
  readonly apiVersion: string;
  readonly group: string;
  /** `default` where a namespaced object names none; nothing for objects of the cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** All fields, fitted to what verify knows of the kind. */
  readonly body: B;
  /** Fields whose type is not what the API takes; `body` lacks them. */
  readonly misfits: readonly Misfit[];
  /** Whether rules read the kind. */
  readonly known: boolean;
  readonly origin: Origin;
}

/** An object of a kind that rules read. */
export type Known<K extends Kind = Kind> = K extends Kind ? Manifest<K, Body<K>> : never;

/** Whether it names its namespace itself, and is not put into one by who applies it. */
export const saysNamespace = ({ body }: Manifest): boolean =>
  (body as { readonly metadata?: { readonly namespace?: unknown } }).metadata?.namespace !== undefined;

/** What tells an object from any other of a cluster. */
export const idOf = (object: Manifest): string => `${object.group} ${nameOf(object)}`;

/**
 * Things that belong to objects, without those of an object that is written a second time: duplicate-object tells of it, and what adds
 * up or compares counts the first one alone.
 */
export function once<T>(things: readonly T[], objectOf: (thing: T) => Manifest): readonly T[] {
  const first = new Map<string, Manifest>();
  return things.filter((thing) => {
    const object = objectOf(thing);
    const id = idOf(object);
    if (!first.has(id)) first.set(id, object);
    return first.get(id) === object;
  });
}

/** Objects, without those that are written a second time. */
export const objectsOnce = <M extends Manifest>(objects: readonly M[]): readonly M[] =>
  once(objects, (object) => object);

/** What a person calls it: `Service monitoring/grafana`. */
export const nameOf = ({ kind, namespace, name }: Manifest): string =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
