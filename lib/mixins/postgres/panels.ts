import {
  pgDatabaseSizeBytes,
  pgLocksCount,
  pgStatActivityCount,
  pgStatActivityMaxTxDuration,
  pgStatStatementsCallsTotal,
  pgStatStatementsSecondsTotal,
  pgUp,
} from "../../../imports/metrics/postgres-exporter.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import type { Where } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import {
  alerts,
  answers,
  complete,
  connectionsHigh,
  connectionsLimit,
  deadlockLimit,
  hitRatioLimit,
  lagLimitSeconds,
  statementLimitSeconds,
  transactionIdLimit,
  transactionLimitSeconds,
} from "./alerts.ts";
import {
  collected,
  connectionsUsed,
  deadlocks as deadlocksLately,
  hitRatio,
  oldestTransaction,
  queryDuration,
  replicationLag,
  transactionIds as transactionIdsInUse,
  transactions,
} from "./rules.ts";

const { graph, stat, above, below } = panelsOf("postgres", alerts);
const chosen = { instance: variable("database") };

/** Alerts of Postgres that are firing. */
export const firing = firingAlerts("postgres", "Firing alerts of the database");

type Databases = Where<typeof pgUp.labels & typeof connectionsUsed.labels>;

const answering = (databases: Databases) =>
  stat({
    title: "Database",
    description:
      "Whether Postgres answers its exporter. Down: all that needs data fails; follow PostgresDown's runbook.",
    unit: "none",
    queries: { "{{instance}}": promql`max by (instance) (${pgUp(databases)})` },
    words: { 0: { text: "down", good: false }, 1: { text: "up", good: true } },
    limits: [below("PostgresDown", answers)],
    details: "database",
  });

const inUse = (databases: Databases) =>
  stat({
    title: "Database connections",
    description: "Share of the connections in use. At 100% new ones are refused and requests fail.",
    unit: "percentunit",
    queries: { "{{instance}}": promql`${connectionsUsed(databases)}` },
    limits: [above("PostgresConnectionsNearlyExhausted", connectionsLimit)],
    details: "database",
  });

export const up = answering(chosen);
export const connectionsNow = inUse(chosen);

/** Over all databases, for the overview. */
export const anyUp = answering({});
/** Over all databases, for the overview. */
export const anyConnectionsNow = inUse({});

export const metrics = stat({
  title: "Metrics of the database",
  description: "Whether the exporter can ask all that alerts and panels need. Its log names the query that fails.",
  unit: "none",
  queries: { "{{instance}}": promql`${collected(chosen)}` },
  words: { 0: { text: "incomplete", good: false }, 1: { text: "complete", good: true } },
  limits: [below("PostgresMetricsIncomplete", complete)],
});

export const connections = graph({
  title: "Connections of the most possible",
  description:
    "Share of the connections in use. Above the first line PostgresConnectionsHigh fires, above the second PostgresConnectionsNearlyExhausted. A jump after a release: pools are too large for the number of replicas.",
  unit: "percentunit",
  queries: { "{{instance}}": promql`${connectionsUsed(chosen)}` },
  limits: [
    above("PostgresConnectionsHigh", connectionsHigh),
    above("PostgresConnectionsNearlyExhausted", connectionsLimit),
  ],
});

export const connectionStates = graph({
  title: "Connections by what they do",
  description:
    "Many active ones: slow statements or locks. Many idle in a transaction: an application does not end its transactions, and holds locks.",
  unit: "short",
  stacked: true,
  queries: { "{{state}}": promql`sum by (state) (${pgStatActivityCount(chosen)}) > 0` },
});

export const throughput = graph({
  title: "Transactions",
  description: "Transactions a second. A drop while requests go on: they wait for locks or connections.",
  unit: "ops",
  queries: { "{{instance}}": promql`${transactions(chosen)}` },
});

export const queryTime = graph({
  title: "Mean time of a statement",
  description:
    "Averaged over all statements. It doubles: look for a new slow statement, locks, or a cache that no longer hits.",
  unit: "s",
  queries: { "{{instance}}": promql`${queryDuration(chosen)}` },
  limits: [above("PostgresSlowStatements", statementLimitSeconds)],
});

const perStatement = (selector: ReturnType<typeof pgStatStatementsSecondsTotal>) =>
  promql`sum by (datname, queryid) (rate(${selector}[$__rate_interval]))`;

export const costliest = graph({
  title: "Statements that cost most",
  description:
    "The ten statements on which Postgres spends most time, in seconds a second. Their text: select query from pg_stat_statements where queryid = ...",
  unit: "short",
  stacked: true,
  queries: { "{{datname}} {{queryid}}": promql`topk(10, ${perStatement(pgStatStatementsSecondsTotal(chosen))})` },
});

export const slowest = graph({
  title: "Slowest statements",
  description:
    "The ten statements that take longest on average. One that has become slow has lost an index or grown its table.",
  unit: "s",
  queries: {
    "{{datname}} {{queryid}}": promql`
      topk(10, ${perStatement(pgStatStatementsSecondsTotal(chosen))}
        / (${perStatement(pgStatStatementsCallsTotal(chosen))} > 0))`,
  },
});

export const cacheHits = graph({
  title: "Blocks found in memory",
  description:
    "Below the line for long, PostgresCacheHitRatioLow fires: the data in use no longer fit in shared_buffers, or a statement reads whole tables.",
  unit: "percentunit",
  queries: { "{{instance}}": promql`${hitRatio(chosen)}` },
  limits: [below("PostgresCacheHitRatioLow", hitRatioLimit)],
});

export const lag = graph({
  title: "Replication lag",
  description:
    "Seconds by which replicas are behind; empty without one. What is behind is lost when the primary fails.",
  unit: "s",
  queries: { "{{instance}}": promql`${replicationLag(chosen)}` },
  limits: [above("PostgresReplicationLagging", lagLimitSeconds)],
});

export const oldest = graph({
  title: "Oldest transaction",
  description:
    "Its age, of clients only. Above the line PostgresLongTransaction fires: it keeps vacuum from cleaning up and may hold locks.",
  unit: "s",
  queries: { "{{instance}}": promql`${oldestTransaction(chosen)}` },
  limits: [above("PostgresLongTransaction", transactionLimitSeconds)],
});

export const longestTransaction = graph({
  title: "Longest transaction by state",
  description:
    "Idle in transaction: an application forgot to end it. Active: a statement is slow, or waits for a lock.",
  unit: "s",
  queries: { "{{state}}": promql`max by (state) (${pgStatActivityMaxTxDuration(chosen)}) > 0` },
});

export const locks = graph({
  title: "Locks",
  description: "Locks by mode. Access exclusive ones come from changes of the schema, and all others wait for them.",
  unit: "short",
  stacked: true,
  queries: { "{{mode}}": promql`sum by (mode) (${pgLocksCount(chosen)}) > 0` },
});

export const deadlocks = graph({
  title: "Deadlocks in a quarter of an hour",
  description:
    "Transactions that Postgres broke off because two waited for each other. The application must retry them. Above the line PostgresDeadlocks fires.",
  unit: "short",
  queries: { "{{instance}}": promql`${deadlocksLately(chosen)}` },
  limits: [above("PostgresDeadlocks", deadlockLimit)],
});

export const transactionIds = graph({
  title: "Transaction ids in use",
  description:
    "Autovacuum brings them down from 200 million on. Above the line PostgresTransactionIdsRunningOut fires: something holds vacuum up. At about 2.1 billion Postgres takes no more writes.",
  unit: "short",
  queries: { "{{instance}}": promql`${transactionIdsInUse(chosen)}` },
  limits: [above("PostgresTransactionIdsRunningOut", transactionIdLimit)],
});

export const size = graph({
  title: "Size of databases",
  description: "How fast the data grow. Whether they fit is shown by the volumes in Resource Utilization.",
  unit: "bytes",
  queries: { "{{datname}}": promql`max by (datname) (${pgDatabaseSizeBytes(chosen)})` },
});
