import { eventually } from "../eventually.ts";
import { isReady, type Pod } from "../install/pods.ts";
import { installed, kubectl } from "../installed.ts";
import { progress } from "../progress.ts";
import type { PrometheusApi } from "../prometheus-api.ts";

const name = "live-filler";
const namespace = "monitoring";
const victim = 1;

/** A pod with the same volume on the same node. */
const filler = (image: string, nodeName: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace },
  spec: {
    nodeName,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      fsGroup: 65534,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name,
        image,
        command: ["python3", "-c", "import signal; signal.pause()"],
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        volumeMounts: [{ name: "data", mountPath: "/data" }],
      },
    ],
    volumes: [
      {
        name: "data",
        persistentVolumeClaim: { claimName: `prometheus-prometheus-db-prometheus-prometheus-${victim}` },
      },
    ],
  },
});

const fill = `
import os
file = os.open("/data/live-filler", os.O_CREAT | os.O_WRONLY)
size = 0
for piece in (2**24, 2**20, 2**16, 2**12):
    try:
        while True:
            os.posix_fallocate(file, size, piece)
            size += piece
    except OSError:
        pass
print(size)
`;

/** How old the newest sample of a Prometheus is. */
async function age(prometheus: PrometheusApi): Promise<number> {
  const now = Date.now() / 1000;
  const [newest] = await prometheus.values('max(timestamp(up{job="prometheus"}))', now);
  return newest === undefined ? Number.POSITIVE_INFINITY : now - newest.value;
}

/**
 * One has no room for a while: the other sees everything, and it goes on by itself. Then it is restarted, as the runbook of
 * PrometheusStorageFails says: what it stores behind the torn record would be lost by a later restart.
 */
export async function volumeIsFull(): Promise<string> {
  const { environment, prometheus } = await installed();
  const [other, full] = [prometheus[0], prometheus[victim]];
  if (other === undefined || full === undefined) throw new Error("the live environment has two of Prometheus");
  const pod = await kubectl.get<Pod & { spec: { nodeName: string } }>(
    "pod",
    `prometheus-prometheus-${victim}`,
    namespace,
  );
  await kubectl.apply([filler(environment.applications[0].image, pod.spec.nodeName)]);
  await eventually("a pod on Prometheus' volume", 60, async () =>
    isReady(await kubectl.get<Pod>("pod", name, namespace)) ? [] : ["it is not ready"],
  );
  progress(`the volume of prometheus-${victim} is full`);
  // What Prometheus frees meanwhile is taken, too.
  let seconds = 0;
  const start = Date.now();
  await eventually("a Prometheus that stores nothing", 150, async () => {
    await kubectl.python(namespace, `pod/${name}`, fill);
    seconds = Math.round((Date.now() - start) / 1000);
    return (await age(full)) < 45 ? ["it still does"] : [];
  });
  if ((await age(other)) > 45) throw new Error("the other Prometheus stores nothing either");
  await kubectl.python(namespace, `pod/${name}`, `import os; os.remove("/data/live-filler")`);
  const freed = Date.now();
  await eventually("a Prometheus that stores again", 150, async () =>
    (await age(full)) > 30 ? [`its newest sample is ${Math.round(await age(full))} s old`] : [],
  );
  const stores = Math.round((Date.now() - freed) / 1000);
  const delay = ["--namespace", namespace, "--wait=false"];
  await kubectl.run(["delete", "pod", name, ...delay, "--now"]);
  const { uid } = pod.metadata;
  await kubectl.run(["delete", "pod", pod.metadata.name, ...delay]);
  await eventually("a restarted Prometheus", 180, async () => {
    const now = await kubectl.get<Pod>("pod", pod.metadata.name, namespace);
    return now.metadata.uid !== uid && isReady(now) && (await age(full)) < 30 ? [] : ["it is not ready"];
  });
  return `nothing stored after ${seconds} s, while the other went on; stores again ${stores} s after there is room, by itself, and after a restart`;
}
