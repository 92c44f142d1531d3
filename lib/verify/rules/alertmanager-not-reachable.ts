import { nameOf } from "../model/manifest.ts";
import { behind, podsBehind, serviceNamed } from "../model/network/discovery.ts";
import { refusal } from "../model/network/refusal.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** An Alertmanager that network policies keep from the Prometheus that alerts through it. */
export const alertmanagerNotReachable: Rule = {
  id: "alertmanager-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Network policies let Prometheus connect to its Alertmanagers, and these to one another.",
  why: "Alerts fire and nobody is told, or is told by each Alertmanager for itself.",
  remedy: "allow the connection in the policies of both sides",
  *check(cluster, world) {
    for (const pods of podsOf(cluster)) {
      const { owner } = pods;
      if (owner.kind === "Alertmanager" && typeof pods.replicas === "number" && pods.replicas > 1)
        for (const protocol of ["TCP", "UDP"]) {
          const refused = refusal(cluster, world, pods, pods, { number: 9094, protocol });
          if (refused) yield { object: owner, field: "spec.replicas", value: String(pods.replicas), ...refused };
        }
      if (owner.kind !== "Prometheus") continue;
      const { alertmanagers = [] } = owner.body.spec?.alerting ?? {};
      for (const [index, { name = "", namespace = owner.namespace ?? "", port }] of alertmanagers.entries()) {
        const service = serviceNamed(cluster, namespace, name);
        if (service === undefined) continue;
        const declared = service.body.spec?.ports?.find((each) => each.name === port || each.port === Number(port));
        if (declared === undefined) continue;
        for (const target of podsBehind(cluster, service)) {
          const number = behind(declared, target)?.number;
          const refused = number !== undefined && refusal(cluster, world, pods, target, { number, protocol: "TCP" });
          if (refused)
            yield { object: owner, field: `spec.alerting.alertmanagers[${index}]`, value: nameOf(service), ...refused };
        }
      }
    }
  },
};
