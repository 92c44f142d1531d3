import type { Application, Environment } from "../environment.ts";
import { repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Set by the platform, from the data services and the key of the scrape. */
const derived = new Set(["DATABASE_URL", "REDIS_URL", "INTERNAL_KEY"]);

/** Tags that mean another image tomorrow. */
const movingTags = new Set(["latest", "main", "master", "stable", "dev", "edge", "nightly"]);

/** Each application with its path. */
const withPaths = ({ applications }: Environment): [string, Application][] =>
  applications.map((application, index) => [`applications[${index}]`, application]);

/** The names of an application's environment variables, secret ones last. */
const variables = ({ configuration, secretVariables }: Application, path: string) => [
  ...Object.keys(configuration).map((value) => ({ path: `${path}.configuration.${value}`, value })),
  ...secretVariables.map((value, index) => ({ path: `${path}.secretVariables[${index}]`, value })),
];

/** An image is told by a digest, or by a tag that stays; a colon before the last slash is a registry's port. */
function isPinned(image: string): boolean {
  const [reference = "", ...digest] = image.split("@");
  const tag = /:([\w][\w.-]{0,127})$/.exec(reference.slice(reference.lastIndexOf("/") + 1))?.[1];
  if (digest.length > 0) return digest.length === 1 && /^sha256:[0-9a-f]{64}$/.test(digest[0] ?? "");
  return tag !== undefined && !movingTags.has(tag);
}

/** Rules about each application. */
export const applicationRules: readonly Rule[] = [
  {
    id: "image-pinned",
    what: "an image has a digest or a tag that stays, or a restart changes the version",
    *check(environment) {
      for (const [path, { image }] of withPaths(environment))
        if (!isPinned(image)) yield { field: `${path}.image`, value: image, remedy: "write REPOSITORY:VERSION" };
    },
  },
  {
    id: "path-form",
    what: "a path begins with / and has neither spaces nor a query",
    *check(environment) {
      for (const [path, { probePath, instrumentation }] of withPaths(environment))
        for (const [key, value] of Object.entries({ probePath, "instrumentation.path": instrumentation.path }))
          if (!/^\/[^\s?#]*$/.test(value)) yield { field: `${path}.${key}`, value, remedy: "write the path alone" };
    },
  },
  {
    id: "probe-is-scrape",
    what: "a probe asks whether the application works, so not for its metrics",
    *check(environment) {
      for (const [path, { probePath, instrumentation }] of withPaths(environment))
        if (probePath === instrumentation.path)
          yield { field: `${path}.probePath`, value: probePath, remedy: "write another path than that of the metrics" };
    },
  },
  {
    id: "variable-form",
    what: "an environment variable is letters, digits and _, no digit first",
    *check(environment) {
      for (const [path, application] of withPaths(environment))
        for (const field of variables(application, path))
          if (!/^[A-Za-z_]\w*$/.test(field.value))
            yield {
              field: field.path,
              value: field.value,
              remedy: `write ${field.value.toUpperCase().replace(/^\d|\W/g, "_")}`,
            };
    },
  },
  {
    id: "variable-twice",
    what: "a variable has one value, plain or secret",
    *check(environment) {
      for (const [path, application] of withPaths(environment))
        for (const again of repeated(variables(application, path)))
          yield { field: again.path, value: again.value, remedy: `it stands at ${again.first} too: remove one` };
    },
  },
  {
    id: "variable-derived",
    what: "the platform sets this variable from the data services and the key of the scrape",
    *check(environment) {
      for (const [path, application] of withPaths(environment))
        for (const field of variables(application, path))
          if (derived.has(field.value)) yield { field: field.path, value: field.value, remedy: "remove it" };
    },
  },
];
