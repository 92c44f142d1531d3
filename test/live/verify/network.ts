import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../../verify/reality/expected.ts";
import { deviations, openInKubeRouter } from "../../verify/reality/kube-router.ts";
import { type NetworkCase, networkCases } from "../../verify/reality/network-cases.ts";
import { record } from "../../verify/reality/recorded.ts";
import { Scene, scenePods } from "../../verify/reality/scene.ts";
import { clusterOf } from "../cluster.ts";
import { live } from "../environment.ts";
import { Kubectl, type KubernetesObject } from "../kubectl.ts";
import { progress } from "../progress.ts";
import { type Canary, canaryNamespace, Prober, Stage, server } from "./stage.ts";

const stages = 4;
/** Those that somebody thought of, in some 90 s; `VERIFY_CASES=180` adds others that are drawn by lot, in under 5 minutes. */
const usual = 60;
const count = Number(process.env["VERIFY_CASES"] ?? usual);

interface Pod extends KubernetesObject {
  readonly status: { readonly podIP?: string };
}

/** What a case showed. */
interface Played {
  readonly name: string;
  readonly policies: NetworkCase["policies"];
  readonly scene: Scene;
  readonly open: ReadonlySet<string>;
}

const kubectl = new Kubectl();
const empty = Array.from({ length: stages }, (_, index) => new Scene(index));
const namespaces = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: canaryNamespace } },
  ...empty.flatMap((scene) => scene.namespaces()),
];
const played: Played[] = [];

const canaryName = (index: number) => `canary-${index}`;

/** Plays policies in namespaces of its own, beside whatever else is there. */
export function networkPolicies(): void {
  describe.concurrent("what verify says of NetworkPolicies, against a network that enforces them", () => {
    beforeAll(async () => {
      const { applications } = live(await clusterOf(kubectl));
      const container = server(applications[0].image);
      const spec = empty[0]?.pods(container)[0]?.["spec"];
      const canaries = empty.map((_, index) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: canaryName(index), namespace: canaryNamespace, labels: { canary: canaryName(index) } },
        spec,
      }));
      await kubectl.apply(namespaces);
      await kubectl.apply([...canaries, ...empty.flatMap((scene) => scene.pods(container))]);
      const all = namespaces.map(({ metadata: { name } }) => name);
      await Promise.all(
        all.map((namespace) =>
          kubectl.run(["wait", "--for=condition=Ready", "pod", "--all", "--namespace", namespace, "--timeout=110s"]),
        ),
      );
      progress(`verify: ${stages * scenePods.length} pods listen`);
    }, 120_000);

    afterAll(async () => {
      kubectl.stop();
      await new Kubectl().run([
        "delete",
        "namespace",
        ...namespaces.map(({ metadata: { name } }) => name),
        "--timeout=100s",
      ]);
    });

    it.sequential("plays every case", async () => {
      const addresses = await addressesOfPods();
      const rest = Array.from({ length: count }, (_, index) => index);
      await Promise.all(
        empty.map(async (each, index) => {
          const scene = each.at(addresses(each));
          const stage = new Stage(kubectl, scene, canaryOf(index, addresses));
          const cases = networkCases(scene, count);
          for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
            const { name, policies } = cases[next] ?? { name: "", policies: [] };
            await stage.play(policies);
            const said = openInKubeRouter(scene, policies);
            let open = await stage.open();
            // A connection may fail on a busy machine.
            for (let again = 0; again < 3 && differing(open, said).length > 0; again += 1) open = await stage.open();
            played.push({ name, policies, scene, open });
            if (played.length % 20 === 0) progress(`verify: ${played.length} of ${count} cases of policies played`);
          }
        }),
      );
      expect(played).toHaveLength(count);
    });

    it.sequential("is right about every connection, but for what the plug-in does differently", () => {
      const wrong = played.flatMap(({ name, policies, scene, open }) => {
        const said = openInKubeRouter(scene, policies);
        const at = differing(open, said).map((each) => `  ${each} is ${open.has(each) ? "open" : "closed"}`);
        return at.length === 0 ? [] : [`${name}: ${JSON.stringify(policies)}`, ...at];
      });
      const tried = played.length * connections.length;
      const open = played.reduce((sum, each) => sum + each.open.size, 0);
      progress(`verify: ${tried} connections tried under ${played.length} cases of policies, ${open} of them open`);
      expect(wrong).toEqual([]);
      // Where there is no cluster, test/verify/reality goes by what was seen.
      if (count > usual) record("kube-router 2.2.1, Kubernetes 1.34", played);
    });

    it.sequential.each(deviations)("still sees that $what", (deviation) => {
      const seen = played.filter(({ policies, scene, open }) => {
        const others = deviations.filter((each) => each !== deviation);
        return differing(open, openInKubeRouter(scene, policies, others)).length > 0;
      });
      expect(seen.length).toBeGreaterThan(0);
    });
  });
}

const differing = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [
  ...[...one].filter((each) => !other.has(each)),
  ...[...other].filter((each) => !one.has(each)),
];

type Addresses = (scene: Scene) => Readonly<Record<string, string>>;

let byName = new Map<string, string>();

async function addressesOfPods(): Promise<Addresses> {
  const pods = await kubectl.list<Pod>("pods");
  byName = new Map(pods.map(({ metadata, status }) => [`${metadata.namespace}/${metadata.name}`, status.podIP ?? ""]));
  return (scene) =>
    Object.fromEntries(
      scenePods.map(({ namespace, name }) => [
        `${namespace}/${name}`,
        byName.get(`${scene.namespace(namespace)}/${name}`) ?? "",
      ]),
    );
}

function canaryOf(index: number, _: Addresses): Canary {
  const name = canaryName(index);
  const target = byName.get(`${canaryNamespace}/${canaryName((index + 1) % stages)}`) ?? "";
  return { name, prober: new Prober(kubectl, canaryNamespace, name), target };
}
