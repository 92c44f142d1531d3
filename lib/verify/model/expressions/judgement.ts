import { has, list } from "../../../promql/shape.ts";
import type { Matcher } from "../../../promql/syntax/expression.ts";
import type { Found } from "../../rule.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { nameOf } from "../manifest.ts";
import type { Answer } from "../perhaps.ts";
import { seesExternal } from "../scraping/external-labels.ts";
import type { Scraped } from "../scraping/series.ts";
import { type Evaluator, enforcedOn, enforcing, evaluatorsOf, operated, viewOf, wholeView } from "../scraping/view.ts";
import { brief } from "./expression.ts";
import { Judge, type Judged } from "./judge.ts";
import { queriesOf } from "./queries.ts";
import type { PromRule } from "./rule-list.ts";
import { type About, outsideLabel, type Verdict } from "./verdict.ts";

/** One of each for a cluster, which is of one world. */
const judges = new WeakMap<Cluster, Map<string, Map<Evaluator | undefined, Judge>>>();
const faults = new WeakMap<Cluster, ReadonlyMap<About, readonly Found[]>>();

/** What is wrong with the queries of a cluster, of some kind. */
export function faultsOf(cluster: Cluster, world: World, ...about: readonly About[]): readonly Found[] {
  const known = faults.get(cluster) ?? allFaults(cluster, world);
  faults.set(cluster, known);
  return about.flatMap((each) => known.get(each) ?? []);
}

function allFaults(cluster: Cluster, world: World): ReadonlyMap<About, readonly Found[]> {
  const found = new Map<About, Found[]>();
  const add = (about: About, fault: Found) => {
    const known = found.get(about);
    if (known === undefined) found.set(about, [fault]);
    else known.push(fault);
  };
  for (const { object, field, expression, shown, rule } of queriesOf(cluster)) {
    if (expression === undefined) continue;
    const { shape, verdicts } = judged(cluster, world, expression, rule);
    const isNoVector = rule !== undefined && (shape.type === "matrix" || shape.type === "string");
    if (verdicts.length === 0 && shown.length === 0 && !isNoVector) continue;
    const where = rule?.alert ?? rule?.record;
    const at = { object, field: where === undefined ? field : `${field} (${where})` };
    if (isNoVector)
      add("type", {
        ...at,
        value: brief(expression),
        what: `${texts[shape.type]}, and a rule takes a value at one time`,
      });
    const isExternal = (label: string) => seesExternal(cluster, rule?.object, label);
    // Who keeps a label of the whole cluster means to add it; who asks for its value here and now has none.
    const isOutside = (label: string) => label === "cluster" || isExternal(label);
    for (const { about, lacks = [], ...verdict } of verdicts) {
      const mayBe = about === "value" ? isExternal : isOutside;
      const doubt = lacks.length > 0 && lacks.every(mayBe) && { uncertain: outsideLabel };
      add(about, { ...at, ...verdict, ...doubt });
    }
    if (shape.type !== "vector") continue;
    for (const label of shown)
      if (!has(shape, label)) add("shown", { ...at, value: label, ...missing(label, isOutside, shape.labels, rule) });
  }
  return found;
}

const texts = { matrix: "it gives all samples of some time", string: "it gives a text" } as const;

/** A label that a text shows and that is not there. */
function missing(
  label: string,
  isOutside: (label: string) => boolean,
  labels: Iterable<string>,
  rule?: PromRule,
): Pick<Found, "what" | "remedy" | "uncertain"> {
  const isOwn = rule !== undefined && (label === "alertname" || label in rule.labels);
  return {
    what: isOwn
      ? `it shows the label ${label}, which only the rule itself sets: templates see the labels of the expression`
      : `it shows the label ${label}, which the expression does not keep: it has ${list(labels)}`,
    ...(isOwn && { remedy: "write its value there" }),
    ...(isOutside(label) && { uncertain: outsideLabel }),
  };
}

/** Whether the series of an expression can have a label; `yes` where one of what it selects has it. */
export function givesLabel(cluster: Cluster, world: World, expression: string, label: string): Answer {
  const { shape } = judgeOf(cluster, world).judged(expression);
  if (shape.type === "scalar") return "no";
  if (shape.type !== "vector") return "unknown";
  if (shape.labels.has(label)) return "yes";
  return shape.more ? "unknown" : "no";
}

/** Targets whose program, version or flags nobody reviewed, with each reason. */
export const unreviewedOf = (cluster: Cluster, world: World): Scraped["unreviewed"] =>
  judgeOf(cluster, world).scraped.unreviewed;

/** What is said of an expression by all who evaluate it, since one who finds its series is enough. */
function judged(cluster: Cluster, world: World, expression: string, rule?: PromRule): Judged {
  const enforced = rule && enforcedOn(cluster, rule);
  const by = (of?: Evaluator) => judgeOf(cluster, world, of, enforced).judged(expression);
  const whole = by();
  const who = rule === undefined ? [] : evaluatorsOf(cluster, rule);
  const [first, ...others] = who.map(by);
  if (first === undefined) return whole;
  const isSaidBy = (verdict: Verdict) => (other: Judged) => other.verdicts.some((each) => isSame(each, verdict));
  const names = who.map((each) => (each === operated ? each : nameOf(each))).join(" and ");
  const verdicts = first.verdicts
    .filter((verdict) => others.every(isSaidBy(verdict)))
    .map((verdict) => (isSaidBy(verdict)(whole) ? verdict : { ...verdict, ...elsewhere(verdict, names) }));
  return { ...first, verdicts };
}

const isSame = (one: Verdict, other: Verdict) => one.about === other.about && one.value === other.value;

const elsewhere = ({ what }: Verdict, names: string) => ({
  what: `${what}, as ${names} sees it`,
  remedy:
    "another Prometheus has it: let that one evaluate the rule, or let this one select the monitor or rule which gives it",
});

/** One for all, and one for each Prometheus where there are several; and as many for each namespace where its label is enforced. */
function judgeOf(cluster: Cluster, world: World, of?: Evaluator, enforced?: Matcher): Judge {
  const all = judges.get(cluster) ?? new Map<string, Map<Evaluator | undefined, Judge>>();
  judges.set(cluster, all);
  const id = enforced?.text ?? "";
  const own = all.get(id) ?? new Map<Evaluator | undefined, Judge>();
  all.set(id, own);
  const known = own.get(of);
  if (known !== undefined) return known;
  const view = of ? viewOf(cluster, of) : wholeView(cluster);
  const judge = new Judge(cluster, world, enforced ? enforcing(view, enforced) : view);
  own.set(of, judge);
  return judge;
}
