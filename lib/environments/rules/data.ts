import { isOutsideName } from "../host.ts";
import type { Rule } from "../rule.ts";

/** What a replica may open: a pool of 5 and 10 more under load, SQLAlchemy's default. */
const connectionsPerReplica = 15;
/** Left for the exporter, a backup and somebody who looks. */
const spareConnections = 10;

const uses = { database: "usesDatabase", cache: "usesCache" } as const;
const services = ["database", "cache"] as const;

/** Rules about Postgres and Redis. */
export const dataRules: readonly Rule[] = [
  {
    id: "data-missing",
    what: "an application uses a data service that the environment has",
    *check(environment) {
      for (const service of services)
        for (const [index, application] of environment.applications.entries())
          if (application[uses[service]] && environment[service] === undefined)
            yield { field: `applications[${index}].${uses[service]}`, value: true, remedy: `declare \`${service}\`` };
    },
  },
  {
    id: "data-unused",
    what: "a data service that no application uses is only watched",
    *check(environment) {
      for (const service of services) {
        const found = environment[service];
        if (found !== undefined && !environment.applications.some((application) => application[uses[service]]))
          yield {
            field: `${service}.name`,
            value: found.name,
            remedy: `remove \`${service}\`, or set ${uses[service]}`,
          };
      }
    },
  },
  {
    id: "managed-host",
    what: "a managed service has a full host name: certificates are for names, and its address changes",
    *check(environment) {
      for (const service of services) {
        const found = environment[service];
        if (found?.kind === "managed" && !isOutsideName(found.host))
          yield { field: `${service}.host`, value: found.host, remedy: "write the name that its provider gives" };
      }
    },
  },
  {
    id: "database-connections",
    what: `each replica may open ${connectionsPerReplica} connections, and ${spareConnections} are for others`,
    *check({ applications, database }) {
      if (database?.kind !== "in-cluster") return;
      const replicas = applications.reduce((sum, each) => sum + (each.usesDatabase ? each.replicas.maximum : 0), 0);
      const needed = replicas * connectionsPerReplica + spareConnections;
      if (database.maximumConnections < needed)
        yield {
          field: "database.maximumConnections",
          value: database.maximumConnections,
          remedy: `set ${needed} or more for ${replicas} replicas, or lower their maximum`,
        };
    },
  },
];
