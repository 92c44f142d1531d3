import type { Manifest } from "../manifest.ts";
import type { Matcher } from "./matcher.ts";

/** Where a part of a configuration stands. */
export interface Place {
  readonly object: Manifest;
  readonly field: string;
}

/** A route with those below it. */
export interface Route extends Place {
  /** Nothing where it is that of the route above. */
  readonly receiver?: string;
  readonly matchers: readonly Matcher[];
  readonly continue: boolean;
  readonly intervals: readonly string[];
  readonly routes: readonly Route[];
}

/** Who is told, and whether anything leaves from there. */
export interface Receiver extends Place {
  readonly name: string;
  readonly sends: boolean;
  /** The name of the Secret that is missing, where the operator makes this one up. */
  readonly insteadOf?: string;
  /** What it is made of, for what stands in it as text. */
  readonly integrations: unknown;
}

/** What silences what. */
export interface Inhibition extends Place {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** What one file or resource says; an Alertmanager is told several. */
export interface Part {
  readonly route?: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibitions: readonly Inhibition[];
  readonly intervals: readonly string[];
}

/** Whether a receiver has an integration: each is a list under a name of its own. */
export const isAnyListFilled = (receiver: object): boolean =>
  Object.values(receiver).some((list) => Array.isArray(list) && list.length > 0);
