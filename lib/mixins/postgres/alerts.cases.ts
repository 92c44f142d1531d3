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
  pgStatStatementsCallsTotal,
  pgStatStatementsSecondsTotal,
  pgUp,
} from "../../../imports/metrics/postgres-exporter.ts";
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows, halfOfFiveMinutes, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const instance = { instance: "postgres" };
const database = { ...instance, datname: "agentprovision" };

/** A hundred connections for all but the superuser. */
const connections = (active: Samples) => [
  series(pgStatActivityCount, { ...database, state: "active" }, active),
  series(pgStatActivityCount, { ...database, state: "idle" }, holds(30)),
  series(pgSettingsMaxConnections, instance, (count) => active(count).map((each) => (each === "stale" ? each : 103))),
  series(pgSettingsSuperuserReservedConnections, instance, holds(3)),
];

const replication = (lag: Samples, isReplica = 1) => [
  series(pgReplicationLagSeconds, instance, lag),
  series(pgReplicationIsReplica, instance, holds(isReplica)),
];

const blocks = (hit: Samples, read: Samples) => [
  series(pgStatDatabaseBlksHit, database, hit),
  series(pgStatDatabaseBlksRead, database, read),
];

/** Two statements that are called equally often, of which one takes time. */
const statements = (calls: Samples, seconds: Samples) => [
  series(pgStatStatementsCallsTotal, { ...database, queryid: "1" }, calls),
  series(pgStatStatementsCallsTotal, { ...database, queryid: "2" }, calls),
  series(pgStatStatementsSecondsTotal, { ...database, queryid: "1" }, seconds),
  series(pgStatStatementsSecondsTotal, { ...database, queryid: "2" }, grows(0)),
];

const transaction = (age: Samples, backend = "client backend") =>
  series(
    pgStatActivityMaxTxDuration,
    { ...database, state: "idle in transaction", backend_type: backend, application_name: backend },
    age,
  );

const transactionIds = (age: Samples) => [
  series(pgDatabaseWraparoundAgeDatfrozenxidSeconds, database, age),
  series(
    pgDatabaseWraparoundAgeDatfrozenxidSeconds,
    { ...instance, datname: "template1" },
    ends(holds(40_000_000), "17m"),
  ),
];

const collectors = (statements: Samples, error: Samples = holds(0)) => [
  series(pgScrapeCollectorSuccess, { ...instance, collector: "stat_database" }, holds(1)),
  series(pgScrapeCollectorSuccess, { ...instance, collector: "stat_statements" }, statements),
  // This Postgres does not have what it asks for.
  series(pgScrapeCollectorSuccess, { ...instance, collector: "stat_walreceiver" }, holds(0)),
  series(pgExporterLastScrapeError, instance, error),
];

export const cases: CasesOf<typeof alerts> = {
  PostgresDown: {
    fires: [
      {
        title: "no answer for five minutes, then its exporter is gone",
        given: [series(pgUp, instance, ends(holds([1, "1m"], 0), "6m"))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "1m45s": "pending",
          "2m": "firing",
          "7m30s": "firing",
          "7m45s": "silent",
          "8m": "silent",
        },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "no answer for less than a minute",
        given: [series(pgUp, instance, holds([1, "1m"], [0, "45s"], 1))],
        seen: { "2m": "silent", "3m": "silent" },
      },
    ],
    says: {
      summary: "The database postgres does not answer",
      description:
        "The exporter gets no answer from postgres. All that needs the database fails. Look whether it runs, whether it refuses connections, and whether its password was changed.",
    },
  },
  PostgresConnectionsNearlyExhausted: {
    fires: [
      {
        title: "91 of 100 in use, until its exporter is gone",
        given: connections(ends(holds(61), "8m")),
        seen: { "4m45s": "pending", "5m": "firing", "9m30s": "firing", "9m45s": "silent", "10m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [{ title: "90 of 100 in use", given: connections(holds(60)), seen: { "8m": "silent" } }],
    says: {
      summary: "postgres has hardly any connections left",
      description:
        "91% of the connections to postgres are in use. At 100% new ones are refused and requests fail. Look who holds them: too many instances of an application, or transactions that nobody ends.",
    },
  },
  PostgresConnectionsHigh: {
    fires: [
      {
        title: "76 of 100 in use, until its exporter is gone",
        given: connections(ends(holds(46), "17m")),
        seen: { "14m45s": "pending", "15m": "firing", "18m30s": "firing", "18m45s": "silent", "19m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [{ title: "75 of 100 in use", given: connections(holds(45)), seen: { "17m": "silent" } }],
    says: {
      summary: "postgres is running short of connections",
      description:
        "76% of the connections to postgres have been in use for a quarter of an hour. Nothing fails yet; the next release or peak may take the rest. Look who holds them, and make pools smaller in time.",
    },
  },
  PostgresReplicationLagging: {
    fires: [
      {
        title: "61 seconds behind, until its exporter is gone",
        given: replication(ends(holds(61), "7m")),
        seen: { "4m45s": "pending", "5m": "firing", "8m30s": "firing", "8m45s": "silent", "9m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "a minute behind", given: replication(holds(60)), seen: { "8m": "silent" } },
      { title: "a primary that writes seldom", given: replication(holds(600), 0), seen: { "8m": "silent" } },
    ],
    says: {
      summary: "The replica postgres is more than a minute behind",
      description:
        "postgres is 1m 1s behind its primary. Who reads from it sees old data, and what is behind is lost if it must take over. Look at the writes on the primary and at long statements on the replica.",
    },
  },
  PostgresDeadlocks: {
    fires: [
      {
        title: "two a minute for ten minutes, then none",
        given: [series(pgStatDatabaseDeadlocks, database, grows([2 / 60, "10m"], 0))],
        seen: {
          "2m30s": "silent",
          "2m45s": "pending",
          "7m30s": "pending",
          "7m45s": "firing",
          "22m": "firing",
          "22m15s": "silent",
          "25m": "silent",
        },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "five in a quarter of an hour",
        given: [series(pgStatDatabaseDeadlocks, database, grows([0, "5m"], [1 / 60, "5m"], 0))],
        seen: { "10m": "silent", "15m": "silent", "20m": "silent" },
      },
    ],
    says: {
      summary: "Transactions in postgres block one another",
      description:
        "16 transactions in postgres were broken off in a quarter of an hour because two waited for each other. Requests are slow or fail. Postgres' log names the statements; look what was released.",
    },
  },
  PostgresLongTransaction: {
    fires: [
      {
        title: "31 minutes, then ended",
        given: [transaction(ends(holds(1860), "7m"))],
        seen: { "4m45s": "pending", "5m": "firing", "8m30s": "firing", "8m45s": "silent", "9m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "half an hour", given: [transaction(holds(1800))], seen: { "8m": "silent" } },
      {
        title: "a worker of Postgres for hours",
        given: [transaction(holds(9000), "autovacuum worker"), transaction(holds(1))],
        seen: { "8m": "silent" },
      },
    ],
    says: {
      summary: "A transaction in postgres has been open for more than half an hour",
      description:
        "The oldest transaction in postgres has been open for 31m 0s. It keeps its locks, and nothing that was deleted since is cleaned up: tables grow and all others become slower. Find who opened it.",
    },
  },
  PostgresTransactionIdsRunningOut: {
    fires: [
      {
        title: "one database has 501 million in use, until its exporter is gone",
        given: transactionIds(ends(holds(501_000_000), "17m")),
        seen: { "14m45s": "pending", "15m": "firing", "18m30s": "firing", "18m45s": "silent", "19m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "500 million in use", given: transactionIds(holds(500_000_000)), seen: { "17m": "silent" } },
    ],
    says: {
      summary: "postgres does not reclaim its transaction ids",
      description:
        "501M transaction ids of postgres are in use; vacuum should have reclaimed them from 200 million on. Nothing fails yet; at 2.1 billion Postgres takes no more writes. Find what holds vacuum up: an old transaction, a forgotten replication slot, or vacuum itself.",
    },
  },
  PostgresCacheHitRatioLow: {
    fires: [
      {
        title: "more than a tenth of hardly enough blocks comes to be read from the disk",
        given: blocks(grows([105, "10m"], 94), grows([0, "10m"], 11)),
        seen: { "14m15s": "silent", "14m30s": "pending", "44m15s": "pending", "44m30s": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "a tenth comes from the disk",
        given: blocks(grows(900), grows(100)),
        seen: { "1m": "silent", "32m": "silent" },
      },
      {
        title: "hardly any blocks are asked for",
        given: blocks(grows([100, halfOfFiveMinutes], 0), grows([100, halfOfFiveMinutes], 0)),
        seen: { "3m": "silent", "32m": "silent" },
      },
    ],
    says: {
      summary: "postgres reads from disk what it should find in memory",
      description:
        "For half an hour postgres has found only 89.52% of its blocks in memory. Statements wait for the disk. Look for a statement that reads whole tables, then whether the data in use still fit.",
    },
  },
  PostgresSlowStatements: {
    fires: [
      {
        title: "it becomes a little more than half a second on average, of hardly enough",
        given: statements(grows(0.52), grows([0.1, "6m"], 0.5252)),
        seen: { "10m15s": "silent", "10m30s": "pending", "25m15s": "pending", "25m30s": "firing" },
        labels: instance,
      },
      {
        title: "they are long, and become enough",
        given: statements(grows([0.25, "6m"], 0.52), grows(1)),
        seen: { "10m": "silent", "10m15s": "pending", "25m": "pending", "25m15s": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "half a second on average", given: statements(grows(5), grows(5)), seen: { "17m": "silent" } },
      {
        title: "hardly any statements",
        given: statements(grows([1, halfOfFiveMinutes], 0), grows(9)),
        seen: { "3m": "silent", "17m": "silent" },
      },
    ],
    says: {
      summary: "Statements in postgres take more than half a second on average",
      description:
        "A statement in postgres takes 505ms on average. Requests wait for it. Look which statements are slowest, whether they wait for locks, and whether blocks are still found in memory.",
    },
  },
  PostgresMetricsIncomplete: {
    fires: [
      {
        title: "statements cannot be asked",
        given: collectors(ends(holds(0), "17m"), ends(holds(0), "17m")),
        seen: { "14m45s": "pending", "15m": "firing", "18m30s": "firing", "18m45s": "silent", "19m": "silent" },
        labels: instance,
      },
      {
        title: "settings cannot be asked",
        given: collectors(holds(1), holds(1)),
        seen: { "14m45s": "pending", "15m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "a collector that nobody needs fails", given: collectors(holds(1)), seen: { "17m": "silent" } },
    ],
    says: {
      summary: "Some metrics of postgres are missing",
      description:
        "The exporter reaches postgres, but some of its queries fail. Alerts and panels that need them are blind. Its log names the query; usually a right or the extension pg_stat_statements is missing.",
    },
  },
};
