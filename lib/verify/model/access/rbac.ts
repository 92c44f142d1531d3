import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { isBuiltInRole } from "../elsewhere.ts";
import type { Known } from "../manifest.ts";
import type { Answer } from "../perhaps.ts";
import { selects } from "../selector.ts";

type Role = Known<"Role" | "ClusterRole">;
type Binding = Known<"RoleBinding" | "ClusterRoleBinding">;
type PolicyRule = NonNullable<Role["body"]["rules"]>[number];

/** A service account. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** What somebody wants to do: with objects of a resource, or with a path of the API server that is no object. */
export type Act =
  | {
      readonly verb: string;
      readonly group: string;
      /** `nodes/metrics` for a subresource. */
      readonly resource: string;
      readonly name?: string;
      /** Nothing for all namespaces, or for objects of the cluster. */
      readonly namespace?: string;
    }
  | { readonly verb: string; readonly path: string };

/** Whether bindings and roles let a service account do something; `unknown` where a role is not among the objects. */
export function mayDo(cluster: Cluster, { complete }: World, account: Account, act: Act): Answer {
  let answer: Answer = "no";
  const bindings = bindingsOf(cluster, account);
  if (bindings.length === 0 && !complete) return "unknown";
  for (const binding of bindings) {
    if (binding.kind === "RoleBinding" && (!("resource" in act) || act.namespace !== binding.namespace)) continue;
    const { kind = "", name = "" } = binding.body.roleRef ?? {};
    if (kind === "ClusterRole" && name === "cluster-admin") return "yes";
    const role =
      kind === "Role" ? cluster.find("Role", binding.namespace ?? "", name) : cluster.find("ClusterRole", "", name);
    if (role === undefined) {
      if (!complete || isBuiltInRole(kind, binding.namespace ?? "", name)) answer = "unknown";
    } else if (rulesOf(cluster, role).some((rule) => allows(rule, act))) return "yes";
  }
  // Whoever applies an account that names no namespace decides which of these is its own.
  const isUnplaced = account.namespace === "default" && cluster.derived(namedAnywhere).has(account.name);
  return answer === "no" && !complete && isUnplaced ? "unknown" : answer;
}

/** Service accounts of namespaces other than `default` that bindings name. */
const namedAnywhere = (cluster: Cluster): ReadonlySet<string> =>
  new Set(
    [...cluster.all("RoleBinding"), ...cluster.all("ClusterRoleBinding")].flatMap(({ body, namespace: own }) =>
      (body.subjects ?? []).flatMap(({ kind, name = "", namespace = own }) =>
        kind === "ServiceAccount" && namespace !== "default" ? name : [],
      ),
    ),
  );

/** The bindings that name a service account or a group in which it is. */
export const bindingsOf = (cluster: Cluster, { namespace, name }: Account): readonly Binding[] => {
  const bySubject = cluster.derived(index);
  return [
    `ServiceAccount ${namespace}/${name}`,
    `User system:serviceaccount:${namespace}:${name}`,
    "Group system:serviceaccounts",
    `Group system:serviceaccounts:${namespace}`,
    "Group system:authenticated",
  ].flatMap((subject) => bySubject.get(subject) ?? []);
};

function index(cluster: Cluster): ReadonlyMap<string, readonly Binding[]> {
  const found = new Map<string, Binding[]>();
  for (const binding of [...cluster.all("RoleBinding"), ...cluster.all("ClusterRoleBinding")])
    for (const { kind = "", name = "", namespace = binding.namespace } of binding.body.subjects ?? []) {
      const subject = kind === "ServiceAccount" ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
      const known = found.get(subject);
      if (known) known.push(binding);
      else found.set(subject, [binding]);
    }
  return found;
}

/** The rules of a role; those of one that aggregates are replaced by those of the roles that it selects. */
function rulesOf(cluster: Cluster, role: Role, above: readonly Role[] = []): readonly PolicyRule[] {
  const selectors = role.kind === "ClusterRole" ? role.body.aggregationRule?.clusterRoleSelectors : undefined;
  if (selectors === undefined) return role.body.rules ?? [];
  return cluster
    .all("ClusterRole")
    .filter(
      (each) => each !== role && !above.includes(each) && selectors.some((selector) => selects(selector, each.labels)),
    )
    .flatMap((each) => rulesOf(cluster, each, [...above, role]));
}

/** Source: Kubernetes 1.34, pkg/apis/rbac/v1/evaluation_helpers.go. */
function allows(rule: PolicyRule, act: Act): boolean {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const has = (list: readonly string[], value: string) => list.includes("*") || list.includes(value);
  if (!has(verbs, act.verb)) return false;
  if ("path" in act)
    return nonResourceURLs.some(
      (url) => url === act.path || (url.endsWith("*") && act.path.startsWith(url.slice(0, -1))),
    );
  const [, subresource] = act.resource.split("/");
  return (
    has(apiGroups, act.group) &&
    (has(resources, act.resource) || (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (resourceNames.length === 0 || (act.name !== undefined && resourceNames.includes(act.name)))
  );
}
