import type { labelSelector } from "./kinds/parts.ts";
import type { Labels } from "./manifest.ts";
import type { Fitting } from "./schema.ts";

/** A label selector of Kubernetes: all of its parts must hold; one without parts selects everything. */
export type Selector = Fitting<typeof labelSelector>;

/**
 * Whether a selector selects these labels. An absent selector must be decided by the caller: it means everything in one field and
 * nothing in another.
 */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  for (const key in matchLabels) if (labels[key] !== matchLabels[key]) return false;
  return matchExpressions.every(({ key = "", operator, values = [] }) => {
    const value = labels[key];
    switch (operator) {
      case "In":
        return value !== undefined && values.includes(value);
      case "NotIn":
        return value === undefined || !values.includes(value);
      case "Exists":
        return value !== undefined;
      case "DoesNotExist":
        return value === undefined;
      default:
        return false;
    }
  });
}

/** A selector for a message: `app=web,tier in (a,b)`; `everything` where it has no parts. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      [key, operator?.toLowerCase(), values.length > 0 ? `(${values.join(",")})` : ""].join(" ").trim(),
    ),
  ];
  return parts.join(",") || "everything";
}
