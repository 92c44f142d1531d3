import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import type { Backend } from "./backends.ts";

/** A Service that the API server asks itself, and who says so. */
export interface AskedService extends Backend {
  readonly object: Known<
    "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration" | "APIService" | "CustomResourceDefinition"
  >;
}

/** All of them: webhooks of admission and of conversion, and aggregated APIs. */
export const askedServices = (cluster: Cluster): readonly AskedService[] => [
  ...(["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const).flatMap((kind) =>
    cluster
      .all(kind)
      .flatMap((object) =>
        (object.body.webhooks ?? []).flatMap(({ clientConfig }, index) =>
          asked(object, `webhooks[${index}].clientConfig`, clientConfig),
        ),
      ),
  ),
  ...cluster.all("APIService").flatMap((object) => asked(object, "spec", object.body.spec)),
  ...cluster.all("CustomResourceDefinition").flatMap((object) => {
    const { strategy, webhook } = object.body.spec?.conversion ?? {};
    return strategy === "Webhook" ? asked(object, "spec.conversion.webhook.clientConfig", webhook?.clientConfig) : [];
  }),
];

type Service = Partial<Pick<Backend, "namespace" | "name" | "port">>;

const asked = (
  object: AskedService["object"],
  field: string,
  { service }: { readonly service?: Service } = {},
): readonly AskedService[] =>
  service?.name === undefined || service.namespace === undefined
    ? []
    : [{ object, field: `${field}.service`, namespace: service.namespace, name: service.name, port: service.port }];
