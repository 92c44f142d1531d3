import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../../record/platform.ts";
import { podStates } from "../../record/states/pods.ts";
import { namespace, object, pod, script, template } from "../../record/states/state.ts";
import { workloadStates } from "../../record/states/workloads.ts";
import type { Fault, Means } from "../fault.ts";
import { monitored, objectsOf, pythonPod, touch } from "./ground.ts";

const imageOf = (platform: Platform) => platform.container("StatefulSet", "redis").image;

/** A fault that is some objects. */
const made = (
  fault: Omit<Fault, "make" | "mend">,
  objects: (platform: Platform) => readonly KubernetesObject[],
): Fault => ({
  ...fault,
  make: ({ kubectl, platform }: Means) => kubectl.apply(objects(platform)),
  mend: ({ kubectl, platform }: Means) => kubectl.delete(objects(platform)),
});

/** Says that it is five seconds later than it is, until it is put right. */
const wrongClock = `
import http.server, os, time
class Clock(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        ahead = 5 if os.path.exists("/tmp/begun") and not os.path.exists("/tmp/mended") else 0
        self.send_response(200)
        self.send_header("content-type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(f"node_time_seconds {time.time() + ahead}\\n".encode())
http.server.ThreadingHTTPServer(("", 9100), Clock).serve_forever()
`;

/** Nothing is wrong with these yet. */
export const workloads = (platform: Platform): KubernetesObject[] => {
  const relabelings = [
    { action: "replace", targetLabel: "node", replacement: "skewed" },
    { action: "replace", targetLabel: "instance", replacement: "skewed" },
    { action: "labeldrop", regex: "pod|container|namespace|service|endpoint" },
  ];
  const waits = "while [ ! -e /state/begun ]; do sleep 1; done";
  return [
    pythonPod(platform, "skewed", wrongClock),
    ...monitored("skewed", 9100, { relabelings }),
    pod(
      "killed",
      script(imageOf(platform), `[ -e /state/died ] && sleep 3600; ${waits}; touch /state/died; exec tail /dev/zero`, {
        resources: { limits: { memory: "24Mi" } },
        volumeMounts: [{ name: "state", mountPath: "/state" }],
      }),
      { volumes: [{ name: "state", emptyDir: {} }] },
    ),
    object("apps/v1", "Deployment", "stuck", {
      replicas: 1,
      ...template("stuck", script(imageOf(platform), "sleep 3600")),
    }),
  ];
};

/** A short deadline only then: a first pod may take its time on a busy node. */
const readiness = (ready: boolean) =>
  JSON.stringify({
    spec: {
      progressDeadlineSeconds: ready ? null : 10,
      template: {
        spec: { containers: [{ name: "main", readinessProbe: ready ? null : { exec: { command: ["false"] } } }] },
      },
    },
  });
const release =
  (ready: boolean) =>
  async ({ kubectl }: Means) => {
    await kubectl.run(["patch", "deployment", "stuck", "--namespace", namespace, "--patch", readiness(ready)]);
  };

/** It tells nothing of itself, since nothing runs there. */
const absentNode: KubernetesObject = { apiVersion: "v1", kind: "Node", metadata: { name: "absent" } };

export const workloadFaults: readonly Fault[] = [
  made(
    {
      alert: "ContainerCrashLooping",
      what: "a container ends as soon as it starts",
      labels: { namespace, pod: "crash-loop", container: "main" },
    },
    (platform) => objectsOf(podStates(imageOf(platform)), "a container that crashes again and again"),
  ),
  {
    alert: "ContainerKilledForMemory",
    what: "a container takes more memory than it may, once",
    labels: { namespace, pod: "killed", container: "main" },
    make: async ({ kubectl }) => {
      await kubectl.run(["exec", "--namespace", namespace, "killed", "--", "touch", "/state/begun"]);
    },
    mend: async ({ kubectl }) => {
      await kubectl.run(["delete", "pod", "killed", "--namespace", namespace]);
    },
  },
  {
    alert: "NodeClockSkew",
    what: "faked: a node-exporter says that it is five seconds later than it is, since all nodes of one machine have one clock",
    labels: { node: "skewed" },
    make: async ({ kubectl }) => void (await kubectl.run(touch("skewed", "begun"))),
    mend: async ({ kubectl }) => void (await kubectl.run(touch("skewed", "mended"))),
  },
  made(
    {
      alert: "NodeNotReady",
      what: "faked: a Node without a machine, since the only machine's kubelet is needed for everything else",
      labels: { node: "absent" },
    },
    () => [absentNode],
  ),
  made(
    {
      alert: "WorkloadDown",
      what: "a Deployment none of whose pods becomes ready",
      labels: { namespace, kind: "Deployment", workload: "unavailable" },
    },
    (platform) => objectsOf(workloadStates(imageOf(platform)), "a deployment whose new pods do not become ready"),
  ),
  {
    alert: "RolloutStuck",
    what: "a release whose pod does not become ready, beside the old one",
    labels: { namespace, deployment: "stuck" },
    make: release(false),
    mend: release(true),
  },
  made(
    {
      alert: "JobFailed",
      what: "a job that fails and has used up its tries",
      labels: { namespace, job_name: "failed" },
    },
    (platform) => objectsOf(workloadStates(imageOf(platform)), "a job that failed"),
  ),
];
