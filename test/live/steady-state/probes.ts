import { namespaces } from "../../../lib/platform/namespaces.ts";
import type { Kubectl, KubernetesObject } from "../kubectl.ts";

/** The start of the names of a run's own pods in the platform's namespaces. */
export const probeName = "live-probe";

/** A stranger in each namespace: a pod that no policy speaks of. The one among the node agents sees the node's processes. */
export const probes = (image: string): KubernetesObject[] =>
  Object.values(namespaces).map(({ name: namespace }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: probeName, namespace, labels: { "app.kubernetes.io/name": probeName } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      hostPID: namespace === namespaces.nodeAgents.name,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: probeName,
          image,
          command: ["python3", "-c", "import signal; signal.pause()"],
          resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    },
  }));

/** A process as the node sees it. */
interface Process {
  readonly user: number;
  readonly pod: string;
  readonly name: string;
}

/** All processes of pods on the node of the probe, by their pods' ids. */
export const processes = async (kubectl: Kubectl): Promise<Process[]> =>
  JSON.parse(await kubectl.python(namespaces.nodeAgents.name, `pod/${probeName}`, listProcesses)) as Process[];

const listProcesses = `
import json, os, re
found = []
for process in filter(str.isdigit, os.listdir("/proc")):
    try:
        status = dict(line.split(":", 1) for line in open(f"/proc/{process}/status").read().splitlines() if ":" in line)
        groups = open(f"/proc/{process}/cgroup").read()
    except OSError:
        continue
    pod = re.search(r"pod([0-9a-f]{8}([-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})", groups)
    if pod:
        found.append({"user": int(status["Uid"].split()[1]), "pod": pod[1].replace("_", "-"), "name": status["Name"].strip()})
print(json.dumps(found))
`;
