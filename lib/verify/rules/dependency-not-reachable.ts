import { behind, podsBehind } from "../model/network/discovery.ts";
import { mentionsOf } from "../model/network/mentions.ts";
import { refusal } from "../model/network/refusal.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A Service that a workload is told to use and that network policies keep from it. */
export const dependencyNotReachable: Rule = {
  id: "dependency-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Network policies let pods connect to the Services of which their configuration speaks.",
  why: "The program starts and waits for connections that time out.",
  remedy: "allow the connection in the policies of both sides",
  *check(cluster, world) {
    for (const pods of podsOf(cluster))
      for (const { service, port, text, field } of mentionsOf(cluster, pods)) {
        const declared = service.body.spec?.ports?.find((each) => each.port === port);
        if (declared === undefined) continue;
        for (const target of podsBehind(cluster, service)) {
          const number = behind(declared, target)?.number;
          const protocol = declared.protocol ?? "TCP";
          const refused =
            number !== undefined && target !== pods && refusal(cluster, world, pods, target, { number, protocol });
          if (refused) yield { object: pods.owner, field: `${pods.field}.${field}`, value: text, ...refused };
        }
      }
  },
};
