import type { DashboardName } from "../alerting/alert.ts";
import type { Page } from "../grafana/dashboard.ts";

/** One of the seven dashboards, with panels for all that can be installed. */
export type PlatformPage = Page<DashboardName>;
