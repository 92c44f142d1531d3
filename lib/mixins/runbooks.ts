import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Mixin } from "../alerting/mixin.ts";
import { Fault } from "../fault.ts";

/** The runbook of a mixin's alert, below the repository. */
export const runbookPath = (mixin: Mixin, alert: string): string => `lib/mixins/${mixin.name}/runbooks/${alert}.md`;

/** The addresses of the runbooks of all alerts of some mixins. */
export function runbookUrl(mixins: readonly Mixin[], repositoryUrl: string): (alert: string) => string {
  const urls = new Map(
    mixins.flatMap((mixin) =>
      Object.keys(mixin.alerts).map((alert) => [alert, `${repositoryUrl}/${runbookPath(mixin, alert)}`] as const),
    ),
  );
  return (alert) => {
    const url = urls.get(alert);
    if (url === undefined)
      throw new Fault(`alert ${alert} is of none of the mixins ${mixins.map(({ name }) => name).join(", ")}`);
    return url;
  };
}

/**
 * Makes sure that every alert tells what to do.
 *
 * @throws Fault that names each runbook that is missing in the repository at `root`.
 */
export function requireRunbooks(mixins: readonly Mixin[], root: string): void {
  const missing = mixins
    .flatMap((mixin) => Object.keys(mixin.alerts).map((alert) => runbookPath(mixin, alert)))
    .filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0)
    throw new Fault(`runbooks are missing: ${missing.join(", ")}: write them, an alert without one helps nobody`);
}
