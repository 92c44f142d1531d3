import type { Alert } from "../../../lib/alerting/alert.ts";
import type { Mixin } from "../../../lib/alerting/mixin.ts";
import type { Environment } from "../../../lib/environments/environment.ts";
import { PlatformChart } from "../../../lib/platform/platform-chart.ts";
import { seconds } from "../../../lib/promql/duration.ts";
import { parse } from "../../../lib/promql/syntax/syntax.ts";
import { platform } from "../../../platform.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { questions } from "./questions.ts";
import { type Route, routesFor } from "./routes.ts";
import { type Recorded, Soonest } from "./soonest.ts";

/** An alert of an environment with the least time that passes before somebody hears of it. */
export interface Told {
  readonly name: string;
  readonly alert: Alert;
  readonly mixin: Mixin;
  readonly routes: readonly Route[];
  /** The labels of its rule: those of its identity come in addition. */
  readonly labels: Readonly<Record<string, string>>;
  readonly minimum: Minimum;
}

/** Seconds that pass at least, in their order: until the first message, and from the repair until it is over in Prometheus. */
export interface Minimum {
  readonly scrape: number;
  readonly window: number;
  readonly evaluation: number;
  readonly for: number;
  readonly wait: number;
  readonly detection: number;
  readonly resolution: number;
}

/** All alerts of an environment. */
export function alertsOf(environment: Environment): Told[] {
  const charts = PlatformChart.allOf(platform(environment));
  const objects = charts.flatMap((chart) => chart.toJson() as KubernetesObject[]);
  const mixins = charts.flatMap((chart) => chart.mixins);
  const rules = mixins.flatMap(({ recordings }) => recordings);
  const recorded: Recorded = new Map(rules.map(({ series, expr }) => [series, expr.expression]));
  return mixins.flatMap((mixin) =>
    Object.entries(mixin.alerts).map(([name, alert]) => {
      const labels = { alertname: name, severity: alert.severity, component: mixin.name };
      const routes = routesFor(objects, labels);
      return { name, alert, mixin, routes, labels, minimum: minimumOf(alert, mixin, recorded, routes, environment) };
    }),
  );
}

function minimumOf(
  { expr: { expression }, for: duration, keepFiringFor = "0s" }: Alert,
  mixin: Mixin,
  recorded: Recorded,
  routes: readonly Route[],
  { prometheus }: Environment,
): Minimum {
  const scrape = seconds(prometheus.scrapeInterval);
  const soonest = new Soonest(recorded, scrape);
  const times = {
    scrape,
    window: soonest.begins(expression),
    evaluation: seconds(prometheus.evaluationInterval) * rounds(expression, mixin, recorded),
    for: seconds(duration),
    wait: routes.length === 0 ? 0 : Math.min(...routes.map(({ wait }) => wait)),
  };
  return {
    ...times,
    detection: Object.values(times).reduce((sum, each) => sum + each, 0),
    resolution: scrape + times.evaluation + soonest.ends(expression) + seconds(keepFiringFor),
  };
}

/** A component's rules are evaluated one after another in the same round; what another component records came a round before. */
function rounds(expression: string, mixin: Mixin, recorded: Recorded): number {
  const own = new Set(mixin.recordings.map(({ series }) => series));
  const visit = (text: string): number =>
    Math.max(
      0,
      ...questions(parse(text)).map(({ series }) => {
        const rule = recorded.get(series);
        return rule === undefined ? 0 : visit(rule) + (own.has(series) ? 0 : 1);
      }),
    );
  return 1 + visit(expression);
}
