import { describe, expect, it } from "vitest";
import { apiServerNotReachable } from "../../../lib/verify/rules/api-server-not-reachable.ts";
import { dependencyNotReachable } from "../../../lib/verify/rules/dependency-not-reachable.ts";
import { namesNotReachable } from "../../../lib/verify/rules/names-not-reachable.ts";
import { policyNotEvaluated } from "../../../lib/verify/rules/policy-not-evaluated.ts";
import { folderOf, ran } from "../command/ran.ts";
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

it.each([
  ["configMap: { name: settings }", 1],
  ["configMap: { name: settings, items: [{ key: server, path: server }] }", 1],
  ["configMap: { name: settings, items: [{ key: other, path: other }] }", 0],
  ["projected: { sources: [{ configMap: { name: settings } }] }", 1],
])("reads the keys that a pod mounts: %s", (volume, count) => {
  const mounted = `${scraping}
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { server: "web:80", other: none }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: c, image: web }], volumes: [{ name: settings, ${volume} }] }
---
`;
  expect(said(dependencyNotReachable, mounted + closed)).toHaveLength(count);
});

const client = (container: string) => `apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { containers: [{ name: c, image: c, ${container} }] }
---
`;

it.each([
  ["env: [{ name: WEB_HOST, value: web }, { name: WEB_PORT, value: '80' }]", 1],
  ["env: [{ name: web_port, value: '80' }, { name: web_addr, value: web.shop.svc }]", 1],
  ["env: [{ name: WEB_HOST, value: web }, { name: WEB_PORT, value: '81' }]", 0],
  ["env: [{ name: WEB_HOST, value: web }, { name: OTHER_PORT, value: '80' }]", 0],
  ["env: [{ name: WEB_NAME, value: web }, { name: WEB_PORT, value: '80' }]", 0],
  ["env: [{ name: CORS_ALLOWED_ORIGINS, value: 'http://web:80' }]", 0],
  ["env: [{ name: REACT_APP_API_URL, value: 'http://web:80' }]", 0],
  ["env: [{ name: OAUTH_REDIRECT_URI, value: 'http://web:80' }]", 0],
  ["env: [{ name: ORIGINAL, value: 'http://web:80' }]", 1],
])("reads variables: %s", (variables, count) =>
  expect(said(dependencyNotReachable, scraping + client(variables) + closed)).toHaveLength(count),
);

it("leaves out pods of jobs behind a Service, where others are", () => {
  const job = `apiVersion: batch/v1
kind: Job
metadata: { name: backup, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: c }] } } }
---
`;
  const alone = given("web:80").replace("labels: { app: web } }\n    spec", "labels: { app: other } }\n    spec");
  expect(said(dependencyNotReachable, given("web:80") + job + closed)).toEqual([found]);
  expect(said(dependencyNotReachable, alone + job + closed)).toEqual([
    expect.stringMatching(/connect to Job shop\/backup/),
  ]);
});

it("is not sure of a policy that another file holds as well, and names it once", async () => {
  const ended = await ran(["--format", "json", folderOf({ "a.yaml": given("web:80") + closed, "b.yaml": closed })]);
  const { uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
  expect(uncertain).toContainEqual(
    expect.objectContaining({
      rule: "dependency-not-reachable",
      what: expect.stringMatching(/ no rule of ingress of NetworkPolicy shop\/web lets it through$/),
      uncertain: "NetworkPolicy shop/web is written in another file as well",
    }),
  );
});

it("names pods once that are written twice", () => {
  const twice = scraping.slice(scraping.indexOf("apiVersion: apps/v1"));
  expect(said(dependencyNotReachable, given("web:80") + twice + closed)).toEqual([found]);
});

describe("a ConfigMap that workloads take whole", () => {
  const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { WEB_URL: "http://web:80" }
---
`;
  const taking = client("envFrom: [{ configMapRef: { name: settings } }]");
  const other = taking.replaceAll("client", "other");
  const shut = policy("out", "shop", "podSelector: { matchLabels: { app: client } }, policyTypes: [Egress]") + closed;
  const admitted = shut.replace(
    "app: web } }",
    "app: web } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }] }]",
  );
  const toAll = shut.replace("app: web } }", "app: web } }, ingress: [{ from: [{ podSelector: {} }] }]");

  it("is meant for the only one that does", () =>
    expect(said(dependencyNotReachable, scraping + settings + taking + shut)).toEqual([
      expect.stringMatching(/^Pod client \| spec\.containers\[0\]\.envFrom\[0\] \| web:80/),
    ]));

  it("need not be used by each of several", () =>
    expect(said(dependencyNotReachable, scraping + settings + taking + other + shut)[0]).toMatch(
      /^\(Pod client .* \| other workloads take ConfigMap settings as well, and not each must use all that is in it\)$/,
    ));

  it("need not be used by one where another takes a key of it", () => {
    const key = client("env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: OTHER } } }]").replaceAll(
      "client",
      "third",
    );
    expect(said(dependencyNotReachable, scraping + settings + taking + key + shut)).toEqual([
      expect.stringMatching(/^\(Pod client /),
    ]);
  });

  it("need not be used by one that the other side lets in as it does all", () =>
    expect(said(dependencyNotReachable, scraping + settings + taking + other + toAll)).toEqual([
      expect.stringMatching(/^\(Pod client /),
    ]));

  it("is meant for one that the other side lets in", () =>
    expect(said(dependencyNotReachable, scraping + settings + taking + other + admitted)).toEqual([
      expect.stringMatching(/^Pod client /),
      expect.stringMatching(/^\(Pod other /),
    ]));

  it("says less than a variable of one's own", () => {
    const own = taking.replace("envFrom", "env: [{ name: OWN, value: 'http://web:80' }], envFrom");
    expect(said(dependencyNotReachable, scraping + settings + own + other + shut)[0]).toMatch(/^Pod client .*env\[0\]/);
  });
});

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
  const alertmanager = (image: string) => `apiVersion: v1
kind: Pod
metadata: { name: other, namespace: monitoring }
spec: { serviceAccountName: prometheus, containers: [{ name: a, image: "${image}" }] }
---
`;
  const shut = bound + out("{ ports: [{ port: 53 }] }");
  expect(said(apiServerNotReachable, shut)).toHaveLength(1);
  expect(said(apiServerNotReachable, shut + alertmanager("prom/alertmanager:v0.27.0"))).toHaveLength(1);
  expect(said(apiServerNotReachable, shut + alertmanager("prom/alertmanagers:v0.27.0"))).toHaveLength(2);
  const reading = (verbs: string, kind = "Role") =>
    shut
      .replace("roleRef: { kind: ClusterRole, name: view }", "roleRef: { kind: Role, name: view }")
      .replace("kind: ClusterRoleBinding", "kind: RoleBinding")
      .replace("name: prometheus }\nroleRef", "name: prometheus, namespace: monitoring }\nroleRef") +
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: view, namespace: monitoring }\nrules: [{ apiGroups: [""], resources: [secrets], verbs: [${verbs}] }]\n`;
  expect(said(apiServerNotReachable, reading("get, list"))[0]).toMatch(
    /\| its roles let it read some objects alone or are for who reviews its token, .*\)$/,
  );
  expect(said(apiServerNotReachable, reading("get, list"), { complete: true })[0]).toMatch(/^Prometheus/);
  expect(said(apiServerNotReachable, reading("get, list, use"))[0]).toMatch(/^\(/);
  const reviewing = (resource: string) =>
    `${shut}apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: view }\nrules: [{ apiGroups: [authentication.k8s.io], resources: [${resource}], verbs: [create] }]\n`;
  expect(said(apiServerNotReachable, reviewing("tokenreviews"))[0]).toMatch(/^\(/);
  expect(said(apiServerNotReachable, reviewing("pods"))[0]).toMatch(/^Prometheus/);
  for (const verbs of ["get, watch", "create"])
    expect(said(apiServerNotReachable, reading(verbs))[0]).toMatch(/^Prometheus/);
  expect(said(apiServerNotReachable, bound + open, world("10.0.0.1/32"))).toEqual([]);
  const line =
    "Prometheus main | spec.serviceAccountName | prometheus | no rule of egress of NetworkPolicy monitoring/out lets it connect to the API server";
  expect(said(apiServerNotReachable, bound + open, world("10.0.0.2/32"))).toEqual([line]);
  expect(said(apiServerNotReachable, bound + out("{ ports: [{ port: 9090 }] }"))).toEqual([line]);
  expect(said(apiServerNotReachable, bound + out("{ ports: [{ port: 8443 }] }"))).toEqual([]);
});

const cilium = (namespace: string, selector: string) => `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: own, namespace: ${namespace} }
spec: { endpointSelector: { ${selector} }, ingress: [{}] }
---
`;

it.each([
  ["all pods", "shop", "", true],
  ["the pods", "shop", "matchLabels: { app: web }", true],
  [
    "the pods, in Cilium's words",
    "shop",
    'matchLabels: { "k8s:app": web, "k8s:io.kubernetes.pod.namespace": shop }',
    true,
  ],
  ["other pods", "shop", "matchLabels: { app: api }", false],
  ["pods of another namespace", "monitoring", "", false],
])("is uncertain where a policy that is not evaluated selects %s", (_, namespace, selector, isUncertain) =>
  expect(said(dependencyNotReachable, given("web:80") + closed + cilium(namespace, selector))).toEqual([
    isUncertain ? `(${found} | CiliumNetworkPolicy shop/own is not evaluated)` : found,
  ]),
);

it("says once for each kind that its policies are not evaluated", () => {
  expect(said(policyNotEvaluated, closed)).toEqual([]);
  expect(said(policyNotEvaluated, cilium("shop", "") + cilium("monitoring", ""))).toEqual([
    "(CiliumNetworkPolicy own | the connections of pods that such policies select are not known | CiliumNetworkPolicy is not evaluated)",
  ]);
});

it.each([
  ["all ports", "{}"],
  ["a range", "{ ports: [{ port: 1, endPort: 60, protocol: UDP }] }"],
  ["a name", "{ ports: [{ port: dns, protocol: UDP }] }"],
  ["any port of the protocol", "{ ports: [{ protocol: UDP }] }"],
  ["another port among them", "{ ports: [{ port: 80 }, { port: 53, protocol: UDP }] }"],
  ["another rule", "{ ports: [{ port: 80 }] }, { ports: [{ port: 53, protocol: UDP }] }"],
])("names can be asked for through %s", (_, rules) => {
  const out = policy("out", "shop", `podSelector: {}, egress: [${rules}], policyTypes: [Egress]`);
  const closing = policy("none", "shop", "podSelector: {}, policyTypes: [Egress]");
  expect(said(namesNotReachable, given("web:80") + out)).toEqual([]);
  expect(said(namesNotReachable, given("web:80") + closing + out)).toEqual([]);
});

it.each(["{ port: 53 }", "{ port: 54, endPort: 60, protocol: UDP }", "{ port: 52, protocol: UDP }"])(
  "names cannot be asked for through %s",
  (port) =>
    expect(
      said(
        namesNotReachable,
        given("web:80") +
          policy("out", "shop", `podSelector: {}, egress: [{ ports: [${port}] }], policyTypes: [Egress]`),
      ),
    ).toHaveLength(1),
);

describe("api-server-not-reachable", () => {
  const binding = (name: string, kind = "ServiceAccount") => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: prometheus }
roleRef: { kind: ClusterRole, name: view }
subjects: [{ kind: Group, name: other }, { kind: ${kind}, name: ${name}, namespace: monitoring }]
---
`;
  const closed = policy(
    "out",
    "monitoring",
    "podSelector: {}, egress: [{ ports: [{ port: 9090 }] }], policyTypes: [Egress]",
  );
  const finds = (yaml: string, world = {}) => said(apiServerNotReachable, yaml + closed, world).length > 0;

  it("asks whose account has roles of its own, and whose token is there", () => {
    expect(finds(scraping + binding("prometheus"))).toBe(true);
    expect(finds(scraping)).toBe(false);
    expect(finds(scraping + binding("other"))).toBe(false);
    expect(finds(scraping + binding("system:serviceaccounts", "Group"))).toBe(false);
    const account = "serviceAccountName: prometheus";
    expect(
      finds(scraping.replace(account, `${account}\n  automountServiceAccountToken: false`) + binding("prometheus")),
    ).toBe(false);
    expect(finds(scraping.replace(account, "replicas: 1") + binding("default"))).toBe(false);
  });

  it("asks for every address of the API server", () => {
    const open = policy(
      "open",
      "monitoring",
      "podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.1/32 } }] }], policyTypes: [Egress]",
    );
    const at = (...hosts: number[]) => ({
      apiServer: hosts.map((host) => ({ cidr: `10.0.0.${host}/32`, port: 6443 })),
    });
    expect(finds(scraping + binding("prometheus") + open, at(1))).toBe(false);
    expect(finds(scraping + binding("prometheus") + open, at(1, 2))).toBe(true);
  });
});
