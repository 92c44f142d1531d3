import { baseKey, baseSecretOf } from "./alertmanager/alertmanager-file.ts";
import type { Cluster } from "./cluster.ts";
import { keySelectors } from "./key-selectors.ts";
import type { Manifest } from "./manifest.ts";
import { certificatesOf } from "./network/certificates.ts";
import type { PodSpec, Pods } from "./pods/pod.ts";
import { containersOf, podsOf } from "./pods/pods.ts";
import type { StoreKind } from "./pods/stores.ts";

/** One place that reads a ConfigMap or Secret. */
export interface Reference {
  readonly object: Manifest;
  readonly namespace: string;
  readonly field: string;
  readonly kind: StoreKind;
  readonly name: string;
  /** One of its keys; nothing for all of them. */
  readonly key?: string;
  /** The field below that says the key. */
  readonly keyField?: "key" | "subPath";
  /** Only the key is asked for here: the whole is a reference of its own, as a volume is, or may be missing. */
  readonly isPart?: boolean;
}

/** All places that read a ConfigMap or Secret and cannot do without. */
export const referencesOf = (cluster: Cluster): readonly Reference[] => cluster.derived(collect);

const collect = (cluster: Cluster): readonly Reference[] => [
  ...podsOf(cluster).flatMap(ofPods),
  ...cluster
    .all("ServiceAccount")
    .flatMap((object) =>
      (object.body.imagePullSecrets ?? []).flatMap(({ name }, index) =>
        to(object, "Secret", `imagePullSecrets[${index}]`, { name }),
      ),
    ),
  ...cluster
    .all("Ingress")
    .flatMap((object) =>
      (object.body.spec?.tls ?? []).flatMap(({ secretName }, index) =>
        to(object, "Secret", `spec.tls[${index}].secretName`, { name: secretName }),
      ),
    ),
  ...certificatesOf(cluster).map((certificate) => ({ ...certificate, kind: "Secret" as const })),
  ...cluster
    .all("Alertmanager")
    .flatMap((object) =>
      to(object, "Secret", "spec.configSecret", { name: baseSecretOf(object), key: baseKey }).map((each) =>
        object.body.spec?.configSecret ? each : { ...each, isPart: true },
      ),
    ),
  ...readers.flatMap((kind) =>
    cluster
      .all(kind)
      .flatMap((object) =>
        keySelectors((object.body as { spec?: unknown }).spec, "spec").flatMap(({ kind, field, ...target }) =>
          to(object, kind, field, target),
        ),
      ),
  ),
];

/** Custom resources of prometheus-operator whose fields name keys of Secrets; the operator does nothing as long as one is missing. */
const readers = [
  ...(["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler", "AlertmanagerConfig"] as const),
  ...(["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"] as const),
] as const;

interface Target {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly optional?: boolean | undefined;
}

const to = (object: Manifest, kind: StoreKind, field: string, { name, key, optional }: Target): readonly Reference[] =>
  name === undefined || name === "" || optional === true
    ? []
    : [{ object, namespace: object.namespace ?? "default", field, kind, name, ...(key !== undefined && { key }) }];

const parts = (references: readonly Reference[], keyField: NonNullable<Reference["keyField"]>): readonly Reference[] =>
  references.map((each) => ({ ...each, keyField, isPart: true }));

/** Those of pods; of an operator's pods, by the fields of its custom resource. */
function ofPods({ owner, field }: Pods): readonly Reference[] {
  const spec = specOf(owner, field);
  const at = (kind: StoreKind, below: string, target: Target) => to(owner, kind, `${field}.${below}`, target);
  const { secrets = [], configMaps = [] } = spec;
  return [
    ...containersOf(spec).flatMap(({ container, field: below }) => [
      ...ofContainer(container, below, at),
      ...ofMounts(container, below, spec.volumes ?? [], at),
    ]),
    ...(spec.volumes ?? []).flatMap((volume, index) => ofVolume(volume, `volumes[${index}]`, at)),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, index) => at("Secret", `imagePullSecrets[${index}]`, { name })),
    ...secrets.flatMap((name, index) => at("Secret", `secrets[${index}]`, { name })),
    ...configMaps.flatMap((name, index) => at("ConfigMap", `configMaps[${index}]`, { name })),
  ];
}

type At = (kind: StoreKind, below: string, target: Target) => readonly Reference[];
type Container = NonNullable<PodSpec["containers"]>[number];
type Volume = NonNullable<PodSpec["volumes"]>[number];

const ofContainer = ({ env = [], envFrom = [] }: Container, field: string, at: At): readonly Reference[] => [
  ...env.flatMap(({ valueFrom: { configMapKeyRef, secretKeyRef } = {} }, index) => [
    ...(configMapKeyRef ? at("ConfigMap", `${field}.env[${index}].valueFrom.configMapKeyRef`, configMapKeyRef) : []),
    ...(secretKeyRef ? at("Secret", `${field}.env[${index}].valueFrom.secretKeyRef`, secretKeyRef) : []),
  ]),
  ...envFrom.flatMap(({ configMapRef, secretRef }, index) => [
    ...(configMapRef ? at("ConfigMap", `${field}.envFrom[${index}].configMapRef`, configMapRef) : []),
    ...(secretRef ? at("Secret", `${field}.envFrom[${index}].secretRef`, secretRef) : []),
  ]),
];

/** What a container mounts of a volume is one of its keys, where it names a part and the volume picks none. */
const ofMounts = (
  { volumeMounts = [] }: Container,
  field: string,
  volumes: readonly Volume[],
  at: At,
): readonly Reference[] =>
  volumeMounts.flatMap(({ name, subPath: key = "" }, index) => {
    const { configMap, secret } = volumes.find((each) => each.name === name) ?? {};
    if (key === "" || configMap?.items || secret?.items) return [];
    const place = `${field}.volumeMounts[${index}]`;
    return parts(
      [
        ...(configMap ? at("ConfigMap", place, { ...configMap, key }) : []),
        ...(secret ? at("Secret", place, { ...secret, name: secret.secretName, key }) : []),
      ],
      "subPath",
    );
  });

const ofVolume = ({ configMap, secret, projected }: Volume, field: string, at: At): readonly Reference[] => [
  ...(configMap ? items("ConfigMap", `${field}.configMap`, configMap, at) : []),
  ...(secret ? items("Secret", `${field}.secret`, { ...secret, name: secret.secretName }, at) : []),
  ...(projected?.sources ?? []).flatMap((source, index) => [
    ...(source.configMap
      ? items("ConfigMap", `${field}.projected.sources[${index}].configMap`, source.configMap, at)
      : []),
    ...(source.secret ? items("Secret", `${field}.projected.sources[${index}].secret`, source.secret, at) : []),
  ]),
];

interface Source extends Target {
  readonly items?: readonly { readonly key?: string }[];
}

/** The whole of it, and each key that is picked. */
const items = (kind: StoreKind, field: string, { items = [], ...target }: Source, at: At): readonly Reference[] => [
  ...at(kind, field, target),
  ...items.flatMap(({ key }, index) =>
    key === undefined ? [] : parts(at(kind, `${field}.items[${index}]`, { ...target, key }), "key"),
  ),
];

interface OperatedLists {
  readonly secrets?: readonly string[];
  readonly configMaps?: readonly string[];
}

/** What the object itself says of its pods, where its field names hold. */
function specOf(owner: Pods["owner"], field: string): PodSpec & OperatedLists {
  let part: unknown = owner.body;
  for (const name of field.split(".")) part = (part as Readonly<Record<string, unknown>> | undefined)?.[name];
  const { secrets, configMaps, ...spec } = (part ?? {}) as PodSpec & OperatedLists;
  return field === "spec" && owner.kind !== "Pod"
    ? { ...spec, ...(secrets && { secrets }), ...(configMaps && { configMaps }) }
    : spec;
}
