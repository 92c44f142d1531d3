import type { Environment } from "../environment.ts";
import { type Field, repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Taken by the platform itself: their Services, Secrets and series would be mistaken for an application's. */
const taken = new Set([
  ...["prometheus", "prometheus-operator", "alertmanager", "alertmanager-receivers", "grafana", "postgres", "redis"],
  ...["node-exporter", "cadvisor", "postgres-exporter", "redis-exporter", "kube-state-metrics", "kubernetes"],
  ...["default-deny", "allow-names", "postgres-initial", "database", "cache"],
]);

/** Room for what is put behind a name: `NAME-internal-key`, a pod's hash. */
const longest = 40;

const applicationNames = ({ applications }: Environment): Field<string>[] =>
  applications.map(({ name }, index) => ({ path: `applications[${index}].name`, value: name }));

const dataNames = ({ database, cache }: Environment): Field<string>[] => [
  ...(database ? [{ path: "database.name", value: database.name }] : []),
  ...(cache ? [{ path: "cache.name", value: cache.name }] : []),
];

/** Rules about names. */
export const nameRules: readonly Rule[] = [
  {
    id: "name-form",
    what: `names become DNS labels: at most ${longest} of a-z, 0-9 and -, a letter first, no - at the end`,
    *check(environment) {
      const own = [
        { path: "name", value: environment.name },
        { path: "cluster.name", value: environment.cluster.name },
      ];
      for (const { path, value } of [...own, ...applicationNames(environment), ...dataNames(environment)])
        if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(value) || value.length > longest)
          yield { field: path, value, remedy: `write ${suggestion(value)}` };
    },
  },
  {
    id: "name-unique",
    what: "applications and data services are told apart by their names",
    *check(environment) {
      for (const { path, value, first } of repeated([...dataNames(environment), ...applicationNames(environment)]))
        yield { field: path, value, remedy: `${first} has that name: rename one` };
    },
  },
  {
    id: "name-taken",
    what: "the platform's own components have that name",
    *check(environment) {
      for (const { path, value } of applicationNames(environment))
        if (taken.has(value)) yield { field: path, value, remedy: `choose another, such as ${value}-application` };
    },
  },
  {
    id: "folder-taken",
    what: "dist/argocd holds what Argo CD reads first",
    *check({ name }) {
      if (name === "argocd") yield { field: "name", value: name, remedy: "choose another" };
    },
  },
  {
    id: "tier-of-name",
    what: "an environment named after a tier is of that tier, or it keeps another one's rules",
    *check({ name, tier }) {
      if (["development", "staging", "production"].includes(name) && name !== tier)
        yield { field: "tier", value: tier, remedy: `set ${name}` };
    },
  },
];

function suggestion(name: string): string {
  const letters = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest);
  return letters.replace(/^[^a-z]+|-+$/g, "") || "another";
}
