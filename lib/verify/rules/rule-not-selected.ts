import { unselected } from "../model/scraping/unselected.ts";
import type { Rule } from "../rule.ts";

/** Rules that nobody evaluates. */
export const ruleNotSelected: Rule = {
  id: "rule-not-selected",
  topic: "monitors",
  severity: "error",
  sentence: "Every PrometheusRule is selected by a Prometheus or a ThanosRuler.",
  why: "Its alerts never fire and its series are never recorded, and nobody is told.",
  remedy: "give it the labels and the namespace that the Prometheus selects",
  check: (cluster, world) => unselected(cluster, world, "PrometheusRule", "Prometheus or ThanosRuler"),
};
