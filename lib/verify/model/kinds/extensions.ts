/** A Service that the API server asks; its port is 443 where none is named. */
export const clientConfig = { service: { namespace: "text", name: "text", port: "number" } } as const;

const webhooks = {
  group: "admissionregistration.k8s.io",
  scope: "cluster",
  fields: { webhooks: [{ name: "text", clientConfig }] },
} as const;

/** What extends the API server by programs of others. */
export const extensions = {
  ValidatingWebhookConfiguration: webhooks,
  MutatingWebhookConfiguration: webhooks,
  APIService: {
    group: "apiregistration.k8s.io",
    scope: "cluster",
    fields: { spec: clientConfig },
  },
} as const;
