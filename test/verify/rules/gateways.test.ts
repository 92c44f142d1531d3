import { describe, expect, it } from "vitest";
import { missingParent } from "../../../lib/verify/rules/missing-parent.ts";
import { missingSecret } from "../../../lib/verify/rules/missing-secret.ts";
import { referenceNotGranted } from "../../../lib/verify/rules/reference-not-granted.ts";
import { routeNotAccepted } from "../../../lib/verify/rules/route-not-accepted.ts";
import { routeWithoutBackend } from "../../../lib/verify/rules/route-without-backend.ts";
import { said } from "../given.ts";
import { each, object, service } from "./table.ts";

const api = "gateway.networking.k8s.io/v1";
const web = service("web", "ports: [{ name: http, port: 80 }]");
const http = "name: http, protocol: HTTP, port: 80";

/** A Gateway of namespace `shop`, or of another one. */
const gateway = (listener: string, more = "") =>
  object(api, "Gateway", "main", `spec: { ${more} listeners: [{ ${listener} }] }`);
const elsewhere = (yaml: string) => yaml.replace("namespace: shop", "namespace: infra");
const listenerSet = (listener = http, parent = "name: main") =>
  object(api, "ListenerSet", "more", `spec: { parentRef: { ${parent} }, listeners: [{ ${listener} }] }`);
const route = (parent: string, more = "", kind = "HTTPRoute") =>
  object(api, kind, "web", `spec: { parentRefs: [{ ${parent} }], ${more} }`);
const leading = (backend: string) => route("name: main", `rules: [{ backendRefs: [{ ${backend} }] }]`);
const mirroring = (backend: string) =>
  route("name: main", `rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { ${backend} } } }] }]`);
const grant = (from: string, to: string) =>
  elsewhere(object(api, "ReferenceGrant", "shop", `spec: { from: [{ ${from} }], to: [{ ${to} }] }`));
const fromRoutes = `group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop`;
const fromGateways = `group: gateway.networking.k8s.io, kind: Gateway, namespace: shop`;
const allowing = (routes: string) => `${http}, allowedRoutes: { ${routes} }`;
const hosting = (host: string) => `${http}, hostname: "${host}"`;
const certified = (certificate: string) =>
  gateway(`name: https, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ ${certificate} }] }`);
const namespace = (name: string, labels = "") =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n---\n`;
const toInfra = "name: main, namespace: infra";

each([
  [
    routeWithoutBackend,
    web + leading("name: web, port: 80"),
    web + leading("name: wob, port: 80"),
    "HTTPRoute web | spec.rules[0].backendRefs[0].name | wob | no Service of namespace shop has this name: did you mean web?",
  ],
  [
    routeWithoutBackend,
    elsewhere(web) + leading("name: web, namespace: infra, port: 80"),
    web + leading("name: web, namespace: infra, port: 80"),
    "HTTPRoute web | spec.rules[0].backendRefs[0].name | web | no Service of namespace infra has this name",
  ],
  [
    routeWithoutBackend,
    web + leading("name: web, port: 80"),
    web + leading("name: web, port: 8080"),
    "HTTPRoute web | spec.rules[0].backendRefs[0].port | 8080 | Service shop/web has no such port",
  ],
  [
    routeWithoutBackend,
    web + leading("group: other.example, kind: Backend, name: web"),
    web + leading("name: web"),
    "HTTPRoute web | spec.rules[0].backendRefs[0] | a Service needs a port beside its name",
  ],
  [
    routeWithoutBackend,
    web + mirroring("name: web, port: 80"),
    web + mirroring("name: copy, port: 80"),
    "HTTPRoute web | spec.rules[0].filters[0].requestMirror.backendRef.name | copy | no Service of namespace shop has this name",
  ],
  [
    missingParent,
    gateway(http) + route("name: main"),
    gateway(http) + route("name: maim"),
    "HTTPRoute web | spec.parentRefs[0].name | maim | no Gateway of namespace shop has this name: did you mean main?",
  ],
  [
    missingParent,
    gateway(http) + route("name: main, sectionName: http"),
    gateway(http) + route("name: main, sectionName: https"),
    "HTTPRoute web | spec.parentRefs[0].sectionName | https | Gateway shop/main has no such listener: did you mean http?",
  ],
  [
    missingParent,
    gateway(http) + route("name: main, port: 80"),
    gateway(http) + route("name: main, port: 443"),
    "HTTPRoute web | spec.parentRefs[0].port | 443 | Gateway shop/main has no such listener",
  ],
  [
    missingParent,
    gateway(http) + route("name: main, sectionName: http, port: 80"),
    gateway(http) + route("name: main, sectionName: http, port: 81"),
    "HTTPRoute web | spec.parentRefs[0].port | 81 | Gateway shop/main has no such listener",
  ],
  [
    missingParent,
    web + route('group: "", kind: Service, name: web'),
    web + route("kind: ListenerSet, name: web"),
    "HTTPRoute web | spec.parentRefs[0].name | web | no ListenerSet of namespace shop has this name",
  ],
  [
    missingParent,
    gateway(http) + listenerSet(),
    gateway(http) + listenerSet(http, toInfra),
    "ListenerSet more | spec.parentRef.name | main | no Gateway of namespace infra has this name",
  ],
  [
    routeNotAccepted,
    elsewhere(gateway(allowing("namespaces: { from: All }"))) + route(toInfra),
    elsewhere(gateway(http)) + route(toInfra),
    "HTTPRoute web | spec.parentRefs[0] | main | its listeners take no routes of namespace shop",
  ],
  [
    routeNotAccepted,
    namespace("shop", "web: open") +
      elsewhere(gateway(allowing("namespaces: { from: Selector, selector: { matchLabels: { web: open } } }"))) +
      route(toInfra),
    namespace("shop") +
      elsewhere(gateway(allowing("namespaces: { from: Selector, selector: { matchLabels: { web: open } } }"))) +
      route(toInfra),
    "HTTPRoute web | spec.parentRefs[0] | main | its listeners take no routes of namespace shop",
  ],
  [
    routeNotAccepted,
    gateway(allowing("kinds: [{ kind: GRPCRoute }]")) + route("name: main, sectionName: http", "", "GRPCRoute"),
    gateway(allowing("kinds: [{ kind: GRPCRoute }]")) + route("name: main, sectionName: http"),
    "HTTPRoute web | spec.parentRefs[0] | main http | its listeners take no HTTPRoute",
  ],
  [
    routeNotAccepted,
    gateway("name: tls, protocol: TLS, port: 443") + route("name: main", "", "TLSRoute"),
    gateway("name: tls, protocol: HTTPS, port: 443") + route("name: main", "", "TLSRoute"),
    "TLSRoute web | spec.parentRefs[0] | main | its listeners take no TLSRoute",
  ],
  [
    routeNotAccepted,
    gateway("name: own, protocol: own.example/any, port: 443") + route("name: main", "", "TCPRoute"),
    gateway(allowing("kinds: [{ kind: TCPRoute }]")) + route("name: main", "", "TCPRoute"),
    "TCPRoute web | spec.parentRefs[0] | main | its listeners take no TCPRoute",
  ],
  [
    routeNotAccepted,
    gateway(hosting("*.shop.example")) + route("name: main", "hostnames: [a.b.shop.example, www.SHOP.example]"),
    gateway(hosting("*.shop.example")) + route("name: main", "hostnames: [shop.example]"),
    "HTTPRoute web | spec.parentRefs[0] | main | its listeners serve *.shop.example, and no host name of this route",
  ],
  [
    routeNotAccepted,
    gateway(hosting("www.shop.example")) + route("name: main", 'hostnames: ["*.shop.example"]'),
    gateway(hosting("www.shop.example")) + route("name: main", "hostnames: [www.shop.example, api.shop.example]"),
    "HTTPRoute web | spec.hostnames[1] | api.shop.example | no listener to which this route attaches serves it",
  ],
  [
    routeNotAccepted,
    gateway(http, "allowedListeners: { namespaces: { from: Same } },") + listenerSet(),
    gateway(http) + listenerSet(),
    "ListenerSet more | spec.parentRef | main | Gateway shop/main takes no ListenerSets of namespace shop: widen spec.allowedListeners of the Gateway",
  ],
  [
    routeNotAccepted,
    listenerSet() + route("kind: ListenerSet, name: more"),
    listenerSet(hosting("shop.example")) + route("kind: ListenerSet, name: more", "hostnames: [web.example]"),
    "HTTPRoute web | spec.parentRefs[0] | more | its listeners serve shop.example, and no host name of this route",
  ],
  [
    referenceNotGranted,
    grant(fromRoutes, 'group: "", kind: Service') + leading("name: web, namespace: infra, port: 80"),
    grant(fromGateways, 'group: "", kind: Service') + leading("name: web, namespace: infra, port: 80"),
    "HTTPRoute web | spec.rules[0].backendRefs[0] | infra/web | no ReferenceGrant of namespace infra allows HTTPRoutes of namespace shop to use this Service",
  ],
  [
    referenceNotGranted,
    grant(fromGateways, 'group: "", kind: Secret, name: web') + certified("name: web, namespace: infra"),
    grant(fromGateways, 'group: "", kind: Secret, name: other') + certified("name: web, namespace: infra"),
    "Gateway main | spec.listeners[0].tls.certificateRefs[0] | infra/web | no ReferenceGrant of namespace infra allows Gateways of namespace shop to use this Secret",
  ],
  [
    missingSecret,
    elsewhere(object("v1", "Secret", "web")) + certified("name: web, namespace: infra"),
    object("v1", "Secret", "web") + certified("name: web, namespace: infra"),
    "Gateway main | spec.listeners[0].tls.certificateRefs[0] | web | no Secret of namespace infra has this name, and nothing makes one",
  ],
]);

describe("certificates of Gateways", () => {
  const asked = certified("name: web").replace(
    "name: main,",
    "name: main, annotations: { cert-manager.io/issuer: main },",
  );

  it("are made by cert-manager where it is asked to", () => {
    expect(said(missingSecret, asked, { complete: true })).toEqual([]);
  });

  it("of other namespaces are not", () => {
    const other = asked.replace("[{ name: web }]", "[{ name: web, namespace: infra }]");
    expect(said(missingSecret, other, { complete: true })).toHaveLength(1);
  });
});

describe("what the objects do not tell of Gateways", () => {
  it("is whether namespaces have more than they define", () => {
    expect(said(missingParent, route(toInfra))).toEqual([
      "(HTTPRoute web | spec.parentRefs[0].name | main | no Gateway of namespace infra has this name | namespace infra is not among the objects, so it may hold more than they say)",
    ]);
  });

  it("is which labels a namespace has that they do not define", () => {
    const selecting = gateway(allowing("namespaces: { from: Selector, selector: { matchLabels: { web: open } } }"));
    expect(said(routeNotAccepted, elsewhere(selecting) + route(toInfra))).toEqual([
      "(HTTPRoute web | spec.parentRefs[0] | main | its listeners take no routes of namespace shop | the labels of namespace shop are not among the objects)",
    ]);
  });

  it("is which host names another Gateway serves", () => {
    const two = object(
      api,
      "HTTPRoute",
      "web",
      "spec: { parentRefs: [{ name: main }, { name: other }], hostnames: [www.shop.example, api.shop.example] }",
    );
    expect(said(routeNotAccepted, gateway(hosting("www.shop.example")) + two)).toEqual([]);
  });
});
