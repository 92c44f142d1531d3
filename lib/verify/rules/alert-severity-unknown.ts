import { configurationsOf } from "../model/alertmanager.ts";
import { alertsOf } from "../model/alerts.ts";
import type { Cluster } from "../model/cluster.ts";
import { nameOf } from "../model/manifest.ts";
import type { Matcher } from "../model/matcher.ts";
import { near } from "../model/near.ts";
import { anchored } from "../model/pattern.ts";
import { withBelow } from "../model/routing.ts";
import type { Found, Rule } from "../rule.ts";

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
    const { matchers, uncertain } = cluster.derived(routing);
    // Routes that decide by other labels take any word.
    const isFree = matchers.length === 0 && uncertain === undefined;
    const known = new Set([...usual, ...matchers.map(({ value }) => value)]);
    for (const { object, field, labels, name } of alertsOf(cluster)) {
      const { severity } = labels;
      const at = { object, field: `${field}.labels.severity` };
      if (severity === undefined) {
        if (!isFree) yield { ...at, what: `alert ${name} has no severity` };
        continue;
      }
      if (severity.includes("{{") || known.has(severity) || matchers.some((each) => isMentioned(each, severity)))
        continue;
      const meant = near(severity, known);
      if (isFree && meant.remedy === undefined) continue;
      yield { ...at, value: severity, what: `alert ${name}: no route knows this severity`, ...meant, ...uncertain };
    }
  },
};

/** What routes and inhibitions ask of the severity, as far as they are known. */
function routing(cluster: Cluster): {
  readonly matchers: readonly Matcher[];
  readonly uncertain?: Pick<Found, "uncertain">;
} {
  const all = configurationsOf(cluster);
  const matchers = all
    .flatMap(({ root, inhibitions }) => [
      ...(root ? withBelow(root) : []).flatMap((route) => route.matchers),
      ...inhibitions.flatMap(({ source, target }) => [...source, ...target]),
    ])
    .filter(({ name }) => name === "severity");
  const hidden = all.find(({ root }) => root === undefined);
  if (all.length > 0 && hidden === undefined) return { matchers };
  const what = hidden ? `the routes of ${nameOf(hidden.alertmanager)} are not` : "no Alertmanager is";
  return { matchers, uncertain: { uncertain: `${what} among the objects` } };
}

/** Whether a matcher speaks of a value, be it to leave it out. */
function isMentioned({ operator, value }: Matcher, severity: string): boolean {
  return operator.endsWith("~") && (anchored(value)?.test(severity) ?? true);
}
