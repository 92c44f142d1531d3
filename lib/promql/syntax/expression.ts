/** Where something stands in the text of an expression: from the one character to just before the other. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Written extends Span {
  /** As it is written. */
  readonly text: string;
}

/** A part of an expression, as Prometheus' own parser cuts it, which gives the kinds other names. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | Selector
  | Range
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Parenthesised;

/** A number, or a duration in seconds. */
export interface NumberLiteral extends Written {
  readonly kind: "number";
  readonly value: number;
}

export interface StringLiteral extends Written {
  readonly kind: "string";
  readonly value: string;
}

/** The latest samples of some series. */
export interface Selector extends Written {
  readonly kind: "selector";
  readonly name?: string;
  /** But for one that only says the name. */
  readonly matchers: readonly Matcher[];
  /** The braces, where there are some. */
  readonly braces?: Span;
  /** Name and matchers as they are written, without modifiers. */
  readonly selection: string;
  readonly modifiers: readonly Modifier[];
}

export interface Matcher extends Written {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** Another time than that of the evaluation, or how samples around a range count. */
export interface Modifier extends Span {
  readonly name: "offset" | "@" | "anchored" | "smoothed";
  readonly duration?: Duration;
}

/** How long. */
export interface Duration extends Written {
  /** Nothing where it is computed. */
  readonly seconds?: number;
}

/** The samples of a selector over some time: modifiers are those of the selector. */
export interface Range extends Written {
  readonly kind: "range";
  readonly selector: Selector;
  readonly duration: Duration;
}

/** An expression at many times. */
export interface Subquery extends Written {
  readonly kind: "subquery";
  readonly expr: Expr;
  readonly duration: Duration;
  readonly step?: Duration;
  readonly modifiers: readonly Modifier[];
}

export interface Call extends Written {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expr[];
}

export interface Aggregation extends Written {
  readonly kind: "aggregation";
  readonly operator: string;
  readonly grouping?: LabelList;
  /** The last one is what is aggregated. */
  readonly args: readonly Expr[];
}

/** Labels in parentheses behind a word; of no length where both are left out. */
export interface LabelList extends Span {
  readonly word: "by" | "without" | "on" | "ignoring" | "group_left" | "group_right";
  readonly labels: readonly string[];
}

export interface Binary extends Written {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool: boolean;
  readonly matching?: LabelList;
  readonly group?: LabelList;
  /** Missing series count as some value. */
  readonly fills: boolean;
  /** All that as it is written. */
  readonly between: string;
}

export interface Unary extends Written {
  readonly kind: "unary";
  readonly operator: "+" | "-";
  readonly expr: Expr;
}

export interface Parenthesised extends Written {
  readonly kind: "parentheses";
  readonly expr: Expr;
}

/** What an expression is made of, from left to right. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
    case "aggregation":
      return expr.args;
    case "binary":
      return [expr.left, expr.right];
    case "subquery":
    case "unary":
    case "parentheses":
      return [expr.expr];
    case "range":
      return [expr.selector];
    default:
      return [];
  }
}

/** An expression and all that it is made of, the outer before the inner. */
export function allIn(expr: Expr, found: Expr[] = []): readonly Expr[] {
  found.push(expr);
  for (const part of partsOf(expr)) allIn(part, found);
  return found;
}

/** Without the parentheses around it. */
export const bare = (expr: Expr): Exclude<Expr, Parenthesised> =>
  expr.kind === "parentheses" ? bare(expr.expr) : expr;
