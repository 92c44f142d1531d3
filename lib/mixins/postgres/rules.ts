import {
  pgReplicationIsReplica,
  pgReplicationLagSeconds,
  pgSettingsMaxConnections,
  pgSettingsSuperuserReservedConnections,
  pgStatActivityCount,
  pgStatDatabaseBlksHit,
  pgStatDatabaseBlksRead,
  pgStatDatabaseXactCommit,
  pgStatDatabaseXactRollback,
  pgStatStatementsCallsTotal,
  pgStatStatementsSecondsTotal,
} from "../../../imports/metrics/postgres-exporter.ts";
import { open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

/** The database's name: an exporter's series speak of what it asks, not of its own pod. */
const instance = { instance: open } as const;

const rate = (selector: Selector) => promql`sum by (instance) (rate(${selector}[5m]))`;
const latest = (selector: Selector) => promql`max by (instance) (${selector})`;

/** Seconds that a statement takes on average; Postgres counts no percentiles. */
export const queryDuration = record(
  "instance:pg_stat_statements:mean_seconds5m",
  instance,
  promql`${rate(pgStatStatementsSecondsTotal())} / (${rate(pgStatStatementsCallsTotal())} > 0)`,
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

/** Share of blocks that Postgres found in its own memory; no series while nobody asks. */
export const hitRatio = record(
  "instance:pg_blocks:hit_ratio5m",
  instance,
  promql`${hits} / (${hits} + ${rate(pgStatDatabaseBlksRead())} > 0)`,
);

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

/** None builds on another. */
export const recordings = [queryDuration, connectionsUsed, hitRatio, replicationLag, transactions];
