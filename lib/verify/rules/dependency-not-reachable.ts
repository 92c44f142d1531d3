import type { Cluster } from "../model/cluster.ts";
import { nameOf, once } from "../model/manifest.ts";
import { behind, podsBehind } from "../model/network/discovery.ts";
import { mentionsOf } from "../model/network/mentions.ts";
import { isLetIn, refusal } from "../model/network/refusal.ts";
import type { Pods } from "../model/pods/pod.ts";
import { podsOf, podsOfOwner } from "../model/pods/pods.ts";
import { targetsOf } from "../model/scraping/targets.ts";
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
    const scraped = cluster.derived(scrapes);
    for (const pods of podsOf(cluster))
      for (const { service, port, text, field, shared } of mentionsOf(cluster, pods)) {
        const declared = service.body.spec?.ports?.find((each) => each.port === port);
        if (declared === undefined) continue;
        for (const target of servers(podsBehind(cluster, service))) {
          const number = behind(declared, target)?.number;
          // Of targets of a Prometheus another rule speaks.
          if (number === undefined || target === pods || scraped.has(idOf(pods, target, number))) continue;
          const at = { number, protocol: declared.protocol ?? "TCP" };
          const refused = refusal(cluster, world, pods, target, at);
          if (refused === undefined) continue;
          const isMeant = shared === undefined || isLetIn(cluster, world, pods, target, at);
          const doubt = !isMeant && {
            uncertain: `other workloads take ConfigMap ${shared} as well, and not each must use all that is in it`,
          };
          yield { object: pods.owner, field: `${pods.field}.${field}`, value: text, ...doubt, ...refused };
        }
      }
  },
};

/** Who scrapes whom, at which port. */
const scrapes = (cluster: Cluster): ReadonlySet<string> =>
  new Set(
    targetsOf(cluster).flatMap(({ scrapers, pods, port }) =>
      pods === undefined || port === undefined
        ? []
        : scrapers.flatMap((each) => idOf(podsOfOwner(cluster, each) ?? pods, pods, port)),
    ),
  );

const idOf = (from: Pods, to: Pods, port: number): string => `${nameOf(from.owner)} ${nameOf(to.owner)} ${port}`;

/** Pods of jobs are behind a Service by mistake where others are. */
function servers(targets: readonly Pods[]): readonly Pods[] {
  const lasting = targets.filter(({ owner: { kind } }) => kind !== "Job" && kind !== "CronJob");
  return once(lasting.length > 0 ? lasting : targets, ({ owner }) => owner);
}
