import { unreviewedOf } from "../model/expressions/judgement.ts";
import { placeOf } from "../model/scraping/series.ts";
import type { Rule } from "../rule.ts";

/** An exporter that runs otherwise than the one whose series are known. */
export const contractNotReviewed: Rule = {
  id: "contract-not-reviewed",
  topic: "series",
  severity: "error",
  sentence: "Each exporter runs in a version and with flags whose series were recorded or reviewed.",
  why: "Nobody can tell whether the series are there that rules and dashboards ask for.",
  remedy:
    "in verify's own repository: record the contract anew (make record-metrics), or review what differs in lib/contracts/deltas.ts",
  *check(cluster, world) {
    const told = new Set<string>();
    for (const { target, reason } of unreviewedOf(cluster, world)) {
      const { pods, container, monitor, field } = target;
      const object = pods?.owner ?? monitor;
      const id = `${object.kind} ${object.namespace}/${object.name} ${reason}`;
      if (told.has(id)) continue;
      told.add(id);
      yield {
        object,
        field: pods ? `container ${container?.name}` : field,
        value: placeOf(target),
        what: reason,
        ...(!world.reviewed && { uncertain: "which series it has was not recorded" }),
      };
    }
  },
};
