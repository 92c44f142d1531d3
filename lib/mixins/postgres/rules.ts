import {
  pgDatabaseWraparoundAgeDatfrozenxidSeconds,
  pgExporterLastScrapeError,
  pgReplicationIsReplica,
  pgReplicationLagSeconds,
  pgScrapeCollectorSuccess,
  pgSettingsMaxConnections,
  pgSettingsSuperuserReservedConnections,
  pgStatActivityCount,
  pgStatActivityMaxTxDuration,
  pgStatDatabaseBlksHit,
  pgStatDatabaseBlksRead,
  pgStatDatabaseDeadlocks,
  pgStatDatabaseXactCommit,
  pgStatDatabaseXactRollback,
  pgStatStatementsCallsTotal,
  pgStatStatementsSecondsTotal,
} from "../../../imports/metrics/postgres-exporter.ts";
import { oneOf, open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

/** The database's name: an exporter's series speak of what it asks, not of its own pod. */
const instance = { instance: open } as const;

const rate = (selector: Selector) => promql`sum by (instance) (rate(${selector}[5m]))`;
const latest = (selector: Selector) => promql`max by (instance) (${selector})`;

/** Statements a second. */
export const statements = record("instance:pg_stat_statements:rate5m", instance, rate(pgStatStatementsCallsTotal()));

/** Seconds that a statement takes on average; Postgres counts no percentiles. */
export const queryDuration = record(
  "instance:pg_stat_statements:mean_seconds5m",
  instance,
  promql`${rate(pgStatStatementsSecondsTotal())} / (${statements()} > 0)`,
);

/** Share of the connections that are open to all but the superuser. */
export const connectionsUsed = record(
  "instance:pg_connections:used_ratio",
  instance,
  promql`
    sum by (instance) (${pgStatActivityCount()})
      / (${latest(pgSettingsMaxConnections())} - ${latest(pgSettingsSuperuserReservedConnections())})`,
);

const hits = rate(pgStatDatabaseBlksHit());

/** Blocks a second that statements ask for, wherever they are found. */
export const blocks = record(
  "instance:pg_blocks:rate5m",
  instance,
  promql`${hits} + ${rate(pgStatDatabaseBlksRead())}`,
);

/** Share of blocks that Postgres found in its own memory; no series while nobody asks. */
export const hitRatio = record("instance:pg_blocks:hit_ratio5m", instance, promql`${hits} / (${blocks()} > 0)`);

/** Seconds by which a replica is behind; no series for a primary, whose clock only tells when it last wrote. */
export const replicationLag = record(
  "instance:pg_replication_lag_seconds:max",
  instance,
  promql`${latest(pgReplicationLagSeconds())} and ${latest(pgReplicationIsReplica())} == 1`,
);

/** Transactions a second, ended well or not. */
export const transactions = record(
  "instance:pg_transactions:rate5m",
  instance,
  promql`${rate(pgStatDatabaseXactCommit())} + ${rate(pgStatDatabaseXactRollback())}`,
);

/** Age of the oldest transaction of a client; Postgres' own workers may take their time. */
export const oldestTransaction = record(
  "instance:pg_transaction_age_seconds:max",
  instance,
  latest(pgStatActivityMaxTxDuration({ backend_type: "client backend" })),
);

/** Transaction ids that vacuum has yet to reclaim, in the database with most; the series counts no seconds, whatever its name says. */
export const transactionIds = record(
  "instance:pg_transaction_ids:max",
  instance,
  latest(pgDatabaseWraparoundAgeDatfrozenxidSeconds()),
);

/** Transactions that were broken off because two waited for each other. */
export const deadlocks = record(
  "instance:pg_deadlocks:increase15m",
  instance,
  promql`sum by (instance) (increase(${pgStatDatabaseDeadlocks()}[15m]))`,
);

/** Those whose series alerts and panels ask for. Others may fail for want of what this Postgres does not have. */
const collectors = oneOf("database", "database_wraparound", "locks", "replication", "stat_database", "stat_statements");

/** 1 while the exporter can ask everything that alerts and panels need; its older queries tell of errors only as a whole. */
export const collected = record(
  "instance:pg_collectors:success",
  instance,
  promql`
    min by (instance) (${pgScrapeCollectorSuccess({ collector: collectors })})
      * (1 - ${latest(pgExporterLastScrapeError())})`,
);

/** In the order in which they build on one another. */
export const recordings = [
  statements,
  queryDuration,
  connectionsUsed,
  blocks,
  hitRatio,
  replicationLag,
  transactions,
  oldestTransaction,
  transactionIds,
  deadlocks,
  collected,
];
