import type { Cluster } from "../model/cluster.ts";
import type { Known } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

const reading = ["get", "list", "watch", "*"];

/** A program that may read the Secrets of all namespaces. */
export const roleReadsAllSecrets: Rule = {
  id: "role-reads-all-secrets",
  topic: "objects",
  severity: "warning",
  sentence: "No ClusterRole that is granted in all namespaces permits to read Secrets.",
  why: "Whoever takes over the program has every password and key of the cluster.",
  remedy: "grant it in the namespaces that need it with a RoleBinding, or name the Secrets",
  *check(cluster) {
    const granted = cluster.derived(grantedEverywhere);
    for (const object of cluster.all("ClusterRole")) {
      if (!granted.has(object.name) || object.name.startsWith("system:")) continue;
      for (const [index, rule] of (object.body.rules ?? []).entries())
        if (readsSecrets(rule))
          yield {
            object,
            field: `rules[${index}]`,
            value: (rule.verbs ?? []).join(","),
            what: `ClusterRoleBinding ${granted.get(object.name)} grants it in every namespace`,
          };
    }
  },
};

const grantedEverywhere = (cluster: Cluster): ReadonlyMap<string, string> =>
  new Map(cluster.all("ClusterRoleBinding").map(({ name, body }) => [body.roleRef?.name ?? "", name]));

type PolicyRule = NonNullable<Known<"ClusterRole">["body"]["rules"]>[number];

const readsSecrets = ({ apiGroups = [], resources = [], resourceNames = [], verbs = [] }: PolicyRule): boolean =>
  resourceNames.length === 0 &&
  apiGroups.some((each) => each === "" || each === "*") &&
  // An asterisk for everything is another rule's.
  (resources.includes("secrets") || (resources.includes("*") && !verbs.includes("*"))) &&
  verbs.some((each) => reading.includes(each));
