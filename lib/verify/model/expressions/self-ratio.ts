import { allIn, type Binary, bare, type Expr } from "../../../promql/syntax/expression.ts";

/**
 * Divisions that pair each series with itself: without `on` or `ignoring` two series pair that have all labels in common, and of one name
 * that is one and the same. Where both sides are written alike, somebody wants the 1.
 */
export const selfRatiosIn = (root: Expr): readonly Binary[] =>
  allIn(root).filter((expr): expr is Binary => {
    if (expr.kind !== "binary" || expr.operator !== "/" || expr.matching !== undefined || expr.fills) return false;
    const [left, right] = [sideOf(expr.left), sideOf(expr.right)];
    return left !== undefined && left.id === right?.id && left.matchers !== right.matchers;
  });

/** What a side does with which series, and how it chooses among them; nothing where it is more than a function of a selector. */
function sideOf(expr: Expr): { readonly id: string; readonly matchers: string } | undefined {
  const side = bare(expr);
  if (side.kind === "call") {
    const [only, ...others] = side.args.map(sideOf);
    return only && others.length === 0 ? { ...only, id: `${side.name} ${only.id}` } : undefined;
  }
  const selector = side.kind === "range" ? side.selector : side;
  if (selector.kind !== "selector" || selector.name === undefined) return undefined;
  // Window and modifiers.
  const around = side.text.replace(selector.selection, "").replace(/\s+/g, "");
  const matchers = selector.matchers.map(({ label, operator, value }) => `${label}${operator}${value}`);
  return { id: `${selector.name} ${around}`, matchers: matchers.sort().join("\n") };
}
