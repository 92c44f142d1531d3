import type { Environment } from "../environment.ts";
import { type Field, repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Where people reach the programs of an environment. */
export const externalUrls = ({ prometheus, alertmanager, grafana }: Environment): Field<string>[] => [
  { path: "prometheus.externalUrl", value: prometheus.externalUrl },
  { path: "alertmanager.externalUrl", value: alertmanager.externalUrl },
  { path: "grafana.externalUrl", value: grafana.externalUrl },
];

/** Rules about addresses that people and messages use. */
export const urlRules: readonly Rule[] = [
  {
    id: "url-form",
    what: "paths are put behind a URL, so it has no / at the end, no query and no fragment",
    *check(environment) {
      const { cluster, repositoryUrl } = environment;
      const others = [
        { path: "cluster.url", value: cluster.url },
        { path: "repositoryUrl", value: repositoryUrl },
      ];
      for (const { path, value } of [...externalUrls(environment), ...others])
        if (!URL.canParse(value) || !/^https?:\/\/[^\s?#]*[^/\s?#]$/.test(value))
          yield { field: path, value, remedy: "write https://HOST or https://HOST/PATH" };
    },
  },
  {
    id: "url-https",
    what: "outside development people log in there, so it speaks HTTPS",
    *check(environment) {
      if (environment.tier === "development") return;
      for (const { path, value } of externalUrls(environment))
        if (value.startsWith("http://"))
          yield { field: path, value, remedy: `write ${value.replace("http:", "https:")}` };
    },
  },
  {
    id: "url-unique",
    what: "each program has a URL of its own, or links in messages lead to another",
    *check(environment) {
      for (const { path, value, first } of repeated(externalUrls(environment)))
        yield { field: path, value, remedy: `${first} is the same: change one` };
    },
  },
];
