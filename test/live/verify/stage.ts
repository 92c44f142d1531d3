import { createInterface, type Interface } from "node:readline";
import { connections } from "../../verify/reality/expected.ts";
import { type CasePolicy, policyObjects } from "../../verify/reality/network-cases.ts";
import { type Scene, scenePods, served } from "../../verify/reality/scene.ts";
import type { Kubectl, KubernetesObject } from "../kubectl.ts";

/** Where the stages tell that their policies are in force. */
export const canaryNamespace = "verify-canary";

/** Listens at all ports of a scene, whatever the pod declares. */
export const server = (image: string) => ({
  image,
  imagePullPolicy: "IfNotPresent",
  command: ["python3", "-c", listening],
  resources: { requests: { cpu: "0", memory: "16Mi" } },
});

const listening = `
import selectors, signal, socket, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ready = selectors.DefaultSelector()
for port in ${JSON.stringify(served)}:
    ready.register(socket.create_server(("", port), backlog=64), selectors.EVENT_READ)
while True:
    for key, _ in ready.select():
        key.fileobj.accept()[0].close()
`;

/** Takes lists of addresses, one a line, and answers each with the numbers of those that can be connected to. */
const probing = `
import asyncio, json, sys
async def is_open(host, port):
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 2)
        writer.close()
        return True
    except (OSError, asyncio.TimeoutError):
        return False
async def all_of(places):
    found = await asyncio.gather(*[is_open(*each) for each in places])
    return [index for index, each in enumerate(found) if each]
for line in sys.stdin:
    print(json.dumps(asyncio.run(all_of(json.loads(line)))), flush=True)
`;

/** A process in a pod that tries connections. */
export class Prober {
  private readonly input: NodeJS.WritableStream;
  private readonly lines: AsyncIterator<string>;

  constructor(kubectl: Kubectl, namespace: string, pod: string) {
    const child = kubectl.interactive(namespace, `pod/${pod}`, ["python3", "-u", "-c", probing]);
    this.input = child.stdin;
    const output: Interface = createInterface(child.stdout);
    this.lines = output[Symbol.asyncIterator]();
  }

  /** Which of some places can be connected to, by their index. */
  async reached(places: readonly (readonly [string, number])[]): Promise<ReadonlySet<number>> {
    this.input.write(`${JSON.stringify(places)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error("a pod's prober has ended");
    return new Set(JSON.parse(value) as number[]);
  }
}

/** A pod beside the scenes; whether it may connect to another, and where, tells which policies are in force. */
export interface Canary {
  readonly name: string;
  readonly prober: Prober;
  /** The address of another canary. */
  readonly target: string;
}

/** A scene in the cluster, on which one case is played after the other. */
export class Stage {
  private readonly kubectl: Kubectl;
  private readonly scene: Scene;
  private readonly canary: Canary;
  private readonly probers: ReadonlyMap<string, Prober>;
  private policies: readonly KubernetesObject[] = [];
  private turn = 0;

  constructor(kubectl: Kubectl, scene: Scene, canary: Canary) {
    this.kubectl = kubectl;
    this.scene = scene;
    this.canary = canary;
    this.probers = new Map(
      scenePods.map(({ namespace, name }) => [
        `${namespace}/${name}`,
        new Prober(kubectl, scene.namespace(namespace), name),
      ]),
    );
  }

  /** Puts a case's policies in the place of the last one's, and waits until they are in force. */
  async play(policies: readonly CasePolicy[]): Promise<void> {
    const next = policyObjects(this.scene, policies);
    // Applied over one another, a policy would keep the types that the API server has filled in for the other.
    if (this.policies.length > 0) await this.kubectl.delete(this.policies);
    this.turn += 1;
    const port = served[this.turn % served.length] ?? 0;
    // Whoever watches policies hears of the canary's last.
    await this.kubectl.apply([...next, this.canaryPolicy(port)]);
    this.policies = next;
    const end = Date.now() + 30_000;
    for (;;) {
      const open = await this.canary.prober.reached(served.map((each) => [this.canary.target, each]));
      if (open.size === 1 && open.has(served.indexOf(port as 8080))) return;
      if (Date.now() > end) throw new Error("a policy is not in force after 30 s");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The connections that are open. */
  async open(): Promise<ReadonlySet<string>> {
    const found = await Promise.all(
      [...this.probers].map(async ([from, prober]) => {
        const own = connections.filter((each) => each.startsWith(`${from} `));
        const reached = await prober.reached(
          own.map((each) => {
            const [, , to = "", port] = each.split(" ");
            return [this.scene.address(to), Number(port)] as const;
          }),
        );
        return own.filter((_, index) => reached.has(index));
      }),
    );
    return new Set(found.flat());
  }

  private canaryPolicy(port: number): KubernetesObject {
    const { name } = this.canary;
    return {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name, namespace: canaryNamespace },
      spec: {
        podSelector: { matchLabels: { canary: name } },
        policyTypes: ["Egress"],
        egress: [{ ports: [{ port }] }],
      },
    };
  }
}
