import { seconds } from "../../promql/duration.ts";
import type { Rule } from "../rule.ts";

const secretName = /(^|_)(PASSWORD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|SECRET|PRIVATE|ACCESS)_?KEY)$/i;
const passwordInUrl = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Rules about what must not stand in Git. */
export const secretRules: readonly Rule[] = [
  {
    id: "secrets-plain",
    what: "plain secrets stand in Git, for everybody who reads it: only development may have them",
    *check({ tier, secrets }) {
      if (tier !== "development" && secrets.kind === "plain")
        yield { field: "secrets.kind", value: secrets.kind, remedy: "set external, with a store" };
    },
  },
  {
    id: "secret-in-configuration",
    what: "`configuration` stands in Git: what is secret is a name in `secretVariables`",
    *check({ tier, applications }) {
      if (tier === "development") return;
      for (const [index, { configuration }] of applications.entries())
        for (const [name, value] of Object.entries(configuration))
          if (secretName.test(name) || passwordInUrl.test(value))
            yield {
              field: `applications[${index}].configuration.${name}`,
              // The value itself would end in the log of a build.
              value: "a secret by its looks",
              remedy: "move its name to secretVariables, and change the secret",
            };
    },
  },
  {
    id: "secret-refresh",
    what: "secrets are read again once a minute at most, for the store's limits, and once a day at least, for rotation",
    *check({ secrets }) {
      if (secrets.kind !== "external") return;
      const interval = seconds(secrets.refreshInterval);
      if (interval < seconds("1m") || interval > seconds("1d"))
        yield { field: "secrets.refreshInterval", value: secrets.refreshInterval, remedy: "set 1h" };
    },
  },
];
