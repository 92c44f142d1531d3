import type { ReceiverKey } from "../alerting/alertmanager-config.ts";
import type { Receivers } from "../alerting/receivers.ts";
import type { Application, Environment } from "../environments/environment.ts";
import type { SecretRef } from "../kubernetes/secret.ts";
import { type SecretText, type StoredValue, secretText } from "../kubernetes/secret-text.ts";
import { type Address, cacheAddress, databaseAddress, databaseName } from "./data-services.ts";
import { namespaces } from "./namespaces.ts";

/** A Secret with what its keys hold. */
export interface SecretDefinition<Key extends string = string> extends SecretRef<Key> {
  readonly texts: Readonly<Partial<Record<Key, SecretText>>>;
}

/** All Secrets that an environment can have that hold values from the secret store. */
export interface Secrets {
  /** By the application's name. */
  readonly applications: ReadonlyMap<string, SecretDefinition>;
  readonly postgres: SecretDefinition<"username" | "password" | "monitor-username" | "monitor-password">;
  readonly redis: SecretDefinition<"password">;
  readonly postgresExporter: SecretDefinition<"username" | "password">;
  readonly redisExporter: SecretDefinition<"password">;
  readonly grafana: SecretDefinition<"username" | "password">;
  readonly receivers: SecretDefinition<ReceiverKey>;
  /** What scrapes with the header `X-Internal-Key` send; by the application's name. */
  readonly internalKeys: ReadonlyMap<string, SecretDefinition<"key">>;
}

const stored = (name: string, wellKnown: string): StoredValue => ({ stored: name, wellKnown });

const database = {
  username: stored("database/username", "agentprovision"),
  password: stored("database/password", "agentprovision"),
};
const databaseMonitor = {
  username: stored("database/monitor-username", "monitor"),
  password: stored("database/monitor-password", "monitor"),
};
const cachePassword = stored("cache/password", "agentprovision");
const internalKey = (application: Application) => stored(`${application.name}/internal-key`, "development");

const define = <Key extends string>(
  namespace: string,
  name: string,
  texts: Partial<Record<Key, SecretText>>,
): SecretDefinition<Key> => ({
  name,
  namespace,
  texts,
  keys: Object.keys(texts) as Key[],
});

/** The Secrets that an environment needs; which of them are rendered follows from who uses them. */
export function secretsOf(environment: Environment): Secrets {
  const { application, monitoring } = {
    application: namespaces.application.name,
    monitoring: namespaces.monitoring.name,
  };
  const withKey = environment.applications.filter((each) => each.internalKey);
  return {
    applications: new Map(
      environment.applications.map((each) => [
        each.name,
        define(application, each.name, applicationTexts(each, environment)),
      ]),
    ),
    postgres: define(application, "postgres", {
      username: secretText`${database.username}`,
      password: secretText`${database.password}`,
      "monitor-username": secretText`${databaseMonitor.username}`,
      "monitor-password": secretText`${databaseMonitor.password}`,
    }),
    redis: define(application, "redis", { password: secretText`${cachePassword}` }),
    postgresExporter: define(monitoring, "postgres-exporter", {
      username: secretText`${databaseMonitor.username}`,
      password: secretText`${databaseMonitor.password}`,
    }),
    redisExporter: define(monitoring, "redis-exporter", { password: secretText`${cachePassword}` }),
    grafana: define(monitoring, "grafana", {
      username: secretText`${stored("grafana/username", "admin")}`,
      password: secretText`${stored("grafana/password", "admin")}`,
    }),
    receivers: define(monitoring, "alertmanager-receivers", receiverTexts(environment.receivers)),
    internalKeys: new Map(
      withKey.map((each) => [
        each.name,
        define(monitoring, `${each.name}-internal-key`, { key: secretText`${internalKey(each)}` }),
      ]),
    ),
  };
}

/** The application's own secret variables, and the addresses of the data services that it uses. */
function applicationTexts(application: Application, environment: Environment): Record<string, SecretText> {
  const [postgres, redis] = [databaseAddress(environment), cacheAddress(environment)];
  return {
    ...Object.fromEntries(
      application.secretVariables.map((name) => [
        name,
        secretText`${stored(`${application.name}/${name}`, "development")}`,
      ]),
    ),
    ...(application.usesDatabase && postgres && { DATABASE_URL: databaseUrl(postgres) }),
    ...(application.usesCache && redis && { REDIS_URL: redisUrl(redis) }),
    ...(application.internalKey && { INTERNAL_KEY: secretText`${internalKey(application)}` }),
  };
}

const databaseUrl = ({ host, port, tls }: Address) =>
  secretText`postgresql://${database.username}:${database.password}@${host}:${String(port)}/${databaseName}${tls ? "?sslmode=require" : ""}`;

const redisUrl = ({ host, port, tls }: Address) =>
  secretText`${tls ? "rediss" : "redis"}://:${cachePassword}@${host}:${String(port)}/0`;

/** One key for each kind of receiver that there is: the secret store is not asked for more. */
function receiverTexts({ all, deadManSwitch }: Receivers): Partial<Record<ReceiverKey, SecretText>> {
  const kinds = new Set(Object.values(all).map(({ kind }) => kind));
  return {
    ...(kinds.has("slack") && {
      "slack-url": secretText`${stored("alertmanager/slack-url", "https://hooks.slack.com/services/development")}`,
    }),
    ...(kinds.has("teams") && {
      "teams-url": secretText`${stored("alertmanager/teams-url", "https://teams.invalid/development")}`,
    }),
    ...(kinds.has("jira") && { "jira-token": secretText`${stored("alertmanager/jira-token", "development")}` }),
    ...(deadManSwitch && {
      "dead-man-switch-url": secretText`${stored("alertmanager/dead-man-switch-url", `https://${deadManSwitch.host}/development`)}`,
    }),
  };
}

/** The Secrets that somebody refers to in this environment. */
export function usedSecrets({ database, cache }: Environment, secrets: Secrets): SecretDefinition[] {
  const all: readonly (SecretDefinition | false | undefined)[] = [
    ...secrets.applications.values(),
    ...secrets.internalKeys.values(),
    database?.kind === "in-cluster" && secrets.postgres,
    cache?.kind === "in-cluster" && secrets.redis,
    database && secrets.postgresExporter,
    cache && secrets.redisExporter,
    secrets.grafana,
    secrets.receivers,
  ];
  return all.filter((each): each is SecretDefinition => !!each && each.keys.length > 0);
}
