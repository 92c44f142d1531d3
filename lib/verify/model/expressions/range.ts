import type { Aggregation, Binary, Call, Expr } from "../../../promql/syntax/expression.ts";

/** All values that an expression can have; NaN is left out, since no comparison but `!=` holds for it. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** All of them are whole numbers. */
  readonly whole: boolean;
}

const any: Range = { min: -Infinity, max: Infinity, whole: false };
const flag: Range = { min: 0, max: 1, whole: true };
const one: Range = { min: 1, max: 1, whole: true };
const counted: Range = { min: 1, max: Infinity, whole: true };
const notNegative: Range = { min: 0, max: Infinity, whole: false };
const whole = (min: number, max: number): Range => ({ min, max, whole: true });

const comparisons = new Set(["==", "!=", ">", "<", ">=", "<="]);

/** A comparison that can never hold, and why. */
export interface Never {
  readonly expr: Binary;
  readonly left: Range;
  readonly right: Range;
}

const known = new Map<string, readonly Never[]>();

/** The comparisons of an expression that can never hold, looked for once. */
export function neverIn(root: Expr): readonly Never[] {
  const { text } = root;
  const before = known.get(text);
  if (before !== undefined) return before;
  const found: Never[] = [];
  // Most expressions compare nothing.
  if (/[<>]|[!=]=/.test(text)) rangeOf(root, found);
  known.set(text, found);
  return found;
}

/** Series that are 0 or 1, whoever gives them. */
const flags =
  /^(up|pg_up|redis_up|mysql_up|probe_success|kube_pod_status_(phase|ready|scheduled)|kube_node_status_condition|kube_node_spec_unschedulable|kube_(deployment|job)_(status_condition|complete|failed))$/;

function rangeOf(expr: Expr, found: Never[]): Range {
  switch (expr.kind) {
    case "number":
      return Number.isNaN(expr.value) ? any : { min: expr.value, max: expr.value, whole: Number.isInteger(expr.value) };
    case "parentheses":
    case "subquery":
      return rangeOf(expr.expr, found);
    case "range":
      return rangeOf(expr.selector, found);
    case "unary": {
      const { min, max, whole } = rangeOf(expr.expr, found);
      return expr.operator === "-" ? { min: -max, max: -min, whole } : { min, max, whole };
    }
    case "selector":
      return flags.test(expr.name ?? "") ? flag : any;
    case "call":
      return called(expr, found);
    case "aggregation":
      return aggregated(expr, found);
    case "binary":
      return compared(expr, found);
    default:
      return any;
  }
}

/** Functions whose values are those of their first vector. */
const passing =
  /^(last_over_time|first_over_time|min_over_time|max_over_time|sort|sort_desc|sort_by_label|sort_by_label_desc|label_replace|label_join|vector)$/;

const ofFunctions: Readonly<Record<string, Range>> = {
  absent: one,
  absent_over_time: one,
  present_over_time: one,
  count_over_time: counted,
  changes: whole(0, Infinity),
  resets: whole(0, Infinity),
  rate: notNegative,
  irate: notNegative,
  increase: notNegative,
  abs: notNegative,
  sqrt: notNegative,
  stddev_over_time: notNegative,
  stdvar_over_time: notNegative,
  sgn: whole(-1, 1),
  minute: whole(0, 59),
  hour: whole(0, 23),
  day_of_week: whole(0, 6),
  day_of_month: whole(1, 31),
  day_of_year: whole(1, 366),
  days_in_month: whole(28, 31),
  month: whole(1, 12),
};

function called({ name, args }: Call, found: Never[]): Range {
  const [first = any, ...others] = args.map((each) => rangeOf(each, found));
  if (passing.test(name)) return first;
  if (name === "avg_over_time") return { ...first, whole: false };
  const [bound = any, upper = any] = others;
  // A scalar may be NaN or another one at each step: all that it can be bounds what comes out.
  if (name === "clamp_min")
    return { min: Math.max(first.min, bound.min), max: Math.max(first.max, bound.max), whole: false };
  if (name === "clamp_max")
    return { min: Math.min(first.min, bound.min), max: Math.min(first.max, bound.max), whole: false };
  if (name === "clamp" && bound.max <= upper.min)
    return {
      min: Math.min(Math.max(first.min, bound.min), upper.min),
      max: Math.max(Math.min(first.max, upper.max), bound.max),
      whole: false,
    };
  if (name === "sum_over_time") return summed(first);
  return ofFunctions[name] ?? any;
}

function aggregated({ operator, args }: Aggregation, found: Never[]): Range {
  const operand = args.map((each) => rangeOf(each, found)).at(-1) ?? any;
  switch (operator) {
    case "count":
    case "count_values":
      return counted;
    case "group":
      return one;
    case "sum":
      return summed(operand);
    case "stddev":
    case "stdvar":
      return notNegative;
    case "avg":
      return { ...operand, whole: false };
    case "min":
    case "max":
    case "topk":
    case "bottomk":
    case "limitk":
    case "limit_ratio":
      return operand;
    default:
      return any;
  }
}

/** The sum of one or more. */
const summed = ({ min, max, whole }: Range): Range => ({
  min: min >= 0 ? min : -Infinity,
  max: max <= 0 ? max : Infinity,
  whole,
});

function compared(expr: Binary, found: Never[]): Range {
  const { operator } = expr;
  const [left, right] = [rangeOf(expr.left, found), rangeOf(expr.right, found)];
  if (comparisons.has(operator)) {
    if (isNever(operator, left, right)) found.push({ expr, left, right });
    if (expr.bool) return flag;
    return isScalar(expr.left) ? right : left;
  }
  if (operator === "and" || operator === "unless") return left;
  if (operator === "or")
    return { min: Math.min(left.min, right.min), max: Math.max(left.max, right.max), whole: left.whole && right.whole };
  return computed(operator, left, right);
}

function computed(operator: string, left: Range, right: Range): Range {
  const whole = left.whole && right.whole;
  if (operator === "+") return defined({ min: left.min + right.min, max: left.max + right.max, whole });
  if (operator === "-") return defined({ min: left.min - right.max, max: left.max - right.min, whole });
  if (operator === "/") return left.min >= 0 && right.min >= 0 ? notNegative : any;
  if (operator !== "*") return any;
  const ends = [left.min * right.min, left.min * right.max, left.max * right.min, left.max * right.max];
  return left.min >= 0 && right.min >= 0 && ends.some(Number.isNaN)
    ? notNegative
    : defined({ min: Math.min(...ends), max: Math.max(...ends), whole });
}

const defined = (range: Range): Range => (Number.isNaN(range.min) || Number.isNaN(range.max) ? any : range);

function isNever(operator: string, left: Range, right: Range): boolean {
  switch (operator) {
    case ">":
      return left.max <= right.min;
    case ">=":
      return left.max < right.min;
    case "<":
      return left.min >= right.max;
    case "<=":
      return left.min > right.max;
    case "==":
      return left.max < right.min || left.min > right.max || isBetween(left, right) || isBetween(right, left);
    default:
      // Only what has one value is never something else; it is no NaN either.
      return left.min === left.max && right.min === right.max && left.min === right.min;
  }
}

/** Whether one has a single value that is no whole number, and the other only whole ones. */
const isBetween = (one: Range, other: Range) => other.whole && one.min === one.max && !Number.isInteger(one.min);

/** Whether an operand surely is a number rather than series: what a comparison gives are the values of the series. */
function isScalar(expr: Expr): boolean {
  switch (expr.kind) {
    case "number":
      return true;
    case "parentheses":
    case "unary":
      return isScalar(expr.expr);
    case "binary":
      return isScalar(expr.left) && isScalar(expr.right);
    case "call":
      return /^(scalar|time|pi)$/.test(expr.name);
    default:
      return false;
  }
}
