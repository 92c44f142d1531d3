import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import type { Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { portOfScheme } from "./service-addresses.ts";

/** A port of a Service of which a pod's configuration speaks: `redis:6379`. */
export interface Mention {
  readonly service: Known<"Service">;
  readonly port: number;
  /** The text as it stands there. */
  readonly text: string;
  /** Where it stands, below the pod: `containers[0].env[2].value`. */
  readonly field: string;
}

/** Longer texts are data, not configuration. */
const longest = 100_000;

/** The Services of the objects that arguments, environment and mounted ConfigMaps of pods speak of, with a port. */
export function mentionsOf(cluster: Cluster, pods: Pods): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (const { text, field } of textsOf(cluster, pods))
    for (const { host, port } of addressesIn(text)) {
      const service = serviceAt(cluster, host, pods.namespace);
      // A number that the Service does not have is the tag of an image, a time, or the fault of `address-unknown`.
      if (!service?.body.spec?.ports?.some((each) => each.port === port)) continue;
      const id = `${service.namespace}/${service.name}:${port}`;
      if (!found.has(id)) found.set(id, { service, port, text: `${host}:${port}`, field });
    }
  return [...found.values()];
}

interface Text {
  readonly text: string;
  readonly field: string;
}

function* textsOf(cluster: Cluster, { namespace, spec }: Pods): Iterable<Text> {
  const config = (name: string | undefined) => cluster.find("ConfigMap", namespace, name ?? "")?.body.data ?? {};
  for (const { container, field } of containersOf(spec)) {
    const { args = [], command = [], env = [], envFrom = [] } = container;
    for (const [index, text] of args.entries()) yield { text, field: `${field}.args[${index}]` };
    for (const [index, text] of command.entries()) yield { text, field: `${field}.command[${index}]` };
    for (const [index, { value, valueFrom }] of env.entries()) {
      const { name, key = "" } = valueFrom?.configMapKeyRef ?? {};
      yield { text: value ?? config(name)[key] ?? "", field: `${field}.env[${index}]` };
    }
    for (const [index, { configMapRef }] of envFrom.entries())
      for (const text of Object.values(config(configMapRef?.name))) yield { text, field: `${field}.envFrom[${index}]` };
  }
  // Of some ConfigMaps a pod mounts a few keys only.
  for (const [index, { configMap, projected }] of (spec.volumes ?? []).entries())
    for (const { name, items } of [configMap ?? {}, ...(projected?.sources ?? []).map((each) => each.configMap ?? {})])
      for (const [key, text] of Object.entries(config(name)))
        if (items === undefined || items.some((item) => item.key === key)) yield { text, field: `volumes[${index}]` };
}

/** A scheme, credentials, a host, a port: all but the host may be missing, but not both scheme and port. */
const address =
  /(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^\s/@"'=,]+@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?(?![\w.@-])/gi;

function addressesIn(text: string): { host: string; port: number }[] {
  if (text.length > longest) return [];
  // Every address that counts has one of these.
  return [...linesWith(text, /:(?:\/\/|\d)/g)]
    .filter((line) => !line.trimStart().startsWith("#"))
    .flatMap((line) =>
      [...line.matchAll(address)].flatMap(([, scheme, host = "", port]) => {
        const number = port === undefined ? portOfScheme(scheme) : Number(port);
        return number === undefined ? [] : [{ host, port: number }];
      }),
    );
}

/** The lines in which something stands: a mounted file may have thousands in which nothing does. */
function* linesWith(text: string, pattern: RegExp): Generator<string> {
  let end = -1;
  for (const { index } of text.matchAll(pattern)) {
    if (index < end) continue;
    const next = text.indexOf("\n", index);
    end = next === -1 ? text.length : next;
    yield text.slice(text.lastIndexOf("\n", index) + 1, end);
  }
}

/** The Service of a name: `redis`, `redis.shop`, `redis.shop.svc`, `redis.shop.svc.cluster.local`. */
function serviceAt(cluster: Cluster, host: string, own: string): Known<"Service"> | undefined {
  const [name = "", namespace = own, svc, ...domain] = host.split(".");
  if (svc !== undefined && (svc !== "svc" || (domain.length > 0 && domain.join(".") !== "cluster.local")))
    return undefined;
  return cluster.find("Service", namespace, name);
}
