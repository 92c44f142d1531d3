import { expect, it } from "vitest";
import { addressUnknown } from "../../../lib/verify/rules/address-unknown.ts";
import { said } from "../given.ts";
import { object, pod, service, workload } from "./table.ts";

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n";
const redis = service("redis", "selector: { app: redis }, ports: [{ port: 6379 }]");
const told = (value: string) => pod(`containers: [{ name: web, env: [{ name: AT, value: '${value}' }] }]`);
const finds = (value: string, others = "", world = {}) =>
  said(addressUnknown, namespace + redis + told(value) + others, world);

const field = "Pod web | spec.containers[0].env[0].value";
const gone = `${field} | rediss.shop.svc:6379 | no Service of namespace shop has this name: did you mean redis.shop?`;
const closed = `${field} | redis.shop.svc:6380 | Service shop/redis has no port 6380: it has 6379`;

it.each([
  "redis.shop.svc:6379",
  "redis://redis.shop.svc/0",
  "rediss://user:word@redis.shop.svc.cluster.local.:6379/0",
  "see redis.shop.svc. It is there",
  "redis-0.redis.shop.svc:6379",
  "_redis._tcp.redis.shop.svc.cluster.local",
  "https://kubernetes.default.svc",
  "https://kubernetes.default.svc.cluster.local:443",
])("knows %s", (value) => expect(finds(value, "", { complete: true })).toEqual([]));

it.each([
  ["redis://rediss.shop.svc:6379", gone],
  ["a=1,b=user@rediss.shop.svc:6379;", gone],
  ['{"url":"rediss.shop.svc:6379"}', gone],
  ["rediss.shop.svc:6379 rediss.shop.svc:6379", gone],
  ["redis://redis.shop.svc:6380/0", closed],
  ["http://redis.shop.svc/", closed.replace(":6380", "").replace("6380", "80")],
  ["http+unix://redis.shop.svc/", closed.replace(":6380", "").replace("6380", "80")],
])("finds that %s leads to nobody", (value, found) => expect(finds(value)).toEqual([found]));

it.each([
  "redis",
  "redis.shop",
  "rediss.shop:6379",
  "${NAME}.shop.svc:1",
  "$(NAME)-a.shop.svc",
  "{{ .Name }}.shop.svc",
  "{{.Name}}-a.shop.svc",
  "<name>.shop.svc",
  "%NAME%.shop.svc",
  "*.shop.svc",
  "gone[.]shop[.]svc",
  "gone.shop.svc.example.com",
  "gone.shop.svc-a",
  "gone.shop.service",
  ".svc,.cluster.local",
  "svc.cluster.local",
  "http://redis.shop.svc:$(PORT)/",
  "http://redis.shop.svc:{{ .Port }}/",
  "http://redis.shop.svc${SUFFIX}/",
  "set $backend http://redis.shop.svc;",
  "# gone.shop.svc",
  "; gone.shop.svc",
  "redis.shop.svc:6379 # not gone.shop.svc",
])("leaves %s alone", (value) => expect(finds(value, "", { complete: true })).toEqual([]));

it("reads texts with escaped ends of lines", () =>
  expect(finds("a\\nredis.shop.svc:6379\\nrediss.shop.svc:6379")).toEqual([gone]));

it("means the other namespace that has it", () => {
  const [found] = finds("redis.shops.svc:6379", "", { complete: true });
  expect(found).toContain("no Service of namespace shops has this name: did you mean redis.shop?");
});

it("is not sure what another namespace holds, or an operator makes", () => {
  expect(finds("gone.other.svc")).toEqual([
    `(${field} | gone.other.svc | no Service of namespace other has this name | namespace other is not among the objects, so it may hold more than they say)`,
  ]);
  expect(finds("kube-dns.kube-system.svc", "", { complete: true })[0]).toMatch(/^\(/);
  expect(finds("main-rw.shop.svc", object("postgresql.cnpg.io/v1", "Cluster", "main"))[0]).toContain(
    "it may be made out of",
  );
});

it("is not sure where one of that name says no namespace", () => {
  const given = (place: string) => service("web", "ports: [{ port: 80 }]").replace(", namespace: shop", place);
  expect(finds("web.shop.svc:80", given(""))[0]).toMatch(/^\(.*says no namespace, so it may be applied to this one\)$/);
  expect(finds("web.shop.svc:80", given(", namespace: default"))[0]).toContain("did you mean web.default?");
});

it("is sure where a Service of another name is before the workload of this one, whoever may make more", () => {
  const makes =
    object(
      "rbac.authorization.k8s.io/v1",
      "Role",
      "maker",
      "rules: [{ apiGroups: [''], resources: [services], verbs: [create] }]",
    ) +
    object(
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      "maker",
      "roleRef: { kind: Role, name: maker }\nsubjects: [{ kind: ServiceAccount, name: maker, namespace: shop }]",
    ) +
    workload("Deployment", "maker", { container: "{ name: maker, image: maker }", pods: "serviceAccountName: maker" });
  const api = workload("Deployment", "api", { container: "{ name: api, image: api }" });
  const front = service("api-service", "selector: { app: api }, ports: [{ port: 80 }]");
  expect(finds("api.shop.svc:80", makes + front)[0]).toMatch(/^\(.*may make services in namespace shop\)$/);
  expect(finds("api.shop.svc:80", makes + front + api)[0]).toContain("did you mean api-service.shop? It leads to api");
});

it("knows the Services of prometheus-operator", () => {
  const main = object("monitoring.coreos.com/v1", "Prometheus", "main", "spec: { replicas: 1 }");
  expect(finds("http://prometheus-operated.shop.svc:9090", main)).toEqual([]);
  expect(finds("http://prometheus-operated.shop.svc:9099", main)).toHaveLength(1);
});

it("asks for no port of a name that stands for another name", () =>
  expect(finds("db.shop.svc:1", service("db", "type: ExternalName, externalName: db.example.com"))).toEqual([]));

const headless = service("db", "clusterIP: None, selector: { app: db }, ports: [{ port: 80, targetPort: http }]");
const db = (ports: string) => workload("Deployment", "db", { container: `{ name: db, ports: [${ports}] }` });
it.each([
  ["db.shop.svc:8080", "{ name: http, containerPort: 8080 }", 0],
  ["db.shop.svc:9000", "{ name: http, containerPort: 8080 }, { containerPort: 9000 }", 0],
  ["db.shop.svc:80", "{ name: http, containerPort: 8080 }", 1],
  ["db.shop.svc:80", "{ name: other, containerPort: 8080 }", 0],
  ["db.shop.svc:81", "", 0],
])("takes %s of a headless Service for a port of its pods that declare %s", (value, ports, count) =>
  expect(finds(value, headless + db(ports))).toHaveLength(count),
);

const url = "http://redis.shop.svc:80";
it.each([
  ["args", pod(`containers: [{ name: web, args: ["--at=${url}"] }]`), "spec.containers[0].args[0]"],
  ["a ConfigMap", object("v1", "ConfigMap", "web", `data: { "a.yaml": "url: ${url}" }`), 'data["a.yaml"]'],
  ["a Secret", object("v1", "Secret", "web", `stringData: { url: "${url}" }`), 'stringData["url"]'],
  [
    "a name for it",
    service("web", "type: ExternalName, externalName: gone.shop.svc.cluster.local"),
    "spec.externalName",
  ],
  [
    "a Prometheus",
    object("monitoring.coreos.com/v1", "Prometheus", "web", `spec: { remoteWrite: [{ url: "${url}" }] }`),
    "spec.remoteWrite[0].url",
  ],
  [
    "an AlertmanagerConfig",
    object(
      "monitoring.coreos.com/v1alpha1",
      "AlertmanagerConfig",
      "web",
      `spec: { receivers: [{ webhookConfigs: [{ url: "${url}" }] }] }`,
    ),
    "spec.receivers[0].webhookConfigs[0].url",
  ],
  [
    "an ExternalSecret",
    object(
      "external-secrets.io/v1",
      "ExternalSecret",
      "web",
      `spec: { target: { template: { data: { url: "${url}" } } } }`,
    ),
    "spec.target.template.data.url",
  ],
  [
    "a Probe",
    object("monitoring.coreos.com/v1", "Probe", "web", `spec: { prober: { url: "redis.shop.svc:80" } }`),
    "spec.prober.url",
  ],
])("reads %s", (_, yaml, place) => {
  const found = said(addressUnknown, namespace + redis + yaml);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(` web | ${place} | `);
});
