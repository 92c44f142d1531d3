import { looksOf, type Resource } from "../model/access/looks.ts";
import { mayDo } from "../model/access/rbac.ts";
import { withoutToken } from "../model/access/token.ts";
import { type Manifest, nameOf } from "../model/manifest.ts";
import { either } from "../model/perhaps.ts";
import { accountOf, podsOf, podsOfOwner } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A namespace in which Prometheus may not look for the targets of its monitors. */
export const discoveryForbidden: Rule = {
  id: "discovery-forbidden",
  topic: "reachability",
  severity: "error",
  sentence:
    "RBAC lets Prometheus discover targets wherever its monitors and scrapes look for them, and its Alertmanagers.",
  why: "Prometheus finds no target there, or nobody to send alerts to, and logs the reason only.",
  remedy: "bind a role with get, list and watch to the service account",
  *check(cluster, world) {
    const looks = [...looksOf(cluster)];
    const looking = new Set<Manifest>(looks.map(({ who }) => who));
    for (const pods of podsOf(cluster)) {
      const found = looking.has(pods.owner) ? withoutToken(cluster, pods) : undefined;
      if (found === undefined) continue;
      looking.delete(pods.owner);
      yield { object: pods.owner, ...found };
    }
    const said = new Set<string>();
    for (const { who, by, what, namespace, resources } of looks) {
      if (!looking.has(who)) continue;
      const pods = podsOfOwner(cluster, who);
      if (pods === undefined) continue;
      const account = accountOf(pods);
      const where = namespace === undefined ? "in all namespaces" : `in namespace ${namespace}`;
      for (const need of resources) {
        const id = `${nameOf(who)} ${need.resource} ${where}`;
        if (said.has(id)) continue;
        said.add(id);
        const missing = ["list", "watch"].flatMap((verb) => {
          const may = ({ group, resource }: Resource) =>
            mayDo(cluster, world, account, { verb, group, resource, ...(namespace !== undefined && { namespace }) });
          const answer = either(may(need), need.or ? may(need.or) : "no");
          return answer === "yes" ? [] : [{ verb, answer }];
        });
        if (missing.length === 0) continue;
        yield {
          object: who,
          field: `${pods.field}.serviceAccountName`,
          value: account.name,
          what: `it may not ${missing.map(({ verb }) => verb).join(" and ")} ${need.or ? `${need.resource} or ${need.or.resource}` : need.resource} ${where}, where ${by} looks for ${what}`,
          ...(missing.every(({ answer }) => answer === "unknown") && {
            uncertain: "not all of its bindings and roles are among the objects",
          }),
        };
      }
    }
  },
};
