import type { Relabelling } from "../../lib/kubernetes/monitor.ts";

/** A target or a series by its labels. */
export type Series = Readonly<Record<string, string>>;

/** What Prometheus makes of it, `undefined` where it drops it. Knows the actions that the platform uses. */
export function relabelled(series: Series, steps: readonly Relabelling[]): Series | undefined {
  let labels: Series | undefined = series;
  for (const step of steps) labels = labels && applied(labels, step);
  return labels;
}

function applied(labels: Series, step: Relabelling): Series | undefined {
  const {
    action = "replace",
    sourceLabels = [],
    separator = ";",
    regex = "(.*)",
    targetLabel = "",
    replacement = "$1",
  } = step;
  const pattern = new RegExp(`^(?:${regex})$`, "s");
  const value = sourceLabels.map((name) => labels[name] ?? "").join(separator);
  if (action === "labeldrop") return Object.fromEntries(Object.entries(labels).filter(([name]) => !pattern.test(name)));
  if (action === "keep" || action === "drop") return pattern.test(value) === (action === "keep") ? labels : undefined;
  if (action !== "replace") throw new Error(`this test knows no ${action}`);
  if (!pattern.test(value)) return labels;
  const { [targetLabel]: _old, ...others } = labels;
  const result = value.replace(pattern, replacement);
  // An empty label is none.
  return result === "" ? others : { ...others, [targetLabel]: result };
}
