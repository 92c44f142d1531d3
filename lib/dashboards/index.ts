import type { Mixin } from "../alerting/mixin.ts";
import { type Dashboard, dashboard } from "../grafana/dashboard.ts";
import { keep } from "../grafana/layout.ts";
import type { DashboardName } from "../mixins/alerts.ts";
import { runbookUrl } from "../mixins/runbooks.ts";
import { applicationPerformance } from "./application-performance.ts";
import { cache } from "./cache.ts";
import { database } from "./database.ts";
import { errorsAndLatency } from "./errors-and-latency.ts";
import { infrastructureHealth } from "./infrastructure-health.ts";
import type { PlatformPage } from "./page.ts";
import { resourceUtilization } from "./resource-utilization.ts";
import { systemOverview } from "./system-overview.ts";

/** The tag by which the dashboards list one another. */
export const tag = "agentprovision";

/** All dashboards, with panels for all that can be installed. */
export const pages: readonly PlatformPage[] = [
  systemOverview,
  applicationPerformance,
  errorsAndLatency,
  database,
  cache,
  resourceUtilization,
  infrastructureHealth,
];

/** The dashboards of an environment: panels of what is installed, and no page without one. */
export function dashboards(installed: readonly Mixin[], repositoryUrl: string): Dashboard<DashboardName>[] {
  const components = new Set(installed.map(({ name }) => name));
  const runbook = runbookUrl(installed, repositoryUrl);
  return pages
    .map((page) => ({ ...page, rows: keep(page.rows, ({ component }) => components.has(component)) }))
    .filter(({ rows }) => rows.length > 0)
    .map((page) => dashboard(page, { tag, runbook }));
}
