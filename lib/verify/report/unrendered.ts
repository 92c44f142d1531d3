import type { Report } from "./report.ts";
import { counted, oneLine } from "./words.ts";

/** Lines about what must be rendered before anybody can tell. */
export const unrendered = ({
  kustomizations,
  charts,
}: Pick<Report, "kustomizations" | "charts">): readonly string[] => [
  ...line(counted(kustomizations.length, "changing kustomization"), kustomizations, "kustomize build"),
  ...line(`${counted(charts.length, "chart")} left out`, charts, "helm template"),
];

function line(what: string, [first, ...others]: readonly string[], command: string): readonly string[] {
  if (first === undefined) return [];
  const each = others.length > 0 ? "each" : "it";
  return [`${what}: verify what ${each} renders, \`${command} ${oneLine(first)} | verify -\``];
}
