import { type Configuration, configurationsOf } from "../model/alertmanager/alertmanager.ts";
import { type Alert, alertsOf } from "../model/alertmanager/alerts.ts";
import type { Matcher } from "../model/alertmanager/matcher.ts";
import { withBelow } from "../model/alertmanager/routing.ts";
import type { Cluster } from "../model/cluster.ts";
import { nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { anchored } from "../model/pattern.ts";
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
    const told = routingsOf(cluster);
    for (const alert of alertsOf(cluster)) {
      const { object, field, labels, name } = alert;
      const { matchers, known, uncertain } = told(alert);
      // Routes that decide by other labels take any word.
      const isFree = matchers.length === 0 && uncertain === undefined;
      const { severity } = labels;
      const at = { object, field: `${field}.labels.severity` };
      if (severity === undefined) {
        if (!isFree) yield { ...at, what: `alert ${name} has no severity`, ...uncertain };
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
interface Routing {
  readonly matchers: readonly Matcher[];
  readonly known: ReadonlySet<string>;
  readonly uncertain?: Pick<Found, "uncertain">;
}

/** Those of the Alertmanagers that an alert reaches; of all that an operator runs where a PrometheusRule's reaches none. */
function routingsOf(cluster: Cluster): (alert: Alert) => Routing {
  const all = configurationsOf(cluster);
  const operated = all.filter(({ alertmanager }) => alertmanager.kind === "Alertmanager");
  const reached = new Map<Alert, Configuration[]>();
  for (const configuration of all)
    for (const { rule } of configuration.alerts) reached.set(rule, [...(reached.get(rule) ?? []), configuration]);
  const known = new Map<string, Routing>();
  return (alert) => {
    const by = reached.get(alert) ?? (alert.object.kind === "PrometheusRule" ? operated : []);
    const id = by.map(({ alertmanager }) => nameOf(alertmanager)).join();
    const found = known.get(id) ?? routingOf(by);
    known.set(id, found);
    return found;
  };
}

function routingOf(all: readonly Configuration[]): Routing {
  const matchers = all
    .flatMap(({ routes, inhibitions }) => [
      ...routes.flatMap(withBelow).flatMap((route) => route.matchers),
      ...inhibitions.flatMap(({ source, target }) => [...source, ...target]),
    ])
    .filter(({ name }) => name === "severity");
  const known = new Set([...usual, ...matchers.map(({ value }) => value)]);
  const hidden = all.find(({ root, isMadeUp }) => root === undefined || isMadeUp);
  if (all.length > 0 && hidden === undefined) return { matchers, known };
  const what = hidden ? `the routes of ${nameOf(hidden.alertmanager)} are not` : "no Alertmanager is";
  return { matchers, known, uncertain: { uncertain: `${what} among the objects` } };
}

/** Whether a matcher speaks of a value, be it to leave it out. */
function isMentioned({ operator, value }: Matcher, severity: string): boolean {
  return operator.endsWith("~") && (anchored(value)?.test(severity) ?? true);
}
