import { describe, expect, it } from "vitest";
import { type Container, type Probes, toContainer } from "../../lib/kubernetes/container.ts";
import { scratch } from "../../lib/kubernetes/mount.ts";
import { keyOf } from "../../lib/kubernetes/secret.ts";
import { plain } from "./plain.ts";

const secret = { name: "account", namespace: "a", keys: ["password"] as const };
const least: Container<"http"> = {
  name: "program",
  image: "program:1",
  ports: { http: 8080 },
  resources: { cpu: "10m", memory: "16Mi" },
  probes: { ready: { get: "/ready", port: "http" } },
};
const made = (changes: Partial<Container<"http">> = {}, hostNetwork = false) =>
  plain(toContainer({ ...least, ...changes }, hostNetwork));

it("has what it must have, and no empty lists", () =>
  expect(made()).toEqual({
    name: "program",
    image: "program:1",
    ports: [{ name: "http", containerPort: 8080 }],
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "16Mi" } },
    readinessProbe: {
      httpGet: { path: "/ready", port: "http" },
      periodSeconds: 10,
      failureThreshold: 3,
      timeoutSeconds: 3,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  }));

describe("resources", () => {
  it("limit CPU only where asked to, since a limit only throttles", () => {
    expect(made({ resources: { cpu: "1", memory: "1Gi", memoryLimit: "2Gi" } })).toMatchObject({
      resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "2Gi" } },
    });
    expect(made({ resources: { cpu: "1", memory: "1Gi", cpuLimit: "2" } })).toMatchObject({
      resources: { limits: { cpu: "2", memory: "1Gi" } },
    });
  });
});

describe("probes", () => {
  const probes = (given: Probes<"http">) => {
    const { readinessProbe, livenessProbe, startupProbe } = made({ probes: given });
    return { readinessProbe, livenessProbe, startupProbe };
  };
  const none = { readinessProbe: undefined, livenessProbe: undefined, startupProbe: undefined };

  it("are left out with a reason", () => expect(probes({ waived: "nobody connects to it" })).toEqual(none));

  it("ask over HTTP, over HTTPS, by a connection or by a program", () => {
    const port = "http";
    expect(probes({ ready: { get: "/", port, scheme: "HTTPS" } }).readinessProbe).toMatchObject({
      httpGet: { path: "/", port, scheme: "HTTPS" },
    });
    expect(probes({ ready: { open: "http" } }).readinessProbe).toMatchObject({ tcpSocket: { port } });
    expect(probes({ ready: { run: ["pg_isready"] } }).readinessProbe).toMatchObject({
      exec: { command: ["pg_isready"] },
    });
  });

  it("restart a program later than they take its traffic away, and wait for its start", () => {
    const check = { get: "/", port: "http" } as const;
    const { readinessProbe, livenessProbe, startupProbe } = probes({ ready: check, alive: check, started: check });
    const patience = (probe?: { periodSeconds?: number; failureThreshold?: number }) =>
      (probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 0);
    expect(patience(livenessProbe)).toBeGreaterThan(patience(readinessProbe));
    expect(patience(startupProbe)).toBeGreaterThan(patience(livenessProbe));
  });
});

it("takes values from Secrets and ConfigMaps by reference", () =>
  expect(
    made({ env: { USER: "me", PASSWORD: keyOf(secret, "password") }, envFrom: ["settings", secret] }),
  ).toMatchObject({
    env: [
      { name: "USER", value: "me" },
      { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "account", key: "password" } } },
    ],
    envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "account" } }],
  }));

it("does not compile with a key that a Secret does not have", () => {
  // @ts-expect-error: it has only a password
  expect(keyOf(secret, "user").key).toBe("user");
});

it("takes the host's ports where it is on the host's network, as the API server fills them in", () =>
  expect(made({}, true).ports).toEqual([{ name: "http", containerPort: 8080, hostPort: 8080 }]));

it("departs from the hardened default only in what is named", () =>
  expect(made({ security: { runAsUser: 0 } }).securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    runAsUser: 0,
  }));

it("mounts what it is given, and runs what it is told to", () =>
  expect(made({ mounts: [scratch("tmp", "/tmp", "1Mi")], command: ["sh"], args: ["-c", "true"] })).toMatchObject({
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    command: ["sh"],
    args: ["-c", "true"],
  }));
