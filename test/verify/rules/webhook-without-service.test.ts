import { expect, it } from "vitest";
import { webhookWithoutService } from "../../../lib/verify/rules/webhook-without-service.ts";
import { said } from "../given.ts";
import { each, service } from "./table.ts";

const judge = service("judge", "ports: [{ name: https, port: 443 }]");
const cluster = (apiVersion: string, kind: string, rest: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: judges.example.com }\n${rest}\n---\n`;
const webhook = (kind: string, to: string) =>
  cluster("admissionregistration.k8s.io/v1", kind, `webhooks: [{ name: a.b.c, clientConfig: { ${to} } }]`);
const to = (name: string, more = "") => `service: { namespace: shop, name: ${name}, path: /judge, ${more} }`;
const api = (name: string) => cluster("apiregistration.k8s.io/v1", "APIService", `spec: { ${to(name)} }`);
const definition = (name: string, strategy = "Webhook") =>
  cluster(
    "apiextensions.k8s.io/v1",
    "CustomResourceDefinition",
    `spec: { conversion: { strategy: ${strategy}, webhook: { clientConfig: { ${to(name)} } } } }`,
  );
const validating = "ValidatingWebhookConfiguration";
const field = "webhooks[0].clientConfig.service";

each([
  [
    webhookWithoutService,
    judge + webhook(validating, to("judge")),
    judge + webhook(validating, to("juge")),
    `ValidatingWebhookConfiguration judges.example.com | ${field}.name | juge | no Service of namespace shop has this name: did you mean judge?`,
  ],
  [
    webhookWithoutService,
    judge + webhook("MutatingWebhookConfiguration", "url: https://judge.example.com"),
    judge + webhook("MutatingWebhookConfiguration", to("judge", "port: 9443")),
    `MutatingWebhookConfiguration judges.example.com | ${field}.port | 9443 | Service shop/judge has no such port`,
  ],
  [
    webhookWithoutService,
    judge.replace("443", "9443") + webhook(validating, to("judge", "port: 9443")),
    judge.replace("443", "9443") + webhook(validating, to("judge")),
    `ValidatingWebhookConfiguration judges.example.com | ${field}.port | 443 | Service shop/judge has no such port, and the webhook names no other`,
  ],
  [
    webhookWithoutService,
    judge + api("judge") + cluster("apiregistration.k8s.io/v1", "APIService", "spec: { service: null }"),
    judge + api("juge"),
    "APIService judges.example.com | spec.service.name | juge | no Service of namespace shop has this name: did you mean judge?",
  ],
  [
    webhookWithoutService,
    judge + definition("judge") + definition("gone", "None"),
    judge + definition("juge"),
    "CustomResourceDefinition judges.example.com | spec.conversion.webhook.clientConfig.service.name | juge | no Service of namespace shop has this name: did you mean judge?",
  ],
]);

it("does not know of Services of a namespace that is not among the objects", () =>
  expect(said(webhookWithoutService, webhook(validating, to("judge")))).toEqual([
    `(ValidatingWebhookConfiguration judges.example.com | ${field}.name | judge | no Service of namespace shop has this name | namespace shop is not among the objects, so it may hold more than they say)`,
  ]));
