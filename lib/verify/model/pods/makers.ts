import type { World } from "../../world.ts";
import { mayDo } from "../access/rbac.ts";
import type { Cluster } from "../cluster.ts";
import { elsewhere } from "../elsewhere.ts";
import { type Manifest, nameOf } from "../manifest.ts";
import type { Pods } from "./pod.ts";
import { accountOf, podsIn } from "./pods.ts";

/** Something that a program does with objects of its own namespace. */
export interface Making {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

/** A program of a namespace that may do one of these there, other than prometheus-operator, of which is known what it makes. */
export function makerIn(
  cluster: Cluster,
  world: World,
  namespace: string,
  making: readonly Making[],
): Manifest | undefined {
  const known = cluster.derived(makers);
  const id = `${namespace} ${JSON.stringify(making)}`;
  if (!known.has(id))
    known.set(
      id,
      podsIn(cluster, namespace).find(
        (pods) =>
          !isPrometheusOperator(pods) &&
          making.some((act) => mayDo(cluster, world, accountOf(pods), { ...act, namespace }) === "yes"),
      )?.owner,
    );
  return known.get(id);
}

/** Those that were asked for. */
const makers = (): Map<string, Manifest | undefined> => new Map();

const isPrometheusOperator = ({ spec }: Pods): boolean =>
  (spec.containers ?? []).some(({ image = "" }) => /(^|\/)prometheus-operator[:@]/.test(image));

/** Why an object that is missing may exist all the same: it is another's to define, or a program's to make. */
export function elsewhereOrMade(
  cluster: Cluster,
  world: World,
  namespace: string,
  resource: string,
  name: string,
): { readonly uncertain?: string } {
  // Operators call what they make after what they make it from, or say its name there.
  const origin = originOf(cluster, namespace, name);
  if (origin !== undefined) return { uncertain: `it may be made out of ${nameOf(origin)}, whose kind is not known` };
  const maker = makerIn(cluster, world, namespace, [{ verb: "create", group: "", resource }]);
  return maker === undefined
    ? elsewhere(cluster, world, namespace)
    : { uncertain: `${nameOf(maker)} may make ${resource} in namespace ${namespace}` };
}

function originOf(cluster: Cluster, namespace: string, name: string): Manifest | undefined {
  const known = cluster.derived(said);
  const words = name.split("-");
  return (
    known.get(`${namespace} says ${name}`) ??
    words.flatMap((_, index) => known.get(`${namespace} name ${words.slice(0, index + 1).join("-")}`) ?? [])[0]
  );
}

/** Objects of kinds that are not known, by their namespace and name, and by all that they say below that. */
function said(cluster: Cluster): ReadonlyMap<string, Manifest> {
  const found = new Map<string, Manifest>();
  const collect = (object: Manifest, value: unknown) => {
    if (typeof value === "string") found.set(`${object.namespace} says ${value}`, object);
    else if (typeof value === "object" && value !== null)
      for (const each of Object.values(value)) collect(object, each);
  };
  for (const object of cluster.manifests) {
    if (object.known) continue;
    found.set(`${object.namespace} name ${object.name}`, object);
    collect(object, { ...(object.body as object), metadata: undefined });
  }
  return found;
}
