import { allIn, type Binary, bare, type Call, type Expr, partsOf } from "../../../lib/promql/syntax/expression.ts";
import { parse } from "../../../lib/promql/syntax/syntax.ts";

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
    return this.true(parse(expression));
  }

  /** Until there is none any more, once all samples are as good as they can be; they were not worse than they had to be. */
  ends(expression: string): number {
    return this.false(parse(expression));
  }

  private true(expr: Expr): number {
    const of = bare(expr);
    if (of.kind !== "binary") return 0;
    const { operator, left, right } = of;
    if (operator === "and") return Math.max(this.true(left), this.true(right));
    if (operator === "or") return Math.min(this.true(left), this.true(right));
    // What follows `unless` has no result before where it is a comparison.
    if (operator === "unless") return Math.max(this.true(left), isComparison(right) ? 0 : this.gone(right));
    return this.compared(of, true);
  }

  private false(expr: Expr): number {
    const of = bare(expr);
    if (of.kind !== "binary") return 0;
    const { operator, left, right } = of;
    if (operator === "and") return Math.min(this.false(left), this.false(right));
    if (operator === "or") return Math.max(this.false(left), this.false(right));
    if (operator === "unless") return this.false(left);
    return this.compared(of, false);
  }

  /** Until the left side has passed the limit on the right, in the direction of the fault or back. */
  private compared({ operator, left, right }: Binary, begins: boolean): number {
    const limit = bare(right);
    if (!compares(operator) || limit.kind !== "number") return 0;
    const direction = operator.startsWith(">") === begins ? "up" : "down";
    const way = this.way(left, limit.value, direction, begins);
    const window = this.moved(left, direction, way);
    return begins && direction === "up" && isAge(left) ? Math.max(window, limit.value) : window;
  }

  /** How much of the way between best and worst lies before the limit, from 0 to 1; as little as nothing where there is no worst. */
  private way(left: Expr, limit: number, direction: Direction, begins: boolean): number {
    // What was barely true is over with the first good sample, but where each bad one counts.
    if (!begins) return limit === 0 ? 1 : 0;
    if (isRatio(left) && limit <= 1) return direction === "up" ? limit : 1 - limit;
    return 0;
  }

  /** Until a value has come so much of its way. */
  private moved(expr: Expr, direction: Direction, way: number): number {
    const of = bare(expr);
    switch (of.kind) {
      case "selector": {
        const expression = this.recorded.get(of.name ?? "");
        return expression === undefined ? 0 : this.moved(parse(expression), direction, way);
      }
      case "number":
        return never;
      case "aggregation":
        return Math.min(...of.args.map((each) => this.moved(each, direction, way)));
      case "binary":
        return this.computed(of, direction, way);
      case "call":
        return this.called(of, direction, way);
      default:
        throw new Error(`how soon a ${of.kind} can change is not known: ${of.text}`);
    }
  }

  private computed({ operator, left, right }: Binary, direction: Direction, way: number): number {
    // What follows `unless` comes back with its first sample.
    if (operator === "unless")
      return direction === "up" ? Math.max(this.moved(left, direction, way), this.gone(right)) : 0;
    if (operator === "and" || compares(operator)) return this.moved(left, direction, way);
    // Zero times anything stays zero.
    const first = bare(left);
    if (operator === "*" && first.kind === "number" && first.value === 0) return never;
    const turns = operator === "-" || operator === "/";
    return Math.min(this.moved(left, direction, way), this.moved(right, turns ? opposite[direction] : direction, way));
  }

  private called({ name, args, text }: Call, direction: Direction, way: number): number {
    const [first, second] = args.map(bare);
    if (first === undefined) return never;
    if (name === "histogram_quantile" && first.kind === "number" && second !== undefined)
      return this.moved(second, direction, direction === "up" ? 1 - first.value : first.value);
    if (first.kind !== "range") {
      if (pointwise.has(name)) return this.moved(first, direction, way);
      throw new Error(`how soon ${name} can change is not known: ${text}`);
    }
    const filled = filling[name]?.(direction, way);
    if (filled === undefined) throw new Error(`how much of its window ${name} needs is not known: ${text}`);
    return Math.max(filled * (first.duration.seconds ?? 0), this.moved(first.selector, direction, way));
  }

  /** Until a value that was there has no samples any more. */
  private gone(of: Expr): number {
    if (of.kind === "range") return Math.max(0, (of.duration.seconds ?? 0) - this.scrape);
    if (of.kind === "selector") {
      const expression = this.recorded.get(of.name ?? "");
      return expression === undefined ? 0 : this.gone(parse(expression));
    }
    return Math.max(0, ...partsOf(of).map((each) => this.gone(each)));
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

const compares = (operator: string): boolean => /^(?:[<>]=?|[!=]=)$/.test(operator);

const isComparison = (expr: Expr): boolean => {
  const of = bare(expr);
  return of.kind === "binary" && compares(of.operator);
};

/** Of the first selector that has one. */
const nameIn = (expr: Expr): string =>
  allIn(expr).flatMap((each) => (each.kind === "selector" ? (each.name ?? []) : []))[0] ?? "";

/** By the convention for names of recorded series. */
const isRatio = (of: Expr): boolean => /_ratio/.test(nameIn(of));

/** What counts the seconds since something: it cannot grow faster than time. */
const isAge = (of: Expr): boolean => /_(?:age|lag)_seconds/.test(nameIn(of));
