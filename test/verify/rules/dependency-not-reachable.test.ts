import { expect, it } from "vitest";
import { apiServerNotReachable } from "../../../lib/verify/rules/api-server-not-reachable.ts";
import { dependencyNotReachable } from "../../../lib/verify/rules/dependency-not-reachable.ts";
import { namesNotReachable } from "../../../lib/verify/rules/names-not-reachable.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const given = (value: string) => `${scraping}
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: c, image: "web:80", env: [{ name: URL, value: "${value}" }] }] }
---
`;
const closed = policy("web", "shop", "podSelector: { matchLabels: { app: web } }");
const found =
  "Pod client | spec.containers[0].env[0] | web:80 | Pod shop/client may not connect to Deployment shop/web at 8000/TCP: no rule of ingress of NetworkPolicy shop/web lets it through: allow 8000/TCP in a rule of ingress";

it("is content without policies", () => expect(said(dependencyNotReachable, given("http://web/"))).toEqual([]));

it.each(["http://web/", "web:80", "http://user:secret@web/", "tcp://web:80"])("finds %s cut off", (value) =>
  expect(said(dependencyNotReachable, given(value) + closed)).toEqual([found]),
);

it.each(["web.shop:80", "http://web.shop.svc", "http://web.shop.svc.cluster.local/metrics"])(
  "finds %s cut off",
  (value) => expect(said(dependencyNotReachable, given(value) + closed)).toHaveLength(1),
);

it.each(["web:81", "web.example.com:80", "http://web.other/", "my-web:80", "the web: 80"])("leaves %s alone", (value) =>
  expect(said(dependencyNotReachable, given(value) + closed)).toEqual([]),
);

it("finds names that cannot be asked for", () => {
  const out = (port: string) =>
    policy("out", "shop", `podSelector: {}, egress: [{ ports: [${port}] }], policyTypes: [Egress]`);
  expect(said(namesNotReachable, given("web:80") + out("{ port: 53, protocol: UDP }"))).toEqual([]);
  expect(said(namesNotReachable, given("nothing") + out("{ port: 8000 }"))).toEqual([]);
  expect(said(namesNotReachable, given("web:80") + out("{ port: 8000 }"))).toEqual([
    "Pod client | spec.containers[0].env[0] | web:80 | no rule of egress of NetworkPolicy shop/out lets questions for names through, at 53/UDP",
  ]);
});

it("finds an account with roles whose pods cannot reach the API server", () => {
  const bound = `${scraping}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: prometheus }
roleRef: { kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: prometheus, namespace: monitoring }]
---
`;
  const out = (rule: string) =>
    policy("out", "monitoring", `podSelector: {}, egress: [${rule}], policyTypes: [Egress]`);
  const open = out("{ to: [{ ipBlock: { cidr: 10.0.0.1/32 } }], ports: [{ port: 6443 }] }");
  const world = (cidr: string) => ({ apiServer: [{ cidr, port: 6443 }] });
  expect(said(apiServerNotReachable, bound + open)).toEqual([]);
  expect(said(apiServerNotReachable, bound + open, world("10.0.0.1/32"))).toEqual([]);
  const line =
    "Prometheus main | spec.serviceAccountName | prometheus | no rule of egress of NetworkPolicy monitoring/out lets it connect to the API server";
  expect(said(apiServerNotReachable, bound + open, world("10.0.0.2/32"))).toEqual([line]);
  expect(said(apiServerNotReachable, bound + out("{ ports: [{ port: 9090 }] }"))).toEqual([line]);
});
