import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { Mixin } from "../alerting/mixin.ts";
import type { Change, Delta } from "../contracts/deltas.ts";
import type { Dashboard } from "../grafana/dashboard.ts";
import { legendLabels, type Panel } from "../grafana/panel.ts";
import { shapeOf } from "../promql/analysis.ts";
import { type Family, open } from "../promql/metric.ts";
import type { Expression } from "../promql/promql.ts";
import { minus, type Shape, ShapeFault } from "../promql/shape.ts";

/** A query of a rule or a panel. */
export interface Query {
  readonly who: string;
  readonly expression: Expression;
  /** The labels that it must give. */
  readonly labels: () => readonly string[];
}

/** The queries of what is installed. */
export const queriesOf = (mixins: readonly Mixin[], dashboards: readonly Dashboard[]): Query[] => [
  ...mixins.flatMap(({ recordings, alerts }) => [
    ...recordings.map(({ series, labels, expr }) => ({
      who: `recording rule ${series}`,
      expression: expr,
      labels: () => Object.keys(labels),
    })),
    ...Object.entries(alerts).map(([name, alert]) => ({
      who: `alert ${name}`,
      expression: alert.expr,
      labels: () => [...alert.identity, ...labelsIn(`${alert.summary} ${alert.description}`)],
    })),
  ]),
  ...dashboards.flatMap(({ name, panels }) => panels.flatMap((panel) => panelQueries(name, panel))),
];

const labelsIn = (text: string) => [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label);

const panelQueries = (dashboard: string, panel: Panel): Query[] =>
  Object.entries(panel.queries).map(([legend, expression]) => ({
    who: `dashboard ${dashboard}, panel ${panel.title}`,
    expression,
    labels: () => (panel.kind === "table" ? Object.keys(panel.columns) : legendLabels(legend)),
  }));

/** Families as they are where they are asked for, by their series. */
type Pinned = ReadonlyMap<string, Family>;

/** The deltas that speak of some series. */
type DeltasOf = (series: string) => readonly Delta[];

/** Deltas by the series that they name; no name stands in two contracts, or a test would tell. */
export function bySeries(deltas: readonly Delta[]): DeltasOf {
  const found = new Map<string, readonly Delta[]>();
  return (series) => {
    const known = found.get(series) ?? deltas.filter((delta) => names(delta, series));
    found.set(series, known);
    return known;
  };
}

/** Whether a delta says something of these series. */
export const names = ({ removed = [], renamed = {}, changed = [] }: Delta, series: string): boolean =>
  series in renamed || [...removed, ...changed].some((each) => each.series.test(series));

/** What a query asks for that what runs does not have, a line for each. */
export function queryFaults(query: Query, deltasOf: DeltasOf): string[] {
  const { who, expression } = query;
  const series = [...expression.families.keys()].filter((each) => deltasOf(each).length > 0);
  if (series.length === 0) return [];
  const gone = series.flatMap((each) => deltasOf(each).flatMap((delta) => goneFrom(delta, each)));
  // Of an expression without its families nothing more can be said.
  if (gone.length > 0) return gone.map((what) => `${who}: ${what}`);
  const deltas = [...new Set(series.flatMap(deltasOf))];
  const changes = deltas
    .flatMap(({ changed = [] }) => changed)
    .filter((change) => series.some((each) => change.series.test(each)));
  const what = misfit(query, changes);
  if (what === undefined) return [];
  return [`${who}: with ${deltas.map(running).join(" and ")} ${what}, in: ${expression.expression}`];
}

function goneFrom(delta: Delta, series: string): string[] {
  const { removed = [], renamed = {} } = delta;
  const instead = renamed[series] ?? removed.find((each) => each.series.test(series))?.instead;
  return instead === undefined ? [] : [`${running(delta)} has no ${series}: use ${instead}`];
}

const running = ({ program, of, recorded, pinned }: Delta): string =>
  of === "version" ? `${program} ${pinned}` : `${program} ${pinned === "" ? `without ${recorded}` : `with ${pinned}`}`;

/** What no longer fits when the expression's families are as they are where it runs. */
function misfit({ expression, labels }: Query, changes: readonly Change[]): string | undefined {
  const { expression: text, shape } = expression;
  const pinned = new Map([...expression.families].map(([series, each]) => [series, changes.reduce(asChanged, each)]));
  try {
    const now = withoutMore(expression, pinned, changes) ?? readAgain(text, pinned);
    const lost = labels().filter((label) => !("labels" in now && now.labels.has(label)));
    if (lost.length > 0) return `it has no label ${lost.join(", ")}, which is needed`;
    return kindOf(now) === kindOf(shape) ? undefined : `it is a ${kindOf(now)}, no ${kindOf(shape)}`;
  } catch (error) {
    if (error instanceof ShapeFault) return error.message;
    throw error;
  }
}

/**
 * The shape of an expression that only has fewer labels: it names none of them, and none of its families keeps one, so they are
 * gone on both sides of every operator. To read it again would say the same and take longer than the rest of the check.
 */
function withoutMore({ expression, shape }: Expression, pinned: Pinned, changes: readonly Change[]): Shape | undefined {
  const gone = changes.flatMap(({ without = [] }) => without);
  const families = [...pinned.values()];
  const simple =
    changes.every(({ with: more = [], kind }) => more.length === 0 && kind === undefined) &&
    gone.every(
      (label) => !new RegExp(`\\b${label}\\b`).test(expression) && !families.some(({ labels }) => label in labels),
    );
  if (!simple) return undefined;
  return "labels" in shape ? { ...shape, labels: minus(shape.labels, gone), key: minus(shape.key, gone) } : shape;
}

/** The shape of an expression with other families than it was made with. */
function readAgain(expression: string, pinned: Pinned): Shape {
  const tree = parse(expression);
  for (const { series, label } of matchersIn(tree, expression))
    if (!(label in (pinned.get(series)?.labels ?? {})))
      throw new ShapeFault(`${series} has no label ${label} to select by`);
  return shapeOf(tree, { text: expression, family: (series) => pinned.get(series) ?? unknown(series) });
}

function asChanged(family: Family, { series, without = [], with: more = [], kind = family.kind }: Change): Family {
  if (!series.test(family.series)) return family;
  const kept = Object.entries(family.labels).filter(([label]) => !without.includes(label));
  const labels = Object.fromEntries([...kept, ...more.map((label) => [label, open] as const)]);
  return { series: family.series, kind, labels, key: family.key.filter((label) => label in labels) };
}

/** Grafana's variables are no durations to the parser; what stands in for them is as long as they are. */
function parse(expression: string): SyntaxNode {
  const text = expression.replaceAll(/\$__(?:rate_interval|range)\b/g, (variable) =>
    "5m".padStart(variable.length, "0"),
  );
  return parser.parse(text).topNode;
}

/** The labels that selectors name in their matchers. */
function matchersIn(tree: SyntaxNode, expression: string): { readonly series: string; readonly label: string }[] {
  const found: { series: string; label: string }[] = [];
  const text = (node: SyntaxNode | null) => (node === null ? "" : expression.slice(node.from, node.to));
  tree.cursor().iterate(({ name, node }) => {
    if (name !== "UnquotedLabelMatcher") return;
    const series = text(node.parent?.parent?.getChild("Identifier") ?? null);
    found.push({ series, label: text(node.getChild("LabelName")) });
  });
  return found;
}

const unknown = (series: string): never => {
  throw new ShapeFault(`${series} is no family of its own`);
};

const kindOf = (shape: Shape) => ("kind" in shape ? shape.kind : shape.type);
