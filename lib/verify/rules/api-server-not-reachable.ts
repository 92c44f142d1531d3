import { bindingsOf } from "../model/access/rbac.ts";
import { withoutToken } from "../model/access/token.ts";
import type { Cluster } from "../model/cluster.ts";
import { rangeOf } from "../model/network/address-range.ts";
import { byForeignPolicy } from "../model/network/foreign-policies.ts";
import { connection, endOf } from "../model/network/network.ts";
import { policiesOn } from "../model/network/policies.ts";
import type { Pods } from "../model/pods/pod.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods that may ask the API server, and whose policies do not let them connect to it. */
export const apiServerNotReachable: Rule = {
  id: "api-server-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Policies of egress let pods whose service account has roles connect to the API server.",
  why: "Operators, discovery and kube-state-metrics see nothing.",
  remedy: "allow the addresses and the port of the API server in a rule of egress",
  *check(cluster, world) {
    for (const pods of podsOf(cluster)) {
      const { name } = accountOf(pods);
      if (name === "default" || withoutToken(cluster, pods) || isAlertmanager(pods)) continue;
      const own = bindingsOf(cluster, { namespace: pods.namespace, name }).filter(({ body }) =>
        body.subjects?.some((subject) => subject.name === name),
      );
      if (own.length === 0) continue;
      const places = world.apiServer ?? usualPorts.map((port) => ({ cidr: undefined, port }));
      const verdicts = places.map(({ cidr, port }) => {
        const range = cidr === undefined ? undefined : rangeOf(cidr);
        const to = { kind: "addresses" as const, name: "the API server", ...(range && { ranges: [range] }) };
        return connection(cluster, world, endOf(pods, world), to, { number: port, protocol: "TCP" }).answer;
      });
      const isOpen = world.apiServer
        ? verdicts.every((each) => each === "yes")
        : verdicts.some((each) => each !== "no");
      if (isOpen) continue;
      const binding = policiesOn(cluster, pods).filter(({ directions }) => directions.includes("egress"));
      const hasBlock = binding.some(({ rules }) =>
        rules.egress.some(({ peers = [] }) => peers.some(({ ipBlock }) => ipBlock !== undefined)),
      );
      yield {
        object: pods.owner,
        field: `${pods.field}.serviceAccountName`,
        value: name,
        what: `no rule of egress of NetworkPolicy ${binding.map(({ object }) => `${object.namespace}/${object.name}`).join(", ")} lets it connect to the API server`,
        // One may listen at a port of its own.
        ...(!world.apiServer &&
          !world.complete &&
          hasBlock && { uncertain: "the API server's address and port are not known" }),
        ...(!world.complete &&
          own.every((binding) => needNotAsk(cluster, binding)) && {
            uncertain:
              "its roles let it read some objects alone or are for who reviews its token, which many are given that never ask",
          }),
        ...byForeignPolicy(cluster, pods),
      };
    }
  },
};

/**
 * Whether a binding grants no more than to read objects of one namespace, since who works with them watches, writes or sees all; or what
 * another needs that is shown its token, Vault say. Nobody sends the verb `use`.
 */
function needNotAsk(cluster: Cluster, { kind, namespace = "", body }: ReturnType<typeof bindingsOf>[number]): boolean {
  const { kind: of, name = "" } = body.roleRef ?? {};
  const role = of === "Role" ? cluster.find("Role", namespace, name) : cluster.find("ClusterRole", "", name);
  const rules = (role?.body.rules ?? []).filter(({ verbs = [] }) => verbs.some((verb) => verb !== "use"));
  if (role === undefined || rules.length === 0) return false;
  const isOfReview = rules.every(({ resources = [] }) => resources.every((each) => ofReview.test(each)));
  const reads = rules.every(({ verbs = [] }) => verbs.every((verb) => /^(get|list|use)$/.test(verb)));
  return isOfReview || (reads && kind !== "ClusterRoleBinding");
}

const ofReview = /^(tokenreviews|subjectaccessreviews|serviceaccounts\/token)$/;

/** Alertmanager never asks the API server, whatever it may do there. */
const isAlertmanager = ({ spec }: Pods): boolean =>
  spec.containers?.length === 1 && /(^|\/)alertmanager[:@]/.test(spec.containers[0]?.image ?? "");

/** Where API servers listen: those of clouds, kubeadm and k3s, minikube, MicroK8s. */
const usualPorts = [443, 6443, 8443, 16443];
