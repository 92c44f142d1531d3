import { has } from "../../promql/shape.ts";
import type { Found } from "../rule.ts";
import type { World } from "../world.ts";
import type { Cluster } from "./cluster.ts";
import { type About, Judge } from "./judge.ts";
import type { Answer } from "./perhaps.ts";
import { queriesOf } from "./queries.ts";
import type { Scraped } from "./series.ts";

const judges = new WeakMap<Cluster, Judge>();

/** What is wrong with the queries of a cluster, of some kind. */
export function* faultsOf(cluster: Cluster, world: World, ...about: readonly About[]): Generator<Found> {
  const judge = judgeOf(cluster, world);
  for (const { object, field, expression, shown, rule } of queriesOf(cluster)) {
    if (expression === undefined) continue;
    const { shape, verdicts } = judge.judged(expression);
    const where = rule?.alert ?? rule?.record;
    const at = { object, field: where === undefined ? field : `${field} (${where})` };
    for (const { about: each, ...verdict } of verdicts) if (about.includes(each)) yield { ...at, ...verdict };
    if (!about.includes("shown") || shape.type !== "vector") continue;
    for (const label of shown)
      if (!has(shape, label))
        yield {
          ...at,
          value: label,
          what: `it shows the label ${label}, which the expression does not keep: it has ${[...shape.labels].sort().join(", ") || "none"}`,
          ...(label === "cluster" && { uncertain: "an external label may be added where several clusters meet" }),
        };
  }
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

/** One for each cluster, which is of one world. */
function judgeOf(cluster: Cluster, world: World): Judge {
  const judge = judges.get(cluster) ?? new Judge(cluster, world);
  judges.set(cluster, judge);
  return judge;
}
