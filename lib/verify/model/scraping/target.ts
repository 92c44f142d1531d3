import type { Values } from "../expressions/values.ts";
import type { Known, Labels, Manifest } from "../manifest.ts";
import type { Container, Owner, Pods } from "../pods/pod.ts";
import type { Labelled, Step } from "./relabelling.ts";

/** Where Prometheus connects to: a port of the pods that one object makes, or something outside the objects. */
export interface Place {
  readonly service?: Known<"Service">;
  readonly pods?: Pods;
  readonly container?: Container;
  /** The port's number on the pod or the outside, where it is known. */
  readonly port?: number;
  /** What answers where no pods of the objects do: `the kubelet of each node`, `db.example.com:9187`. */
  readonly outside?: string;
  /** What answers there, as contracts call it, where that needs no image. */
  readonly program?: string;
}

/** How many samples a scrape may give, and where that is written. */
export interface SampleLimit {
  readonly most: number;
  readonly object: Manifest;
  readonly field: string;
}

/** One scrape of one place. */
export interface Target extends Place {
  /** The object that asks for it: a monitor, or the Secret with additional scrapes. */
  readonly monitor: Manifest;
  /** Where it stands in that object: `spec.endpoints[0]`. */
  readonly field: string;
  /** Who scrapes it: who makes the pods of that Prometheus. Nobody where none selects the monitor. */
  readonly scrapers: readonly Owner[];
  readonly path: string;
  readonly scheme: string;
  /** Seconds between two scrapes. */
  readonly interval: number;
  readonly sampleLimit: SampleLimit | undefined;
  /** Labels of the target after relabelling, `job` and `instance` among them. */
  readonly labels: Labelled;
  readonly job: Values;
  /** The series' own labels win over the target's. */
  readonly honorLabels: boolean;
  /** What happens to each series after the scrape. */
  readonly metricSteps: readonly Step[];
}

/** What Prometheus finds before relabelling. */
export interface Candidate extends Place {
  readonly labels: Labelled;
}

/** A name as part of a label's name. */
export const sanitized = (name: string): string => name.replace(/[^a-zA-Z0-9_]/g, "_");

/** Labels or annotations of an object as discovery gives them. */
export const prefixed = (prefix: string, labels: Labels): [string, Values][] =>
  Object.entries(labels).flatMap(([name, value]): [string, Values][] => [
    [`${prefix}_${sanitized(name)}`, [value]],
    [`${prefix}present_${sanitized(name)}`, ["true"]],
  ]);
