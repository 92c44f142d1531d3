import { expect, it } from "vitest";
import { duplicatePortName } from "../../../lib/verify/rules/duplicate-port-name.ts";
import { hostPortConflict } from "../../../lib/verify/rules/host-port-conflict.ts";
import { ingressWithoutBackend } from "../../../lib/verify/rules/ingress-without-backend.ts";
import { probePortUnknown } from "../../../lib/verify/rules/probe-port-unknown.ts";
import { servicePortNotDeclared } from "../../../lib/verify/rules/service-port-not-declared.ts";
import { servicePortWithoutContainerPort } from "../../../lib/verify/rules/service-port-without-container-port.ts";
import { said } from "../given.ts";
import { type Case, each, object, pod, service, workload } from "./table.ts";

const listening = workload("Deployment", "web", {
  container: "{ name: web, ports: [{ name: http, containerPort: 8080 }] }",
});
const to = (targetPort: string | number) =>
  service("web", `selector: { app: web }, ports: [{ name: http, port: 80, targetPort: ${targetPort} }]`);
const probing = (port: string) =>
  pod(
    `containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }], livenessProbe: { httpGet: { port: ${port} } } }]`,
  );
const stopping = (port: string) => probing(port).replace(/livenessProbe: (.*) }\]/, "lifecycle: { preStop: $1 } }]");
const two = (name: string) =>
  pod(
    `containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }, { name: b, ports: [{ name: ${name}, containerPort: 81 }] }]`,
  );
const twoPorts = (ports: string) => pod(`containers: [{ name: web, ports: [${ports}] }]`);
const agent = (name: string, port: number) =>
  workload("DaemonSet", name, {
    container: `{ name: agent, ports: [{ containerPort: ${port} }] }`,
    pods: "hostNetwork: true",
  });
const taking = (ports: string, more = {}) =>
  workload("Deployment", "web", { container: `{ name: web, ports: [${ports}] }`, ...more });
const ingress = (backend: string) =>
  object(
    "networking.k8s.io/v1",
    "Ingress",
    "web",
    `spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { ${backend} } } }] } }] }`,
  );
const path = "spec.rules[0].http.paths[0].backend.service";

/** Beside a proxy with a port of some name. */
const operated = (kind: string, port: string, spec = "") =>
  object(
    "monitoring.coreos.com/v1",
    kind,
    "main",
    `spec: { ${spec} containers: [{ name: proxy, ports: [{ name: ${port}, containerPort: 80 }] }] }`,
  );
/** What listens for its own pod alone has no ports, and another may take their names. */
const taken = (kind: string, container: string, service: string): Case => [
  duplicatePortName,
  operated(kind, "web", "listenLocal: true,"),
  operated(kind, "web"),
  `${kind} main | spec.containers[2].ports[0].name | web | container ${container} has a port of the same name, for which Service shop/${service} asks`,
];

each([
  taken("Prometheus", "prometheus", "prometheus-operated"),
  taken("Alertmanager", "alertmanager", "alertmanager-operated"),
  taken("ThanosRuler", "thanos-ruler", "thanos-ruler-operated"),
  [
    servicePortWithoutContainerPort,
    listening + to("http"),
    listening + to("htpp"),
    "Service web | spec.ports[0].targetPort | htpp | no container of the pods that it selects has a port of this name: did you mean http?",
  ],
  [
    servicePortWithoutContainerPort,
    listening + to(8080),
    listening + to('"8080"'),
    "Service web | spec.ports[0].targetPort | 8080 | a name has a letter at least: write 8080 without quotes",
  ],
  [
    servicePortWithoutContainerPort,
    listening.replace("containerPort: 8080", "containerPort: 8080, protocol: UDP") +
      to("http").replace("80,", "80, protocol: UDP,"),
    listening + to("http").replace("80,", "80, protocol: UDP,"),
    "Service web | spec.ports[0].targetPort | http | no container of the pods that it selects has a port of this name for UDP",
  ],
  [
    probePortUnknown,
    probing("8080"),
    probing('"8080"'),
    "Pod web | spec.containers[0].livenessProbe.httpGet.port | 8080 | a name has a letter at least: write 8080 without quotes",
  ],
  [
    servicePortNotDeclared,
    listening + to(8080),
    listening + to(8081),
    "Service web | spec.ports[0].targetPort | 8081 | the containers of its pods declare 8080 only",
  ],
  [
    probePortUnknown,
    probing("http"),
    probing("https"),
    "Pod web | spec.containers[0].livenessProbe.httpGet.port | https | container web has no port of this name: did you mean http?",
  ],
  [
    probePortUnknown,
    stopping("http"),
    stopping("https"),
    "Pod web | spec.containers[0].lifecycle.preStop.httpGet.port | https | container web has no port of this name: did you mean http?",
  ],
  [
    duplicatePortName,
    twoPorts("{ name: http, containerPort: 80 }, { name: admin, containerPort: 81 }"),
    twoPorts("{ name: http, containerPort: 80 }, { name: http, containerPort: 80, protocol: UDP }"),
    "Pod web | spec.containers[0].ports[1].name | http | container web has a port of the same name",
  ],
  [
    duplicatePortName,
    two("http"),
    two("http").replace("name: web,", "name: web, labels: { app: web },") + to("http"),
    "Pod web | spec.containers[1].ports[0].name | http | container a has a port of the same name, for which Service shop/web asks",
  ],
  [
    hostPortConflict,
    agent("one", 9100) + agent("two", 9101),
    agent("one", 9100) + agent("two", 9100),
    "DaemonSet two | spec.template.spec.containers[0].ports[0].hostPort | 9100 | DaemonSet shop/one takes it on each node",
  ],
  [
    hostPortConflict,
    taking("{ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, protocol: UDP }"),
    taking("{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80 }"),
    "Deployment web | spec.template.spec.containers[0].ports[1].hostPort | 80 | container web of the same pod takes it already: change one of the ports",
  ],
  [
    hostPortConflict,
    agent("one", 9100) + taking("{ containerPort: 9100, hostPort: 9101 }"),
    agent("one", 9100) + taking("{ containerPort: 80, hostPort: 9100, hostIP: 10.0.0.1 }"),
    "Deployment web | spec.template.spec.containers[0].ports[0].hostPort | 9100 | DaemonSet shop/one takes it on each node",
  ],
  [
    ingressWithoutBackend,
    to("http") + ingress("name: web, port: { name: http }"),
    to("http") + ingress("name: wep, port: { name: http }"),
    `Ingress web | ${path}.name | wep | no Service of namespace shop has this name: did you mean web?`,
  ],
  [
    ingressWithoutBackend,
    to("http") + ingress("name: web, port: { number: 80 }"),
    to("http") + ingress("name: web, port: { number: 8080 }"),
    `Ingress web | ${path}.port | 8080 | Service shop/web has no such port`,
  ],
  [
    ingressWithoutBackend,
    service("web", "type: ExternalName, externalName: a.example") + ingress("name: web, port: { number: 8080 }"),
    service("web", "type: ExternalName, externalName: a.example") + ingress("name: web, port: { name: http }"),
    `Ingress web | ${path}.port | http | Service shop/web has no such port`,
  ],
]);

it("does not know on which nodes pods run that choose or tolerate, and knows how many nodes there are", () => {
  const port = "{ containerPort: 80, hostPort: 9100 }";
  const doubt = [
    "(Deployment web | spec.template.spec.containers[0].ports[0].hostPort | 9100 | DaemonSet shop/one takes it on each node | they may run on different nodes)",
  ];
  const choosing = taking(port, { pods: "nodeSelector: { disk: ssd }" });
  const tolerating = taking(port, { pods: "tolerations: [{ operator: Exists }]" });
  expect(said(hostPortConflict, agent("one", 9100) + choosing)).toEqual(doubt);
  expect(said(hostPortConflict, agent("one", 9100) + tolerating)).toEqual(doubt);
  const several = taking(port, { spec: "replicas: 4" });
  expect(said(hostPortConflict, several, { nodes: 4, complete: true })).toEqual([]);
  expect(said(hostPortConflict, several, { nodes: 3, complete: true })).toEqual([
    "Deployment web | spec.template.spec.containers[0].ports[0].hostPort | 9100 | 4 pods take it, and there are 3 nodes: lower replicas, or take no port of the node",
  ]);
});

it("does not know whether a Service that is not among the objects asks for a name that two containers have", () => {
  const udp = two("http").replace("containerPort: 81", "containerPort: 81, protocol: UDP");
  expect(said(duplicatePortName, udp)).toEqual([]);
  expect(said(duplicatePortName, two("http").replaceAll("name: a,", "name: a, image: a,"))).toEqual([
    "(Pod web | spec.containers[1].ports[0].name | http | container a has a port of the same name | no Service among the objects asks for it)",
  ]);
});
