import {
  alertmanagerClusterMembers,
  alertmanagerNotificationsFailedTotal,
  alertmanagerNotificationsTotal,
} from "../../../imports/metrics/alertmanager.ts";
import { lately } from "../../promql/lately.ts";
import { open } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const integration = { integration: open } as const;

/** Share of messages that a kind of receiver did not take, whichever instance sent them; no series while none are sent. */
export const failedShare = record(
  "integration:alertmanager_notifications:failed_ratio15m",
  integration,
  promql`
    sum by (integration) (rate(${alertmanagerNotificationsFailedTotal()}[15m]))
      / (sum by (integration) (rate(${alertmanagerNotificationsTotal()}[15m])) > 0)`,
);

/** How many instances the one that sees fewest does not see. */
export const unseenMembers = record(
  "job:alertmanager_members:unseen",
  { job: open },
  promql`
    count by (job) (${lately(alertmanagerClusterMembers())})
      - min by (job) (${lately(alertmanagerClusterMembers())})`,
);

/** None builds on another. */
export const recordings = [failedShare, unseenMembers];
