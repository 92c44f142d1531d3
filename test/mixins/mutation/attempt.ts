import { quote } from "../../../lib/promql/text.ts";
import { type Failure, judge, type Trial } from "../judge.ts";
import { beside, idOf, type Mutant, mutatedAlert } from "./mutants.ts";
import type { Unit } from "./units.ts";

/** Some mutants that are tried in some cases of an alert. */
export interface Attempt {
  readonly unit: Unit;
  /** By the numbers that they go by in the answer. */
  readonly mutants: ReadonlyMap<number, Mutant>;
  /** By their titles; all where they are left out. */
  readonly cases?: ReadonlySet<string>;
}

/** A case that noticed a mutant. */
export interface Kill {
  readonly id: number;
  readonly alert: string;
  readonly title: string;
}

/** Runs the attempts and tells which case noticed which mutant. */
export async function attempt(attempts: readonly Attempt[]): Promise<Kill[]> {
  const trials = attempts.flatMap((from) => trialsOf(from).map((trial) => ({ from, trial })));
  const kills: Kill[] = [];
  const again: Attempt[] = [];
  for (const failure of await judge(trials.map(({ trial }) => trial))) {
    const from = trials[failure.trial]?.from;
    if (from === undefined) continue;
    const title = titleOf(failure.name);
    const broken = brokenIn(failure);
    for (const id of broken.size > 0 ? broken : noticedIn(failure)) kills.push({ id, alert: from.unit.alert, title });
    // promtool ends a case at the first rule that cannot be evaluated: what else it would have noticed is not known yet.
    const rest = new Map([...from.mutants].filter(([id]) => !broken.has(id)));
    if (broken.size > 0 && rest.size > 0) again.push({ ...from, mutants: rest, cases: new Set([title]) });
  }
  return again.length === 0 ? kills : [...kills, ...(await attempt(again))];
}

/** A trial for each interval at which the cases evaluate rules, where any is left. */
function trialsOf({ unit, mutants, cases }: Attempt): Trial[] {
  const originals = unit.rules.filter((rule) => !("alert" in rule));
  const mutated = [...mutants].flatMap(([id, mutant]) => beside(unit.rules, mutant, id));
  const rules: Trial["rules"] = {
    groups: [{ name: unit.mixin, rules: [...originals, ...mutated], interval: "15s" }],
  };
  return unit.cases
    .map(({ every, tests }) => ({
      rules,
      every,
      tests: tests
        .filter(({ name }) => cases?.has(titleOf(name)) ?? true)
        .map((test) => forMutants(test, unit.alert, [...mutants.keys()])),
    }))
    .filter(({ tests }) => tests.length > 0);
}

type Test = Trial["tests"][number];

/** Of each mutant is expected what is expected of the alert. */
function forMutants(test: Test, alert: string, ids: readonly number[]): Test {
  const names = ids.map((id) => mutatedAlert(alert, id));
  const as = (text: string, name: string) =>
    text.replace(`alertname=${quote(alert)}`, () => `alertname=${quote(name)}`);
  return {
    ...test,
    promql_expr_test: names.flatMap((name) =>
      test.promql_expr_test.map(({ expr, eval_time, exp_samples }) => ({
        expr: as(expr, name),
        eval_time,
        exp_samples: exp_samples.map(({ labels, value }) => ({ labels: as(labels, name), value })),
      })),
    ),
    ...(test.alert_rule_test && {
      alert_rule_test: names.flatMap((alertname) =>
        (test.alert_rule_test ?? []).map((each) => ({ ...each, alertname })),
      ),
    }),
  };
}

const titleOf = (name: string) => name.slice(name.indexOf(": ") + 2);

/** The mutants of which something else was seen than expected. */
const noticedIn = ({ message }: Failure) =>
  ids(message, /^ *(?:expr: "ALERTS\{alertname=\\"([^"\\]+)|alertname: ([^,]+))/gm);

/** The mutants that could not be evaluated. */
const brokenIn = ({ message }: Failure) => ids(message, /^ *rule: ([^,]+), time: /gm);

const ids = (message: string, pattern: RegExp): Set<number> =>
  new Set(
    [...message.matchAll(pattern)]
      .map(([, one, other]) => idOf(one ?? other ?? ""))
      .filter((id): id is number => id !== undefined),
  );
