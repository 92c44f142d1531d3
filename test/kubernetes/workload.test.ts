import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { nodeFolder, scratch } from "../../lib/kubernetes/mount.ts";
import { type DeploymentProps, type StatefulSetProps, Workload } from "../../lib/kubernetes/workload.ts";
import type { PodSpec as AnyPodSpec } from "../../lib/verify/model/pods/pod.ts";
import { violationsOf } from "../../lib/verify/model/pods/pod-security.ts";
import { type Kinds, type Manifest, nameOf, type PodSpec } from "../charts/rendered.ts";
import { made, somewhere } from "./made.ts";

const least: DeploymentProps<"http"> = {
  name: "program",
  namespace: "apps",
  component: "example",
  containers: [
    {
      name: "program",
      image: "program:1",
      ports: { http: 8080 },
      resources: { cpu: "100m", memory: "64Mi", memoryLimit: "128Mi" },
      probes: { ready: { open: "http" } },
    },
  ],
};
const stored: StatefulSetProps<"http"> = { ...least, claim: { name: "data", size: "1Gi", class: "fast" } };

const deployment =
  (changes: Partial<DeploymentProps<"http">> = {}) =>
  (scope: Construct) =>
    Workload.deployment(scope, { ...least, ...changes });

/** The object of that kind among those that a function makes. */
function one<Kind extends keyof Kinds>(kind: Kind, make: (scope: Construct) => unknown): Manifest & Kinds[Kind] {
  const found = made(make).find((object) => object.kind === kind);
  if (!found) throw new Error(`there is no ${kind}`);
  return found as Manifest & Kinds[Kind];
}

const podOf = (make: (scope: Construct) => unknown, kind: "Deployment" | "StatefulSet" | "DaemonSet" = "Deployment") =>
  one(kind, make).spec.template.spec as PodSpec;

const brokenControls = (spec: PodSpec): readonly string[] =>
  violationsOf({ spec: spec as unknown as AnyPodSpec, annotations: {} }, "restricted").map(({ control }) => control);

describe("a pod", () => {
  it("keeps all controls of Pod Security without being told to", () => {
    expect(brokenControls(podOf(deployment()))).toEqual([]);
    expect(brokenControls(podOf((scope) => Workload.statefulSet(scope, stored), "StatefulSet"))).toEqual([]);
  });

  it("runs as the user that is named, who owns its volumes", () => {
    expect(podOf(deployment({ user: 999 })).securityContext).toMatchObject({
      runAsUser: 999,
      runAsGroup: 999,
      fsGroup: 999,
    });
    expect(podOf(deployment()).securityContext).not.toHaveProperty("runAsUser");
  });

  it("declares each volume once, also where two containers mount it, and not that of a claim", () => {
    const [container] = stored.containers;
    const data = { path: "/data", readOnly: false, volume: { name: "data" } };
    const mounts = [scratch("tmp", "/tmp", "1Mi"), data];
    const containers = [
      { ...container, mounts },
      { ...container, name: "other", mounts },
    ] as const;
    const { volumes } = podOf((scope) => Workload.statefulSet(scope, { ...stored, containers }), "StatefulSet");
    expect(volumes?.map(({ name }) => name)).toEqual(["tmp"]);
  });

  it("takes volumes of containers that run first", () => {
    const first = {
      name: "first",
      image: "first:1",
      resources: { cpu: "1m", memory: "1Mi" },
      probes: { waived: "it ends" },
    } as const;
    const pod = podOf(deployment({ initContainers: [{ ...first, mounts: [scratch("tmp", "/tmp", "1Mi")] }] }));
    expect(pod.initContainers?.map(({ name }) => name)).toEqual(["first"]);
    expect(pod.volumes?.map(({ name }) => name)).toEqual(["tmp"]);
    expect(brokenControls(pod)).toEqual([]);
  });
});

describe("a service account", () => {
  it("is its own, without a token", () => {
    expect(one("ServiceAccount", deployment()).automountServiceAccountToken).toBe(false);
    expect(podOf(deployment())).toMatchObject({ serviceAccountName: "program", automountServiceAccountToken: false });
    expect(made(deployment()).map(nameOf)).toEqual(["ServiceAccount apps/program", "Deployment apps/program"]);
  });

  it("gets a token with the rights that are named", () => {
    const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }];
    const make = deployment({ apiAccess: rules });
    expect(podOf(make).automountServiceAccountToken).toBe(true);
    expect(one("ClusterRole", make)).toMatchObject({ metadata: { name: "apps-program" }, rules });
    expect(one("ClusterRoleBinding", make)).toMatchObject({
      roleRef: { kind: "ClusterRole", name: "apps-program" },
      subjects: [{ kind: "ServiceAccount", name: "program", namespace: "apps" }],
    });
  });
});

describe("a Deployment", () => {
  const footprint = (changes: Partial<DeploymentProps<"http">>) =>
    Workload.deployment(somewhere(), { ...least, ...changes }).peer.props.footprint;

  it("says how many replicas it has unless something scales it", () => {
    expect(one("Deployment", deployment()).spec.replicas).toBe(1);
    expect(one("Deployment", deployment({ replicas: { minimum: 3, maximum: 3 } })).spec.replicas).toBe(3);
    expect(one("Deployment", deployment({ replicas: { minimum: 1, maximum: 3 } })).spec).not.toHaveProperty("replicas");
  });

  it("counts for the quota at its largest, with the pods that a rollout adds", () => {
    expect(footprint({ replicas: { minimum: 1, maximum: 8 } }).pods).toBe(10);
    expect(footprint({ replicas: { minimum: 1, maximum: 9 } }).pods).toBe(12);
    expect(footprint({}).pods).toBe(2);
    expect(footprint({ strategy: "Recreate" }).pods).toBe(1);
    expect(footprint({})).toMatchObject({ millicores: 100, bytes: 64 * 2 ** 20, limitBytes: 128 * 2 ** 20 });
  });

  it("starts anew when what it reads at its start changes", () =>
    expect(one("Deployment", deployment({ podAnnotations: { checksum: "1" } })).spec.template.metadata).toMatchObject({
      annotations: { checksum: "1" },
    }));
});

describe("a StatefulSet", () => {
  it("has a claim for its data, and the name of its Service", () => {
    const { spec } = one("StatefulSet", (scope) => Workload.statefulSet(scope, stored));
    expect(spec).toMatchObject({ serviceName: "program", replicas: 1 });
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: "data" },
        spec: { accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: { requests: { storage: "1Gi" } } },
      },
    ]);
  });
});

describe("a DaemonSet", () => {
  const agent = { ...least, maximumNodes: 7 };

  it("counts for the quota on as many nodes as there can be", () =>
    expect(Workload.daemonSet(somewhere(), agent).peer.props.footprint.pods).toBe(7));

  it("sees its node where it is told to, and still finds names", () => {
    const pod = podOf(
      (scope) => Workload.daemonSet(scope, { ...agent, hostNetwork: true, hostPid: true }),
      "DaemonSet",
    );
    expect(pod).toMatchObject({ hostNetwork: true, hostPID: true, dnsPolicy: "ClusterFirstWithHostNet" });
    expect(pod.containers[0]?.ports).toEqual([{ name: "http", containerPort: 8080, hostPort: 8080 }]);
    expect(Workload.daemonSet(somewhere(), { ...agent, hostNetwork: true }).peer.props.hostNetwork).toBe(true);
  });

  it("breaks controls where it mounts the node", () => {
    const [container] = agent.containers;
    const containers = [{ ...container, mounts: [nodeFolder("root", "/", "/host")] }] as const;
    const pod = podOf((scope) => Workload.daemonSet(scope, { ...agent, containers }), "DaemonSet");
    expect(brokenControls(pod)).toEqual(["volume types"]);
  });
});

describe("a Service", () => {
  it("has the ports of the containers by name, under other numbers where told so", () => {
    const service = one("Service", (scope) => deployment()(scope).service({ portNumbers: { http: 80 } }));
    expect(service.spec).toEqual({
      selector: { "app.kubernetes.io/name": "program" },
      ports: [{ name: "http", port: 80, targetPort: "http" }],
    });
    expect(service.metadata.labels).toMatchObject({ "app.kubernetes.io/name": "program" });
  });

  it("has no address where clients want each pod", () =>
    expect(one("Service", (scope) => deployment()(scope).service({ headless: true })).spec.clusterIP).toBe("None"));

  it("tells its URL", () => {
    const url = Workload.deployment(somewhere(), least).service({ portNumbers: { http: 80 } });
    expect(url("http")).toBe("http://program.apps.svc:80");
  });
});

describe("a connection", () => {
  it("leads to the port of the pod, not of its Service", () => {
    const workload = Workload.deployment(somewhere(), least);
    expect(workload.endpoint("http")).toEqual({
      kind: "pods",
      peer: workload.peer,
      ports: [{ name: "http", number: 8080 }],
    });
  });

  it("is admitted at a port of the pod", () => {
    const admits = [{ namespace: "ingress", labels: { app: "gateway" }, port: "http" }] as const;
    expect(Workload.deployment(somewhere(), { ...least, admits }).peer.props.admits).toEqual([
      { namespace: "ingress", labels: { app: "gateway" }, ports: [{ name: "http", number: 8080 }] },
    ]);
  });

  it("does not compile with a port that no container has", () => {
    const workload = Workload.deployment(somewhere(), least);
    // @ts-expect-error: it has only http
    expect(workload.endpoint("https")).toBeDefined();
  });
});

it("does not compile with a probe of a port that its container does not have", () => {
  const [{ ports, ...container }] = least.containers;
  const probes = { ready: { open: "https" } } as const;
  // @ts-expect-error: it has only http
  expect(Workload.deployment(somewhere(), { ...least, containers: [{ ...container, ports, probes }] })).toBeDefined();
});
