import type { Expression } from "../promql/promql.ts";
import type { Recording } from "../promql/recording.ts";
import { quote } from "../promql/text.ts";
import { type Proof, type Series, secondsOf } from "./cases.ts";
import type { Mixin } from "./mixin.ts";
import { type Addresses, toRuleGroup } from "./rule-groups.ts";
import { print, scrapeSeconds } from "./samples.ts";
import { casesOf, type RunnableCase } from "./variants.ts";

const interval = `${scrapeSeconds}s`;

/**
 * A rule file with one alert and the recording rules that it depends on: promtool evaluates every rule of a file for each case, which
 * makes one file for all ten times slower.
 */
export function ruleFile(mixin: Mixin, alert: string, recordings: readonly Recording[], addresses: Addresses) {
  const definition = mixin.alerts[alert];
  if (definition === undefined) throw new Error(`${mixin.name} has no alert ${alert}`);
  const needed = dependencies(definition.expr, recordings);
  const only = {
    ...mixin,
    recordings: recordings.filter((recording) => needed.has(recording)),
    alerts: { [alert]: definition },
  };
  return { groups: [{ ...toRuleGroup(only, addresses), interval }] };
}

function dependencies(expr: Expression, recordings: readonly Recording[]): Set<Recording> {
  const found = new Set<Recording>();
  const visit = ({ families }: Expression): void => {
    for (const recording of recordings) {
      if (!families.has(recording.series) || found.has(recording)) continue;
      found.add(recording);
      visit(recording.expr);
    }
  };
  visit(expr);
  return found;
}

/** promtool's tests for all cases of one alert, by the interval at which rules are evaluated: a file has only one. */
export function testsOf(mixin: Mixin, name: string, proof: Proof, addresses: Addresses) {
  const alert = mixin.alerts[name];
  if (alert === undefined) throw new Error(`${mixin.name} has no alert ${name}`);
  const fixed = { severity: alert.severity, component: mixin.name };
  const links = { runbook_url: addresses.runbook(name), dashboard_url: addresses.dashboard(alert.dashboard) };
  const cases = casesOf(alert, proof).map((each, index) => ({
    every: each.evaluatedEvery ?? interval,
    test: {
      ...testOf(name, each, fixed),
      ...(index === 0 && { alert_rule_test: [annotations(name, each, proof, fixed, links)] }),
    },
  }));
  return [...new Set(cases.map(({ every }) => every))].map((every) => ({
    every,
    tests: cases.filter((each) => each.every === every).map(({ test }) => test),
  }));
}

/** One case for promtool: its series, and what is seen of the alert. */
const testOf = (name: string, each: RunnableCase, fixed: Readonly<Record<string, string>>) => ({
  name: `${name}: ${each.title}`,
  interval,
  input_series: inputs(each),
  promql_expr_test: Object.entries(each.seen).map(([time, state]) => ({
    expr: `ALERTS{alertname="${name}"}`,
    eval_time: time,
    exp_samples:
      state === "silent"
        ? []
        : each.firing.map((labels) => ({
            labels: printSeries("ALERTS", { alertname: name, alertstate: state, ...fixed, ...labels }),
            value: 1,
          })),
  })),
});

/** What people read, checked where the first case first fires. */
function annotations(
  alertname: string,
  first: RunnableCase,
  { says }: Proof,
  fixed: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
) {
  const time = Object.entries(first.seen).find(([, state]) => state === "firing")?.[0];
  if (time === undefined) throw new Error(`${alertname}: the case "${first.title}" never fires`);
  return {
    eval_time: time,
    alertname,
    exp_alerts: first.firing.map((labels) => ({
      exp_labels: { ...fixed, ...labels },
      exp_annotations: { ...says, ...links },
    })),
  };
}

/** Samples until the last time at which something is expected. */
function inputs({ given, seen }: RunnableCase) {
  const end = Math.max(...Object.keys(seen).map(secondsOf));
  const count = Math.ceil(end / scrapeSeconds) + 1;
  return given.map(({ family, labels, samples }: Series) => ({
    series: printSeries(family.series, labels),
    values: print(samples(count)),
  }));
}

const printSeries = (name: string, labels: Readonly<Record<string, string>>) =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${quote(value)}`)
    .join(", ")}}`;
