import type { Environment } from "../environment.ts";
import { hostOf } from "../host.ts";
import type { SharedRule } from "../rule.ts";
import { externalUrls } from "./urls.ts";

interface Claim {
  readonly field: string;
  readonly value: string;
}

/** Claims of one environment that another one before it makes too. */
function* contested(environments: readonly Environment[], claims: (environment: Environment) => readonly Claim[]) {
  const holders = new Map<string, string>();
  for (const environment of environments) {
    const own = claims(environment);
    for (const { field, value } of own) {
      const holder = holders.get(value);
      if (holder !== undefined)
        yield { environment: environment.name, field, value, remedy: `${holder} has it too: change one` };
    }
    for (const { value } of own) holders.set(value, environment.name);
  }
}

/** Rules about environments beside one another. */
export const sharedRules: readonly SharedRule[] = [
  {
    id: "environment-unique",
    what: "each environment has a folder of its own",
    check: (environments) => contested(environments, ({ name }) => [{ field: "name", value: name }]),
  },
  {
    id: "cluster-shared",
    what: "one cluster cannot hold two environments: their namespaces have the same names",
    check: (environments) =>
      contested(environments, ({ cluster }) => [
        { field: "cluster.name", value: cluster.name },
        { field: "cluster.url", value: cluster.url },
      ]),
  },
  {
    id: "url-shared",
    what: "a link in a message leads to the environment that it speaks of",
    check: (environments) =>
      contested(environments, (environment) =>
        externalUrls(environment)
          .filter(({ value }) => hostOf(value) !== "localhost")
          .map(({ path, value }) => ({ field: path, value })),
      ),
  },
  {
    id: "secrets-shared",
    what: "environments do not know one another's secrets",
    check: (environments) =>
      contested(environments, ({ secrets }) =>
        secrets.kind === "external"
          ? [{ field: "secrets.prefix", value: `${secrets.prefix} in ${secrets.store}` }]
          : [],
      ),
  },
  {
    id: "data-shared",
    what: "environments do not write into one another's data",
    check: (environments) =>
      contested(environments, ({ database, cache }) => [
        ...(database?.kind === "managed"
          ? [{ field: "database.host", value: `${database.host}:${database.port}` }]
          : []),
        ...(cache?.kind === "managed" ? [{ field: "cache.host", value: `${cache.host}:${cache.port}` }] : []),
      ]),
  },
];
