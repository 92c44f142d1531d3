import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../../record/platform.ts";
import { namespace, pod } from "../../record/states/state.ts";
import type { Fault, Means } from "../fault.ts";
import { labelled, monitored, scratch, touch, withScratch } from "./ground.ts";

/** Users beside a service: so many requests a second, of which some hurt while the fault lasts; afterwards they come more often. */
const users = `
import os, sys, threading, time, urllib.request
path, share, after = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
count = 0
def ask(path):
    try:
        urllib.request.urlopen("http://127.0.0.1:8000" + path, timeout=10).read()
    except Exception:
        pass
while True:
    if not os.path.exists("/tmp/begun"):
        time.sleep(0.5)
        continue
    over = os.path.exists("/tmp/mended")
    count += 1
    hurts = not over and int(count * share) > int((count - 1) * share)
    threading.Thread(target=ask, args=(path if hurts else "/api/v1/agents/1",)).start()
    time.sleep(1 / after if over else 0.25)
`;

/** Another instance of the application with users of its own. */
function service(platform: Platform, name: string, path: string, share: number, after: number): KubernetesObject[] {
  const { image } = platform.container("Deployment", "agentprovision");
  const command = ["python3", "-c", users, path, String(share), String(after)];
  const client = withScratch({ name: "users", image, command });
  const application = { name: "main", image, ports: [{ containerPort: 8000 }] };
  return [
    labelled(pod(name, application, { containers: [application, client], ...scratch })),
    ...monitored(name, 8000, { path: "/metrics" }),
  ];
}

export const applications = (platform: Platform): KubernetesObject[] => [
  ...service(platform, "failing", "/api/v1/faults/status?code=500", 0.25, 8),
  ...service(platform, "slow", "/api/v1/faults/slow?seconds=1.5", 0.3, 8),
  ...service(platform, "burning", "/api/v1/faults/status?code=500", 0.03, 40),
];

const fault = (alert: string, service: string, what: string): Fault => ({
  alert,
  what,
  labels: { namespace, service },
  make: async ({ kubectl }: Means) => {
    await kubectl.run(touch(service, "begun", "users"));
  },
  mend: async ({ kubectl }: Means) => {
    await kubectl.run(touch(service, "mended", "users"));
  },
});

export const applicationFaults: readonly Fault[] = [
  fault("HighErrorRate", "failing", "a service fails to answer a quarter of its requests"),
  fault("HighLatency", "slow", "a service takes 1.5 s for three of ten requests"),
  fault("ErrorBudgetBurnFast", "burning", "a service fails to answer 3% of its requests"),
];
