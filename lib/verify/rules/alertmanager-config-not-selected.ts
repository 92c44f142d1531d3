import { unselected } from "../model/scraping/unselected.ts";
import type { Rule } from "../rule.ts";

/** Routes that no Alertmanager reads. */
export const alertmanagerConfigNotSelected: Rule = {
  id: "alertmanager-config-not-selected",
  topic: "monitors",
  severity: "error",
  sentence: "Every AlertmanagerConfig is selected by an Alertmanager.",
  why: "Its receivers are never told of anything.",
  remedy: "give it the labels and the namespace that the Alertmanager selects",
  check: (cluster, world) => unselected(cluster, world, "AlertmanagerConfig", "Alertmanager"),
};
