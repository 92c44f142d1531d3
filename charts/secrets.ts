import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import type { Construct } from "constructs";
import type { SecretSource } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import { type SecretText, type StoredValue, toPlain, toTemplate } from "../lib/kubernetes/secret-text.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import type { SecretDefinition } from "../lib/platform/secrets.ts";
import { toGoDuration } from "../lib/promql/duration.ts";

/** The Secrets that the other charts refer to: plain in development, from the secret store elsewhere. */
export class SecretsChart extends PlatformChart {
  constructor(scope: Construct, source: SecretSource, definitions: readonly SecretDefinition[]) {
    super(scope, "secrets", "foundations");
    for (const definition of definitions) {
      if (source.kind === "plain") this.plain(definition);
      else this.external(definition, source);
    }
  }

  private plain({ name, namespace, texts }: SecretDefinition): void {
    new k8s.KubeSecret(this, `${namespace}-${name}`, {
      metadata: {
        name,
        namespace,
        annotations: { "agentprovision.io/well-known": "These values stand in Git: for development only." },
      },
      stringData: Object.fromEntries(entriesOf(texts).map(([key, text]) => [key, toPlain(text)])),
    });
  }

  private external(
    { name, namespace, texts }: SecretDefinition,
    { store, prefix, refreshInterval }: Exclude<SecretSource, { kind: "plain" }>,
  ): void {
    const values = new Map(
      entriesOf(texts)
        .flatMap(([, { values }]) => values)
        .map((value) => [variable(value), value]),
    );
    customResource<IExternalSecret>(this, {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace },
      spec: {
        refreshInterval: toGoDuration(refreshInterval),
        secretStoreRef: { kind: "ClusterSecretStore", name: store },
        target: {
          name,
          creationPolicy: "Owner",
          template: {
            engineVersion: "v2",
            data: Object.fromEntries(entriesOf(texts).map(([key, text]) => [key, toTemplate(text, variable)])),
          },
        },
        data: [...values].map(([secretKey, { stored }]) => ({ secretKey, remoteRef: { key: prefix + stored } })),
      },
    });
  }
}

/** A name that a Go template can use. */
const variable = ({ stored }: StoredValue) => stored.replace(/[^a-zA-Z0-9]/g, "_");

const entriesOf = (texts: SecretDefinition["texts"]) =>
  Object.entries(texts).flatMap(([key, text]): [string, SecretText][] => (text ? [[key, text]] : []));
