import { type Part, parse } from "../../../lib/promql/syntax.ts";
import { bare, rangeOf, seriesOf } from "./expression.ts";

/** The recording rules of an environment: the expression of each series. */
export type Recorded = ReadonlyMap<string, string>;

type Direction = "up" | "down";

const opposite = { up: "down", down: "up" } as const;

/** Out of nothing comes nothing: a constant does not move. */
const never = Number.POSITIVE_INFINITY;

/**
 * The fewest seconds in which an alert's expression can become true once all samples are as bad as they can be, and was as good before:
 * how much of each window has to be filled. Where a window is of a ratio, its limit tells how much of it; a rate or a sum of anything else
 * has no upper bound, so the first sample may suffice.
 */
export class Soonest {
  /** The interval of scrapes, in seconds: two samples make a rate. */
  constructor(
    private readonly recorded: Recorded,
    private readonly scrape: number,
  ) {}

  /** Until there is a result. */
  begins(expression: string): number {
    return this.true(bare(parse(expression)));
  }

  /** Until there is none any more, once all samples are as good as they can be; they were not worse than they had to be. */
  ends(expression: string): number {
    return this.false(bare(parse(expression)));
  }

  private true(of: Part): number {
    if (of.kind !== "BinaryExpr") return 0;
    const { operator, left, right } = operands(of);
    if (operator === "and") return Math.max(this.true(left), this.true(right));
    if (operator === "or") return Math.min(this.true(left), this.true(right));
    // What follows `unless` has no result before where it is a comparison.
    if (operator === "unless") return Math.max(this.true(left), isComparison(right) ? 0 : this.gone(right));
    return this.compared(left, operator, right, true);
  }

  private false(of: Part): number {
    if (of.kind !== "BinaryExpr") return 0;
    const { operator, left, right } = operands(of);
    if (operator === "and") return Math.min(this.false(left), this.false(right));
    if (operator === "or") return Math.max(this.false(left), this.false(right));
    if (operator === "unless") return this.false(left);
    return this.compared(left, operator, right, false);
  }

  /** Until the left side has passed the limit on the right, in the direction of the fault or back. */
  private compared(left: Part, operator: string, right: Part, begins: boolean): number {
    const limit = Number(right.text);
    if (!compares(operator) || Number.isNaN(limit)) return 0;
    const direction = operator.startsWith(">") === begins ? "up" : "down";
    const way = this.way(left, limit, direction, begins);
    const window = this.moved(left, direction, way);
    return begins && direction === "up" && isAge(left) ? Math.max(window, limit) : window;
  }

  /** How much of the way between best and worst lies before the limit, from 0 to 1; as little as nothing where there is no worst. */
  private way(left: Part, limit: number, direction: Direction, begins: boolean): number {
    // What was barely true is over with the first good sample, but where each bad one counts.
    if (!begins) return limit === 0 ? 1 : 0;
    if (isRatio(left) && limit <= 1) return direction === "up" ? limit : 1 - limit;
    return 0;
  }

  /** Until a value has come so much of its way. */
  private moved(of: Part, direction: Direction, way: number): number {
    switch (of.kind) {
      case "VectorSelector": {
        const expression = this.recorded.get(seriesOf(of));
        return expression === undefined ? 0 : this.moved(bare(parse(expression)), direction, way);
      }
      case "NumberDurationLiteral":
        return never;
      case "AggregateExpr":
        return Math.min(...body(of).map((each) => this.moved(each, direction, way)));
      case "BinaryExpr":
        return this.computed(of, direction, way);
      case "FunctionCall":
        return this.called(of, direction, way);
      default:
        throw new Error(`how soon ${of.kind} can change is not known: ${of.text}`);
    }
  }

  private computed(of: Part, direction: Direction, way: number): number {
    const { operator, left, right } = operands(of);
    // What follows `unless` comes back with its first sample.
    if (operator === "unless")
      return direction === "up" ? Math.max(this.moved(left, direction, way), this.gone(right)) : 0;
    if (operator === "and" || compares(operator)) return this.moved(left, direction, way);
    // Zero times anything stays zero.
    if (operator === "*" && Number(left.text) === 0) return never;
    const turns = operator === "-" || operator === "/";
    return Math.min(this.moved(left, direction, way), this.moved(right, turns ? opposite[direction] : direction, way));
  }

  private called(of: Part, direction: Direction, way: number): number {
    const name = of.part("FunctionIdentifier")?.text ?? "";
    const [first, second] = body(of);
    if (first === undefined) return never;
    if (name === "histogram_quantile" && second !== undefined) {
      const quantile = Number(first.text);
      return this.moved(second, direction, direction === "up" ? 1 - quantile : quantile);
    }
    if (first.kind !== "MatrixSelector") {
      if (pointwise.has(name)) return this.moved(first, direction, way);
      throw new Error(`how soon ${name} can change is not known: ${of.text}`);
    }
    const [selector] = first.parts;
    const filled = filling[name]?.(direction, way);
    if (selector === undefined || filled === undefined)
      throw new Error(`how much of its window ${name} needs is not known: ${of.text}`);
    return Math.max(filled * rangeOf(first), this.moved(selector, direction, way));
  }

  /** Until a value that was there has no samples any more. */
  private gone(of: Part): number {
    if (of.kind === "MatrixSelector") return Math.max(0, rangeOf(of) - this.scrape);
    if (of.kind === "VectorSelector") {
      const expression = this.recorded.get(seriesOf(of));
      return expression === undefined ? 0 : this.gone(parse(expression));
    }
    const within = of.parts.map((each) => this.gone(each));
    return within.length === 0 ? 0 : Math.max(...within);
  }
}

/** How much of its window a function needs for so much of the way. */
const filling: Readonly<Record<string, (direction: Direction, way: number) => number>> = {
  avg_over_time: (_, way) => way,
  sum_over_time: (_, way) => way,
  rate: (_, way) => way,
  increase: (_, way) => way,
  max_over_time: (direction) => (direction === "up" ? 0 : 1),
  min_over_time: (direction) => (direction === "up" ? 1 : 0),
  last_over_time: () => 0,
  present_over_time: (direction) => (direction === "up" ? 0 : 1),
  // A line may be as steep as one likes.
  predict_linear: () => 0,
};

/** Functions of the latest sample alone. */
const pointwise = new Set(["abs", "label_replace", "timestamp", "vector"]);

function operands(of: Part) {
  const [left, operator] = of.parts;
  const right = of.last;
  if (left === undefined || operator === undefined || right === undefined)
    throw new Error(`not understood: ${of.text}`);
  return { left: bare(left), operator: operator.text, right: bare(right) };
}

const compares = (operator: string): boolean => /^(?:[<>]=?|[!=]=)$/.test(operator);

const isComparison = (of: Part): boolean => of.kind === "BinaryExpr" && compares(operands(of).operator);

const body = (of: Part): readonly Part[] => (of.part("FunctionCallBody")?.parts ?? []).map(bare);

const nameIn = (of: Part): string =>
  of.kind === "VectorSelector" ? seriesOf(of) : (of.parts.map(nameIn).find((name) => name !== "") ?? "");

/** By the convention for names of recorded series. */
const isRatio = (of: Part): boolean => /_ratio/.test(nameIn(of));

/** What counts the seconds since something: it cannot grow faster than time. */
const isAge = (of: Part): boolean => /_(?:age|lag)_seconds/.test(nameIn(of));
