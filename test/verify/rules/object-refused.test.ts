import { expect, it } from "vitest";
import { objectRefused } from "../../../lib/verify/rules/object-refused.ts";
import { said } from "../given.ts";
import { type Case, each, object, pod, service, workload } from "./table.ts";

/** What the rule says of an object's fields, where it says nothing of others. */
const refuses = (clean: string, broken: string, finding: string): Case => [objectRefused, clean, broken, finding];

const container = (fields: string) => pod(`containers: [{ name: web, ${fields} }]`);
const job = (spec: string) =>
  object("batch/v1", "Job", "web", `spec: { template: { spec: { ${spec} containers: [{ name: web }] } } }`);
const budget = (spec: string) =>
  object("policy/v1", "PodDisruptionBudget", "web", `spec: { selector: { matchLabels: { app: web } }, ${spec} }`);
const policy = (rule: string) =>
  object("networking.k8s.io/v1", "NetworkPolicy", "web", `spec: { podSelector: {}, ingress: [{ ${rule} }] }`);
const from = (block: string) => policy(`from: [{ ipBlock: { ${block} } }]`);
const secret = (data: string) => object("v1", "Secret", "web", `data: { ${data} }`);
const deployment = (selector: string) =>
  workload("Deployment", "web").replace("selector: { matchLabels: { app: web } }", selector);
const probe = (handlers: string) => container(`livenessProbe: { periodSeconds: 5, ${handlers} }`);
const web = "spec.containers[0]";
const peer = "NetworkPolicy web | spec.ingress[0].from[0]";

const range = (limit: string) => object("v1", "LimitRange", "web", `spec: { limits: [{ ${limit} }] }`);

each([
  refuses(
    range("type: Container, default: { cpu: 1 }"),
    range("type: Pod, default: { cpu: 1 }"),
    "LimitRange web | spec.limits[0].default | for the type Pod there are none: write it for the type Container",
  ),
  refuses(
    policy("ports: [{ port: 80, endPort: 90 }]"),
    policy("ports: [{ port: 80-90 }]"),
    "NetworkPolicy web | spec.ingress[0].ports[0].port | 80-90 | it is no port: write port: 80 and endPort: 90",
  ),
  refuses(
    budget("minAvailable: 1"),
    budget("minAvailable: 1, maxUnavailable: 0"),
    "PodDisruptionBudget web | spec.maxUnavailable | 0 | minAvailable is 1, and a budget has one of the two: remove one of them",
  ),
  refuses(
    job("restartPolicy: Never,"),
    job(""),
    "Job web | spec.template.spec.restartPolicy | the pods of a Job end, and the default is Always: write OnFailure or Never",
  ),
  refuses(
    job("restartPolicy: OnFailure,"),
    job("restartPolicy: Always,"),
    "Job web | spec.template.spec.restartPolicy | Always | the pods of a Job end, and the default is Always: write OnFailure or Never",
  ),
  refuses(
    workload("DaemonSet", "web", { pods: "restartPolicy: Always" }),
    workload("DaemonSet", "web", { pods: "restartPolicy: OnFailure" }),
    "DaemonSet web | spec.template.spec.restartPolicy | OnFailure | the pods of a DaemonSet are always started again: remove it, or make it a Job",
  ),
  refuses(
    deployment("selector: { matchExpressions: [{ key: app, operator: Exists }] }"),
    deployment("selector: {}"),
    "Deployment web | spec.selector | {} | a Deployment selects by a label at least: write matchLabels: {app: web}",
  ),
  refuses(
    deployment("selector: { matchLabels: { app: web } }"),
    deployment("replicas: 1"),
    "Deployment web | spec.selector | a Deployment needs one: write matchLabels: {app: web}",
  ),
  refuses(
    probe("httpGet: { port: 80 }, exec: null"),
    probe("httpGet: { port: 80 }, exec: { command: [ls] }"),
    `Pod web | ${web}.livenessProbe | exec, httpGet | it is asked in one way: leave one of them`,
  ),
  refuses(
    probe("tcpSocket: { port: 80 }"),
    probe(""),
    `Pod web | ${web}.livenessProbe | it says neither exec, httpGet, tcpSocket, grpc: add one of them, or remove it`,
  ),
  refuses(
    container("lifecycle: { preStop: { sleep: { seconds: 5 } } }"),
    container("lifecycle: { preStop: { sleep: { seconds: 5 }, exec: { command: [ls] } } }"),
    `Pod web | ${web}.lifecycle.preStop | exec, sleep | it is asked in one way: leave one of them`,
  ),
  refuses(
    pod("containers: [], volumes: [{ name: a }, { name: b }]"),
    pod("containers: [], volumes: [{ name: a }, { name: a }]"),
    "Pod web | spec.volumes[1].name | a | another volume of the pod has this name: rename or remove one of them",
  ),
  refuses(
    pod("containers: [{ name: web }], initContainers: [{ name: init }]"),
    pod("containers: [{ name: web }], initContainers: [{ name: web }]"),
    "Pod web | spec.initContainers[0].name | web | another container of the pod has this name: rename or remove one of them",
  ),
  refuses(
    container("volumeMounts: [{ name: a, mountPath: /a }, { name: a, mountPath: /b }]"),
    container("volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /a }]"),
    `Pod web | ${web}.volumeMounts[1].mountPath | /a | the container mounts something else there already: remove one of the two, or mount it elsewhere`,
  ),
  refuses(
    container("ports: [{ containerPort: 65535, hostPort: 0 }]"),
    container("ports: [{ containerPort: 80800 }]"),
    `Pod web | ${web}.ports[0].containerPort | 80800 | it is no port: write a number from 1 to 65535`,
  ),
  refuses(
    container("ports: [{ containerPort: 80, name: fifteen-letters }]"),
    container("ports: [{ containerPort: 80, name: sixteen-letters- }]"),
    `Pod web | ${web}.ports[0].name | sixteen-letters- | it has 16 characters, and may have 15`,
  ),
  refuses(
    container("ports: [{ containerPort: 80, name: http-1 }]"),
    container("ports: [{ containerPort: 80, name: http--1 }]"),
    `Pod web | ${web}.ports[0].name | http--1 | a port's name holds a-z, 0-9 and single - between them only, and a letter at least`,
  ),
  refuses(
    service("web", "ports: [{ port: 80, name: a-name-longer-than-fifteen }]"),
    service("web", "ports: [{ port: 80, name: Http }]"),
    "Service web | spec.ports[0].name | Http | the name of a Service's port holds a-z, 0-9 and - only, 63 at most, and begins and ends with a letter or digit",
  ),
  refuses(
    service("web", "ports: [{ port: 80 }]"),
    service("web", "ports: [{ port: 80, name: http }, { port: 81 }]"),
    "Service web | spec.ports[1].name | a Service with several ports names each: give it a name",
  ),
  refuses(
    service("web", "ports: [{ port: 80, name: a }, { port: 81, name: b }]"),
    service("web", "ports: [{ port: 80, name: a }, { port: 81, name: a }]"),
    "Service web | spec.ports[1].name | a | another port of the Service has this name: rename one of them",
  ),
  refuses(
    service("web", "ports: [{ port: 53, name: a }, { port: 53, name: b, protocol: UDP }]"),
    service("web", "ports: [{ port: 53, name: a }, { port: 53, name: b }]"),
    "Service web | spec.ports[1].port | 53 | another port of the Service has this number for TCP: remove one of them",
  ),
  refuses(
    secret('a: "", b: cGFzc3dvcmQ='),
    secret("b: password1"),
    'Secret web | data["b"] | it is no base64: encode it, or write it in stringData',
  ),
  refuses(
    object("v1", "ConfigMap", "web", "binaryData: { a: QUJD }\ndata: { b: plain }"),
    object("v1", "ConfigMap", "web", "binaryData: { a: plain }"),
    'ConfigMap web | binaryData["a"] | it is no base64: encode it, or write it in data',
  ),
  refuses(
    from("cidr: 10.0.0.0/16, except: [10.0.1.0/24]"),
    from("cidr: 10.0.0.0/16, except: [10.1.0.0/24]"),
    `${peer}.ipBlock.except[0] | 10.1.0.0/24 | it is no smaller part of 10.0.0.0/16: remove it, or mend the address`,
  ),
  refuses(
    from("cidr: 10.0.0.1/32"),
    from("cidr: 10.0.0.1"),
    `${peer}.ipBlock.cidr | 10.0.0.1 | it has no mask: for this address alone write 10.0.0.1/32`,
  ),
  refuses(
    from("cidr: fd00::/8, except: [fd00::/16]"),
    from("cidr: fd00::/8, except: [fd00:/16]"),
    `${peer}.ipBlock.except[0] | fd00:/16 | it is no block of addresses: write one as 10.0.0.0/8`,
  ),
  refuses(
    policy("from: [{ podSelector: {} }]"),
    policy("from: [{ podSelector: null }]"),
    `${peer} | it says nobody: for all pods of its namespace write podSelector: {}`,
  ),
  refuses(
    policy("from: [{ podSelector: {}, namespaceSelector: {} }]"),
    policy("from: [{ podSelector: {}, ipBlock: { cidr: 10.0.0.0/8 } }]"),
    `${peer} | it has an ipBlock and a selector: make two peers of it`,
  ),
  refuses(
    policy("ports: [{ port: 80, endPort: 80 }]"),
    policy("ports: [{ port: 90, endPort: 80 }]"),
    "NetworkPolicy web | spec.ingress[0].ports[0].endPort | 80 | port is 90: write the higher one as endPort",
  ),
  refuses(
    policy("ports: [{ port: http }]"),
    policy("ports: [{ port: http, endPort: 80 }]"),
    "NetworkPolicy web | spec.ingress[0].ports[0].endPort | 80 | a range begins with a number: write the number of its first port",
  ),
  refuses(
    policy("ports: [{ port: 8080 }]"),
    policy('ports: [{ port: "8080" }]'),
    "NetworkPolicy web | spec.ingress[0].ports[0].port | 8080 | a name has a letter at least: write 8080 without quotes",
  ),
]);

it("says nothing of what has another type, which is a finding already, nor of what prometheus-operator merges", () =>
  expect(
    said(
      objectRefused,
      deployment("selector: { matchLabels: { app: 1 } }") +
        job("restartPolicy: never,") +
        probe("httpGet: true") +
        policy("from: [true], ports: [true]") +
        service("web", "ports: [{ port: 80, name: a }, { port: 81, name: 1 }]") +
        object(
          "monitoring.coreos.com/v1",
          "Prometheus",
          "main",
          "spec: { containers: [{ name: prometheus }, { name: prometheus }] }",
        ),
    ),
  ).toEqual([]));

it("does not know what is filled in, decrypted or added before the object is applied", () => {
  expect(said(objectRefused, secret("a: <password>, b: CHANGE_ME!"))).toEqual([
    `(Secret web | data["a"] | it is no base64: encode it, or write it in stringData | it looks like something that is filled in)`,
    `(Secret web | data["b"] | it is no base64: encode it, or write it in stringData | it looks like something that is filled in)`,
  ]);
  expect(said(objectRefused, `${secret("a: 'ENC[AES256_GCM,data:x]'").replace("\n---", "\nsops: {}\n---")}`)).toEqual(
    [],
  );
  const bare = deployment("replicas: 1")
    .replace("{ app: web }", "{}")
    .replace("name: web }", "name: web, image: web }");
  expect(said(objectRefused, bare)).toEqual([
    "(Deployment web | spec.selector | a Deployment needs one: write matchLabels: {app: NAME}, and the same label in the template | its template has no labels either, so what adds these may add the selector)",
  ]);
});

it("says nothing of what has no containers: it patches another object", () =>
  expect(said(objectRefused, object("apps/v1", "Deployment", "web", "spec: { replicas: 3 }"))).toEqual([]));
