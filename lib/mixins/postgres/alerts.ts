import { pgUp } from "../../../imports/metrics/postgres-exporter.ts";
import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { connectionsUsed } from "./rules.ts";

/** What `pg_up` is while the exporter gets an answer. */
export const answers = 1;

/** The share of connections at which PostgresConnectionsNearlyExhausted fires. */
export const connectionsLimit = 0.9;

export const alerts = defineAlerts({
  PostgresDown: {
    expr: promql`max by (instance) (${pgUp()}) < ${answers}`,
    for: "1m",
    severity: "critical",
    identity: ["instance"],
    summary: "The database {{ $labels.instance }} does not answer",
    description:
      "The exporter gets no answer from {{ $labels.instance }}. All that needs the database fails. Look whether it runs, whether it refuses connections, and whether its password was changed.",
    dashboard: "database",
  },
  PostgresConnectionsNearlyExhausted: {
    expr: promql`${connectionsUsed()} > ${connectionsLimit}`,
    for: "5m",
    severity: "critical",
    identity: ["instance"],
    summary: "{{ $labels.instance }} has hardly any connections left",
    description:
      "{{ $value | humanizePercentage }} of the connections to {{ $labels.instance }} are in use. At 100% new ones are refused and requests fail. Look who holds them: too many instances of an application, or transactions that nobody ends.",
    dashboard: "database",
  },
});
