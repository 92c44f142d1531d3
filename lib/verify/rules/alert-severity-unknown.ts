import { configurationsOf } from "../model/alertmanager.ts";
import { alertsOf } from "../model/alerts.ts";
import type { Cluster } from "../model/cluster.ts";
import { near } from "../model/near.ts";
import { withBelow } from "../model/routing.ts";
import type { Rule } from "../rule.ts";

/** What everybody in the field calls them. */
const usual = ["critical", "warning", "info", "none"];

/** An alert without a severity, or with one that nobody knows. */
export const alertSeverityUnknown: Rule = {
  id: "alert-severity-unknown",
  topic: "alerts",
  severity: "error",
  sentence: "Every alert has a severity that routes know.",
  why: "Routes decide by severity who is woken: an unknown one falls through to the last receiver.",
  remedy: "set the label severity to critical, warning, info or none, or to one that a route matches",
  *check(cluster) {
    const { values, patterns } = cluster.derived(matched);
    for (const { object, field, labels, name } of alertsOf(cluster)) {
      const { severity } = labels;
      const at = { object, field: `${field}.labels.severity` };
      if (severity === undefined) yield { ...at, what: `alert ${name} has no severity` };
      else if (
        !severity.includes("{{") &&
        !values.has(severity) &&
        !patterns.some((each) => each.split("|").includes(severity))
      )
        yield {
          ...at,
          value: severity,
          what: `alert ${name}: no route knows this severity`,
          ...near(severity, values),
          ...(configurationsOf(cluster).length === 0 && { uncertain: "no Alertmanager is among the objects" }),
        };
    }
  },
};

/** The severities that routes speak of, with the usual ones. */
function matched(cluster: Cluster): { readonly values: ReadonlySet<string>; readonly patterns: readonly string[] } {
  const matchers = configurationsOf(cluster)
    .flatMap(({ root }) => (root ? withBelow(root) : []))
    .flatMap(({ matchers }) => matchers)
    .filter(({ name }) => name === "severity");
  const exact = matchers.filter(({ operator }) => operator === "=").map(({ value }) => value);
  return {
    values: new Set([...usual, ...exact]),
    patterns: matchers.filter(({ operator }) => operator === "=~").map(({ value }) => value),
  };
}
