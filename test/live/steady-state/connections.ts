import type { Environment } from "../../../lib/environments/environment.ts";
import { isReady, type Pod, pods } from "../install/pods.ts";
import type { Kubectl, KubernetesObject } from "../kubectl.ts";
import { type Place, Policies } from "./policies.ts";
import { probeName } from "./probes.ts";

/** Something that a pod may try to connect to. */
interface Target extends Place {
  readonly name: string;
  readonly port: number;
}

/** A pod that tries, and how. */
interface Source extends Place {
  readonly name: string;
  readonly try: (targets: readonly Target[]) => Promise<ReadonlySet<Target>>;
}

/** What one pod reached, and what it was refused. */
export interface Reached {
  readonly from: string;
  readonly open: readonly string[];
  readonly denied: number;
}

/**
 * Tries every TCP port of every workload, and of what stands around them, from a stranger in each namespace and from within each
 * workload's own pod.
 *
 * @throws Error that names each connection that is not as the policies say.
 */
export async function tryConnections(
  kubectl: Kubectl,
  environment: Environment,
  objects: readonly KubernetesObject[],
): Promise<Reached[]> {
  const running = (await pods(kubectl)).filter(isReady);
  const names = await nameServers(kubectl, environment);
  const policies = new Policies(objects, [...running, ...names]);
  const targets = [
    ...running.flatMap(targetsOf),
    ...names.map((pod) => ({ ...placeOf(pod), name: "name server", port: 53 })),
    ...around(environment),
  ];
  const sources = sourcesOf(kubectl, running, environment.applications[0].image);
  const reached: Reached[] = [];
  const wrong: string[] = [];
  await inTurns(3, sources, async (source) => {
    const possible = targets.filter(({ address }) => address !== source.address);
    const declared = (target: Target) => policies.allow(source, target, target.port);
    let open = await source.try(possible);
    // A connection may fail on a busy machine, and a policy follows a new pod a moment later.
    const differing = () => possible.filter((target) => open.has(target) !== declared(target));
    for (let again = 0; again < 2 && differing().length > 0; again += 1) open = await source.try(possible);
    wrong.push(
      ...differing().map(
        (target) =>
          `${source.name} -> ${target.name}:${target.port} ${open.has(target) ? "is open, and no policy says so" : "is closed, though the policies allow it"}`,
      ),
    );
    const names = [...open].map(({ name, port }) => `${name}:${port}`);
    reached.push({ from: source.name, open: [...new Set(names)].sort(), denied: possible.length - open.size });
  });
  if (wrong.length > 0) throw new Error(`connections that are not as the policies say:\n  ${wrong.join("\n  ")}`);
  return reached.sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** A pod's name as people know it: its workload's. */
const workloadOf = ({ metadata: { name, labels = {} } }: Pod) => labels["app.kubernetes.io/name"] ?? name;

const placeOf = (pod: Pod): Place => ({
  address: pod.status.podIP ?? "",
  ...(!pod.spec.hostNetwork && { pod }),
});

const targetsOf = (pod: Pod): Target[] =>
  pod.spec.containers.flatMap(({ ports = [] }) =>
    ports
      .filter(({ protocol = "TCP" }) => protocol === "TCP")
      .map(({ containerPort }) => ({ ...placeOf(pod), name: workloadOf(pod), port: containerPort })),
  );

function nameServers(kubectl: Kubectl, { cluster: { dns } }: Environment): Promise<Pod[]> {
  const labels = Object.entries(dns.labels).map(([key, value]) => `${key}=${value}`);
  return kubectl.list<Pod>("pods", dns.namespace, labels.join(","));
}

/** What is no pod: the API server and the kubelets. */
function around({ cluster: { apiServer, nodeCidrs } }: Environment): Target[] {
  const place = (name: string, port: number) => (cidr: string) => ({ name, port, address: cidr.replace("/32", "") });
  return [...apiServer.cidrs.map(place("API server", apiServer.port)), ...nodeCidrs.map(place("kubelet", 10250))];
}

/** The run's own pods try by themselves; into each workload's first pod a container is put, which has its network. */
function sourcesOf(kubectl: Kubectl, running: readonly Pod[], image: string): Source[] {
  const seen = new Set<string>();
  return running.flatMap((pod): Source[] => {
    const { name, namespace } = pod.metadata;
    const workload = `${namespace}/${workloadOf(pod)}`;
    if (pod.spec.hostNetwork || seen.has(workload)) return [];
    seen.add(workload);
    const own = name.startsWith(probeName) || namespace === "live-outside";
    const run = (text: string) =>
      own ? kubectl.python(namespace, `pod/${name}`, text) : inside(kubectl, pod, image, text);
    return [
      { ...placeOf(pod), name: workload, try: async (targets) => connected(targets, await run(script(targets))) },
    ];
  });
}

/** Runs a Python text in a container of its own in somebody's pod, and gives what it printed. */
async function inside(kubectl: Kubectl, { metadata: { name, namespace } }: Pod, image: string, text: string) {
  const container = `live-${Date.now().toString(36)}`;
  const options = ["--image", image, "--container", container, "--profile", "restricted", "--quiet"];
  await kubectl.run(["debug", "--namespace", namespace, name, ...options, "--", "python3", "-c", text]);
  const end = Date.now() + 60_000;
  for (;;) {
    const log = await kubectl.run(["logs", "--namespace", namespace, name, "--container", container]).catch(() => "");
    if (log.includes("\n")) return log;
    if (Date.now() > end) throw new Error(`${namespace}/${name}: a container of the image ${image} did not run in it`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Prints the numbers of those that can be connected to. */
const script = (targets: readonly Target[]) => `
import asyncio, json
async def is_open(host, port):
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 4)
        writer.close()
        return True
    except (OSError, asyncio.TimeoutError):
        return False
async def main():
    found = await asyncio.gather(*[is_open(*each) for each in json.loads(${JSON.stringify(JSON.stringify(targets.map(({ address, port }) => [address, port])))})])
    print(json.dumps([index for index, each in enumerate(found) if each]))
asyncio.run(main())
`;

const connected = (targets: readonly Target[], printed: string): Set<Target> =>
  new Set(
    (JSON.parse(printed) as number[]).flatMap((index) => {
      const target = targets[index];
      return target ? [target] : [];
    }),
  );

/** So many at once. */
async function inTurns<T>(width: number, all: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const worker = async () => {
    for (let each = rest.shift(); each !== undefined; each = rest.shift()) await act(each);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
