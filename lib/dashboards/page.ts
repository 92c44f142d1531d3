import type { Page } from "../grafana/dashboard.ts";
import type { DashboardName } from "../mixins/alerts.ts";

/** One of the seven dashboards, with panels for all that can be installed. */
export type PlatformPage = Page<DashboardName>;
