import type { Kubectl, KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../platform.ts";

/** Trouble that makes series appear which a healthy system does not have. */
export interface State {
  /** What is the matter. */
  readonly name: string;
  /** Objects that bring it about. */
  readonly objects?: readonly KubernetesObject[];
  /** What else has to be done, once the objects are there. */
  readonly provoke?: (kubectl: Kubectl, platform: Platform) => Promise<void>;
  /** PromQL that has a result once it was scraped. */
  readonly seen: string;
}

/** The namespace of all objects that provoke something; Prometheus scrapes it, and no policy holds in it. */
export const namespace = "record";

/** An object of the namespace with a spec. */
export const object = (apiVersion: string, kind: string, name: string, spec: object): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  spec,
});

/** A container that runs a shell script. */
export const script = (image: string, text: string, more: object = {}) => ({
  name: "main",
  image,
  command: ["sh", "-c", text],
  ...more,
});

/** A pod of one container. */
export const pod = (name: string, container: object, more: object = {}): KubernetesObject =>
  object("v1", "Pod", name, { containers: [container], terminationGracePeriodSeconds: 1, ...more });

/** Labels, selector and template of a workload whose pods run one container. */
export const template = (name: string, container: object, more: object = {}) => ({
  selector: { matchLabels: { app: name } },
  template: {
    metadata: { labels: { app: name } },
    spec: { containers: [container], terminationGracePeriodSeconds: 1, ...more },
  },
});

/** A claim of a volume of the default class. */
export const claim = (name: string, storage: string): KubernetesObject =>
  object("v1", "PersistentVolumeClaim", name, { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } });
