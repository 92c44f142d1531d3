import type { Cluster } from "../cluster.ts";
import { type Known, once } from "../manifest.ts";
import type { Container, Pods } from "../pods/pod.ts";
import { containersOf, podsOf } from "../pods/pods.ts";
import { portOfScheme } from "./service-addresses.ts";

/** A port of a Service of which a pod's configuration speaks: `redis:6379`. */
export interface Mention {
  readonly service: Known<"Service">;
  readonly port: number;
  /** The text as it stands there. */
  readonly text: string;
  /** Where it stands, below the pod: `containers[0].env[2].value`. */
  readonly field: string;
  /** The ConfigMap that other workloads take as well, so that not each of them must use all that is in it. */
  readonly shared?: string;
}

/** Longer texts are data, not configuration. */
const longest = 100_000;

/** The Services of the objects that arguments, environment and mounted ConfigMaps of pods speak of, with a port. */
export function mentionsOf(cluster: Cluster, pods: Pods): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (const { text, field, shared } of textsOf(cluster, pods))
    for (const { host, port } of addressesIn(text)) {
      const service = serviceAt(cluster, host, pods.namespace);
      // A number that the Service does not have is the tag of an image, a time, or the fault of `address-unknown`.
      if (!service?.body.spec?.ports?.some((each) => each.port === port)) continue;
      const id = `${service.namespace}/${service.name}:${port}`;
      const known = found.get(id);
      // What is said to these pods alone counts more.
      if (known === undefined || (known.shared !== undefined && shared === undefined))
        found.set(id, { service, port, text: `${host}:${port}`, field, ...(shared !== undefined && { shared }) });
    }
  return [...found.values()];
}

interface Text {
  readonly text: string;
  readonly field: string;
  readonly shared?: string;
}

/** A variable of a container's environment. */
interface Variable extends Text {
  readonly name: string;
}

function* textsOf(cluster: Cluster, pods: Pods): Iterable<Text> {
  const { namespace, spec } = pods;
  for (const { container, field } of containersOf(spec)) {
    const { args = [], command = [] } = container;
    for (const [index, text] of args.entries()) yield { text, field: `${field}.args[${index}]` };
    for (const [index, text] of command.entries()) yield { text, field: `${field}.command[${index}]` };
    const variables = variablesOf(cluster, namespace, container, field);
    yield* variables.filter(({ name }) => !ofCallers.test(name));
    yield* inParts(variables);
  }
  // Of some ConfigMaps a pod mounts a few keys only.
  for (const [index, { configMap, projected }] of (spec.volumes ?? []).entries())
    for (const { name, items } of [configMap ?? {}, ...(projected?.sources ?? []).map((each) => each.configMap ?? {})])
      for (const [key, text] of Object.entries(dataOf(cluster, namespace, name)))
        if (items === undefined || items.some((item) => item.key === key)) yield { text, field: `volumes[${index}]` };
}

const dataOf = (cluster: Cluster, namespace: string, name = "") =>
  cluster.find("ConfigMap", namespace, name)?.body.data ?? {};

function variablesOf(cluster: Cluster, namespace: string, container: Container, field: string): readonly Variable[] {
  const { env = [], envFrom = [] } = container;
  return [
    ...env.map(({ name = "", value, valueFrom }, index) => {
      const { name: from, key = "" } = valueFrom?.configMapKeyRef ?? {};
      const text = value ?? dataOf(cluster, namespace, from)[key] ?? "";
      return { name, text, field: `${field}.env[${index}]` };
    }),
    ...envFrom.flatMap(({ prefix = "", configMapRef: { name = "" } = {} }, index) => {
      const shared = (cluster.derived(takers).get(`${namespace}/${name}`) ?? 0) > 1 && { shared: name };
      return Object.entries(dataOf(cluster, namespace, name)).map(([key, text]) => ({
        ...{ name: `${prefix}${key}`, text, field: `${field}.envFrom[${index}]` },
        ...shared,
      }));
    }),
  ];
}

/** How many workloads take a ConfigMap as their environment, all of it or a key. */
function takers(cluster: Cluster): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { namespace, spec } of once(podsOf(cluster), ({ owner }) => owner)) {
    const taken = containersOf(spec).flatMap(({ container: { env = [], envFrom = [] } }) => [
      ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
      ...env.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? []),
    ]);
    for (const name of new Set(taken)) {
      const id = `${namespace}/${name}`;
      found.set(id, (found.get(id) ?? 0) + 1);
    }
  }
  return found;
}

/** Variables that say who may come, or where a browser shall go: `CORS_ALLOWED_ORIGINS`, `REACT_APP_API_URL`. */
const ofCallers =
  /(?:^|_)(?:CORS|ORIGINS?|ALLOWED|REDIRECT|CALLBACK)(?:_|$)|^(?:REACT_APP|VITE|VUE_APP|NEXT_PUBLIC|NUXT_PUBLIC)_/i;

/** Addresses in two variables: `DB_HOST` and `DB_PORT`. */
function* inParts(variables: readonly Variable[]): Iterable<Text> {
  for (const { name, text: host, ...where } of variables) {
    const [, prefix] = /^(\w+_)(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.exec(name) ?? [];
    if (prefix === undefined) continue;
    const port = variables.find((each) => each.name.toLowerCase() === `${prefix}port`.toLowerCase());
    if (port !== undefined) yield { ...where, text: `${host}:${port.text}` };
  }
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
