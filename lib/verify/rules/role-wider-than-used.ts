import { bindingsOf } from "../model/access/rbac.ts";
import { isStateMetrics, toldBy } from "../model/access/state-resources.ts";
import type { Cluster } from "../model/cluster.ts";
import { type Known, nameOf } from "../model/manifest.ts";
import type { Pods } from "../model/pods/pod.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A program of which it is known what it does with the API server, and that may do more. */
export const roleWiderThanUsed: Rule = {
  id: "role-wider-than-used",
  topic: "objects",
  severity: "warning",
  sentence: "Prometheus and kube-state-metrics may read what they use, and do no more.",
  why: "Whoever takes over the program has these rights, too.",
  remedy: "take them out of the role",
  *check(cluster) {
    for (const [pods, reads] of readersIn(cluster))
      for (const object of rolesOf(cluster, pods))
        for (const [index, rule] of (object.body.rules ?? []).entries()) {
          const { apiGroups = [], resources = [], verbs = [] } = rule;
          if (apiGroups.every((group) => asides.has(group)) || verbs.every((verb) => verb === "use")) continue;
          const acts = verbs.filter((verb) => !reading.has(verb));
          const unused = acts.length > 0 ? resources : resources.filter((resource) => !reads(resource));
          if (unused.length === 0) continue;
          yield {
            object,
            field: `rules[${index}]`,
            value: unused.join(", "),
            what: `${nameOf(pods.owner)} does not ${acts.length > 0 ? acts.map((verb) => (verb === "*" ? "do all" : verb)).join(" or ") : "read"} ${unused.length > 1 ? "these" : "this"}`,
          };
        }
  },
};

const reading = new Set(["get", "list", "watch"]);

/** By which a proxy beside a program asks who somebody is and what he may do. */
const asides = new Set(["authentication.k8s.io", "authorization.k8s.io"]);

/** Whether a program reads a resource. */
type Reads = (resource: string) => boolean;

/** Pods of which it is known what they read, under an account that no others have. */
function* readersIn(cluster: Cluster): Iterable<readonly [Pods, Reads]> {
  const byAccount = new Map<string, Pods[]>();
  for (const pods of podsOf(cluster)) {
    const { namespace, name } = accountOf(pods);
    const id = `${namespace}/${name}`;
    const known = byAccount.get(id);
    if (known) known.push(pods);
    else byAccount.set(id, [pods]);
  }
  for (const [pods, ...others] of byAccount.values()) {
    const reads = pods && others.length === 0 ? readsOf(pods) : undefined;
    if (pods && reads) yield [pods, reads];
  }
}

/** What Prometheus may want to find targets, and what stands before their metrics. */
const ofPrometheus = new Set([
  ...["services", "pods", "endpoints", "endpointslices", "ingresses", "nodes", "namespaces"],
  ...["nodes/metrics", "nodes/proxy", "services/proxy", "pods/proxy"],
]);

function readsOf({ owner, spec }: Pods): Reads | undefined {
  const containers = (spec.containers ?? []).filter(({ image = "" }) => !/rbac-proxy[:@]/.test(image));
  if (owner.kind === "Prometheus" || owner.kind === "PrometheusAgent")
    return containers.every(({ name = "" }) => /^(prometheus|config-reloader|thanos-sidecar)$/.test(name))
      ? (resource) => ofPrometheus.has(resource)
      : undefined;
  const [only, ...others] = containers;
  const { image = "", args = [] } = only ?? {};
  // A shard looks for itself, and states of custom resources are read as somebody says.
  const isPlain = others.length === 0 && !args.some((arg) => /custom-resource|^--pod=/.test(arg));
  if (!isPlain || !isStateMetrics(image)) return undefined;
  const told = new Set(toldBy(image, args).perhaps);
  return (resource) => told.has(resource);
}

/** The roles that are bound to the account of pods itself, not to a group. */
function rolesOf(cluster: Cluster, pods: Pods): readonly Known<"Role" | "ClusterRole">[] {
  const account = accountOf(pods);
  const found = bindingsOf(cluster, account).flatMap(({ namespace = "", body: { roleRef, subjects = [] } }) => {
    const { kind, name = "" } = roleRef ?? {};
    const isOwn = subjects.some((each) => each.kind === "ServiceAccount" && each.name === account.name);
    const role = kind === "Role" ? cluster.find("Role", namespace, name) : cluster.find("ClusterRole", "", name);
    return isOwn && role !== undefined ? [role] : [];
  });
  return [...new Set(found)];
}
