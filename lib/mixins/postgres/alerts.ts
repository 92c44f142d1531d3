import { pgUp } from "../../../imports/metrics/postgres-exporter.ts";
import { lately } from "../../promql/lately.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import {
  blocks,
  collected,
  connectionsUsed,
  deadlocks,
  hitRatio,
  oldestTransaction,
  queryDuration,
  replicationLag,
  statements,
  transactionIds,
} from "./rules.ts";

/** What `pg_up` is while the exporter gets an answer. */
export const answers = 1;

/** The share of connections at which PostgresConnectionsNearlyExhausted fires. */
export const connectionsLimit = 0.9;

/** The share of connections at which PostgresConnectionsHigh fires. */
export const connectionsHigh = 0.75;

/** Seconds by which a replica is behind when PostgresReplicationLagging fires. */
export const lagLimitSeconds = 60;

/** Deadlocks in a quarter of an hour at which PostgresDeadlocks fires; a single one is retried and forgotten. */
export const deadlockLimit = 5;

/** The age of a transaction at which PostgresLongTransaction fires. */
export const transactionLimitSeconds = 1800;

/**
 * Transaction ids in use at which PostgresTransactionIdsRunningOut fires. Autovacuum reclaims them from 200 million on, unasked
 * (autovacuum_freeze_max_age); at about 2.1 billion Postgres takes no more writes.
 */
export const transactionIdLimit = 500_000_000;

/** The share of blocks found in memory below which PostgresCacheHitRatioLow fires. */
export const hitRatioLimit = 0.9;

/** Below so many blocks a second it does not matter where they are found. */
const blocksPerSecond = 100;

/** The mean time of a statement at which PostgresSlowStatements fires. */
export const statementLimitSeconds = 0.5;

/** Below one statement a second a single slow one is no trend. */
const statementsPerSecond = 1;

/** What is recorded while the exporter can ask everything. */
export const complete = 1;

/** Two alerts on the same matter differ by their limit only. */
const connectionsAbove = (limit: number) => ({
  expr: promql`${lately(connectionsUsed())} > ${limit}`,
  identity: ["instance"],
  dashboard: "database" as const,
});

export const alerts = componentAlerts({
  PostgresDown: {
    expr: promql`max by (instance) (${lately(pgUp())}) < ${answers}`,
    for: "1m",
    severity: "critical",
    identity: ["instance"],
    summary: "The database {{ $labels.instance }} does not answer",
    description:
      "The exporter gets no answer from {{ $labels.instance }}. All that needs the database fails. Look whether it runs, whether it refuses connections, and whether its password was changed.",
    dashboard: "database",
  },
  PostgresConnectionsNearlyExhausted: {
    ...connectionsAbove(connectionsLimit),
    for: "5m",
    severity: "critical",
    summary: "{{ $labels.instance }} has hardly any connections left",
    description:
      "{{ $value | humanizePercentage }} of the connections to {{ $labels.instance }} are in use. At 100% new ones are refused and requests fail. Look who holds them: too many instances of an application, or transactions that nobody ends.",
  },
  PostgresConnectionsHigh: {
    ...connectionsAbove(connectionsHigh),
    for: "15m",
    severity: "warning",
    summary: "{{ $labels.instance }} is running short of connections",
    description:
      "{{ $value | humanizePercentage }} of the connections to {{ $labels.instance }} have been in use for a quarter of an hour. Nothing fails yet; the next release or peak may take the rest. Look who holds them, and make pools smaller in time.",
  },
  PostgresReplicationLagging: {
    expr: promql`${lately(replicationLag())} > ${lagLimitSeconds}`,
    for: "5m",
    severity: "warning",
    identity: ["instance"],
    summary: "The replica {{ $labels.instance }} is more than a minute behind",
    description:
      "{{ $labels.instance }} is {{ $value | humanizeDuration }} behind its primary. Who reads from it sees old data, and what is behind is lost if it must take over. Look at the writes on the primary and at long statements on the replica.",
    dashboard: "database",
  },
  PostgresDeadlocks: {
    expr: promql`${deadlocks()} > ${deadlockLimit}`,
    for: "5m",
    severity: "warning",
    identity: ["instance"],
    summary: "Transactions in {{ $labels.instance }} block one another",
    description:
      '{{ $value | printf "%.0f" }} transactions in {{ $labels.instance }} were broken off in a quarter of an hour because two waited for each other. Requests are slow or fail. Postgres\' log names the statements; look what was released.',
    dashboard: "database",
  },
  PostgresLongTransaction: {
    expr: promql`${lately(oldestTransaction())} > ${transactionLimitSeconds}`,
    for: "5m",
    severity: "warning",
    identity: ["instance"],
    summary: "A transaction in {{ $labels.instance }} has been open for more than half an hour",
    description:
      "The oldest transaction in {{ $labels.instance }} has been open for {{ $value | humanizeDuration }}. It keeps its locks, and nothing that was deleted since is cleaned up: tables grow and all others become slower. Find who opened it.",
    dashboard: "database",
  },
  PostgresTransactionIdsRunningOut: {
    expr: promql`${lately(transactionIds())} > ${transactionIdLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["instance"],
    summary: "{{ $labels.instance }} does not reclaim its transaction ids",
    description:
      "{{ $value | humanize }} transaction ids of {{ $labels.instance }} are in use; vacuum should have reclaimed them from 200 million on. Nothing fails yet; at 2.1 billion Postgres takes no more writes. Find what holds vacuum up: an old transaction, a forgotten replication slot, or vacuum itself.",
    dashboard: "database",
  },
  PostgresCacheHitRatioLow: {
    expr: promql`${hitRatio()} < ${hitRatioLimit} and ${blocks()} > ${blocksPerSecond}`,
    for: "30m",
    severity: "warning",
    identity: ["instance"],
    summary: "{{ $labels.instance }} reads from disk what it should find in memory",
    description:
      "For half an hour {{ $labels.instance }} has found only {{ $value | humanizePercentage }} of its blocks in memory. Statements wait for the disk. Look for a statement that reads whole tables, then whether the data in use still fit.",
    dashboard: "database",
  },
  PostgresSlowStatements: {
    expr: promql`${queryDuration()} > ${statementLimitSeconds} and ${statements()} > ${statementsPerSecond}`,
    for: "15m",
    severity: "warning",
    identity: ["instance"],
    summary: "Statements in {{ $labels.instance }} take more than half a second on average",
    description:
      "A statement in {{ $labels.instance }} takes {{ $value | humanizeDuration }} on average. Requests wait for it. Look which statements are slowest, whether they wait for locks, and whether blocks are still found in memory.",
    dashboard: "database",
  },
  PostgresMetricsIncomplete: {
    expr: promql`${lately(collected())} < ${complete}`,
    for: "15m",
    severity: "warning",
    identity: ["instance"],
    summary: "Some metrics of {{ $labels.instance }} are missing",
    description:
      "The exporter reaches {{ $labels.instance }}, but some of its queries fail. Alerts and panels that need them are blind. Its log names the query; usually a right or the extension pg_stat_statements is missing.",
    dashboard: "database",
  },
});
