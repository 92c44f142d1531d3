import type { Cluster } from "../cluster.ts";
import { filesOf } from "../embedded.ts";
import type { Manifest } from "../manifest.ts";
import { containersOf, podsOf } from "../pods/pods.ts";

/** A text that tells a program something. */
export interface ConfiguredText {
  readonly object: Manifest;
  readonly field: string;
  readonly text: string;
}

/** Texts of containers, of ConfigMaps and Secrets, and of custom resources that say whom to ask and whom to tell. */
export function* configuredTexts(cluster: Cluster): Iterable<ConfiguredText> {
  // What an operator's pods are told stands in its custom resource.
  for (const { owner, spec, field } of podsOf(cluster))
    if (!isResource(owner.kind))
      for (const { container, field: below } of containersOf(spec)) {
        const { args, command, env = [] } = container;
        const told = { args, command, env: env.map(({ value }) => ({ value })) };
        for (const { field: at, text } of textsIn(told, `${field}.${below}`)) yield { object: owner, field: at, text };
      }
  for (const object of [...cluster.all("ConfigMap"), ...cluster.all("Secret")])
    for (const { field, text } of filesOf(object)) yield { object, field, text };
  for (const kind of resources)
    for (const object of cluster.all(kind))
      for (const { field, text } of textsIn((object.body as { spec?: unknown }).spec, "spec"))
        yield { object, field, text };
  for (const object of cluster.all("Service"))
    yield { object, field: "spec.externalName", text: object.body.spec?.externalName ?? "" };
}

const resources = [
  ...(["Prometheus", "PrometheusAgent", "ThanosRuler", "Alertmanager", "AlertmanagerConfig"] as const),
  ...(["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"] as const),
  // Templates of Secrets are texts, too.
  ...(["GrafanaDatasource", "ExternalSecret"] as const),
] as const;

const isResource = (kind: string): boolean => (resources as readonly string[]).includes(kind);

function* textsIn(value: unknown, field: string): Iterable<{ readonly field: string; readonly text: string }> {
  if (typeof value === "string") yield { field, text: value };
  else if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* textsIn(each, `${field}[${index}]`);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) yield* textsIn(each, `${field}.${name}`);
}
