import { byForeignPolicy } from "../model/network/foreign-policies.ts";
import { mentionsOf } from "../model/network/mentions.ts";
import { policiesOn } from "../model/network/policies.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods that use names and whose policies let no question for a name through. */
export const namesNotReachable: Rule = {
  id: "names-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Policies of egress let pods that use names of Services ask for them.",
  why: "No name resolves, so that no connection is tried at all.",
  remedy: "allow 53/UDP and 53/TCP to the pods of the cluster's name server",
  *check(cluster) {
    for (const pods of podsOf(cluster)) {
      const binding = policiesOn(cluster, pods).filter(({ directions }) => directions.includes("egress"));
      if (binding.length === 0) continue;
      const isOpen = binding.some(({ rules }) =>
        rules.egress.some(
          ({ ports }) =>
            ports === undefined ||
            ports.some(({ port, endPort, protocol = "TCP" }) => {
              if (protocol !== "UDP") return false;
              // A name of a port is the name server's own.
              if (port === undefined || typeof port === "string") return true;
              // Some name servers listen elsewhere behind their Service.
              return [53, 5353, 1053].some((number) => port <= number && number <= (endPort ?? port));
            }),
        ),
      );
      const [mention] = isOpen ? [] : mentionsOf(cluster, pods);
      if (mention === undefined) continue;
      const names = binding.map(({ object }) => `${object.namespace}/${object.name}`).join(", ");
      yield {
        object: pods.owner,
        field: `${pods.field}.${mention.field}`,
        value: mention.text,
        what: `no rule of egress of NetworkPolicy ${names} lets questions for names through, at 53/UDP`,
        ...byForeignPolicy(cluster, pods),
      };
    }
  },
};
