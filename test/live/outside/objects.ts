import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operatedLabels } from "../../../lib/platform/operated.ts";
import { outsideNamespace as namespace } from "../environment.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { hosts } from "./hosts.ts";

const receivers = "receivers";
const users = "users";
const usersScript = "users.py";
const certificates = "live-certificates";
const port = 8443;
const labels = (name: string) => ({ "app.kubernetes.io/name": name });
const script = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** The Service that stands for the internet. */
export const internet = { name: receivers, namespace } as const;

/** What starts the relay in its pod. */
export const relayCommand = ["python3", "/scripts/relay.py", String(port)] as const;

/** The world outside: receivers at their own names and port, behind a certificate of their own. */
export function outsideObjects(image: string): KubernetesObject[] {
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "scripts", namespace },
      data: { "relay.py": script("relay.py"), [usersScript]: script(usersScript) },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: receivers, namespace },
      spec: { selector: labels(receivers), ports: [{ name: "https", port: 443, targetPort: port }] },
    },
    // It only waits: the relay is started in it by whoever takes the messages.
    python(receivers, image, ["python3", "-c", "import signal; signal.pause()"]),
  ];
}

/** Users of the application, who come when there is one. */
export const usersOf = (image: string): KubernetesObject =>
  python(users, image, ["python3", `/scripts/${usersScript}`]);

/** A certificate for all receivers, new for each run: the Secret that serves it, and the ConfigMap by which it is believed. */
export function certificateObjects(): KubernetesObject[] {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    const [key, crt] = [join(folder, "tls.key"), join(folder, "tls.crt")];
    const names = Object.values(hosts).map((host) => `DNS:${host}`);
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"].concat([
        "-subj",
        "/CN=live",
        "-addext",
        `subjectAltName=${names.join(",")}`,
        "-keyout",
        key,
        "-out",
        crt,
      ]),
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const [stringKey, certificate] = [readFileSync(key, "utf8"), readFileSync(crt, "utf8")];
    return [
      {
        apiVersion: "v1",
        kind: "Secret",
        type: "kubernetes.io/tls",
        metadata: { name: "certificate", namespace },
        stringData: { "tls.key": stringKey, "tls.crt": certificate },
      },
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: certificates, namespace: "monitoring" },
        data: { "ca.crt": certificate },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Lets Alertmanager find the receivers of the run where it looks for those on the internet: their names lead to the stand-in, whose
 * certificate it believes. The only change to a rendered object.
 */
export function leadOutside(object: KubernetesObject, address: string): KubernetesObject {
  if (object.kind !== "Alertmanager") return object;
  return {
    ...object,
    spec: {
      ...(object["spec"] as object),
      hostAliases: [{ ip: address, hostnames: Object.values(hosts) }],
      configMaps: [certificates],
      containers: [
        {
          name: "alertmanager",
          env: [{ name: "SSL_CERT_FILE", value: `/etc/alertmanager/configmaps/${certificates}/ca.crt` }],
        },
      ],
    },
  };
}

/** Beside the rendered policy to the internet, which leaves out the addresses of pods: the way to the stand-in. */
export const wayOutside: KubernetesObject = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "live-receivers", namespace: "monitoring" },
  spec: {
    podSelector: { matchLabels: operatedLabels("alertmanager", "alertmanager") },
    policyTypes: ["Egress"],
    egress: [
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
            podSelector: { matchLabels: labels(receivers) },
          },
        ],
        ports: [{ port, protocol: "TCP" }],
      },
    ],
  },
};

const python = (name: string, image: string, command: readonly string[]): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: labels(name) },
    strategy: { type: "Recreate" },
    template: {
      metadata: { labels: labels(name) },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 0,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
        containers: [
          {
            name,
            image,
            command: [...command],
            ...(name === receivers && { ports: [{ name: "https", containerPort: port }] }),
            resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
            volumeMounts: [
              { name: "scripts", mountPath: "/scripts" },
              ...(name === receivers ? [{ name: "certificate", mountPath: "/certificate" }] : []),
            ],
          },
        ],
        volumes: [
          { name: "scripts", configMap: { name: "scripts" } },
          ...(name === receivers ? [{ name: "certificate", secret: { secretName: "certificate" } }] : []),
        ],
      },
    },
  },
});
