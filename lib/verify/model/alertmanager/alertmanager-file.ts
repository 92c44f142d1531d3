import type { Cluster } from "../cluster.ts";
import { filesOf, type ObjectFile, yamlIn } from "../embedded.ts";
import type { Known } from "../manifest.ts";
import { conform, type Fitting } from "../schema.ts";
import { isAnyListFilled, type Part, type Place, type Route } from "./alertmanager-part.ts";
import { matchersOf } from "./matcher.ts";

const baseRoute = {
  receiver: "text",
  match: { "*": "scalar" },
  match_re: { "*": "scalar" },
  matchers: ["text"],
  continue: "flag",
  mute_time_intervals: ["text"],
  active_time_intervals: ["text"],
  routes: ["any"],
} as const;

const baseFile = {
  route: baseRoute,
  receivers: [{ name: "text" }],
  inhibit_rules: [
    {
      source_match: { "*": "scalar" },
      source_match_re: { "*": "scalar" },
      source_matchers: ["text"],
      target_match: { "*": "scalar" },
      target_match_re: { "*": "scalar" },
      target_matchers: ["text"],
      equal: ["text"],
    },
  ],
  time_intervals: [{ name: "text" }],
  mute_time_intervals: [{ name: "text" }],
} as const;

/**
 * The name of the Secret that an Alertmanager begins with; nothing where a custom resource takes its place.
 *
 * Source: prometheus-operator 0.93, pkg/alertmanager/statefulset.go, defaultConfigSecretName.
 */
export const baseSecretOf = ({ name, body }: Known<"Alertmanager">): string | undefined =>
  body.spec?.alertmanagerConfiguration?.name === undefined
    ? body.spec?.configSecret || `alertmanager-${name}`
    : undefined;

/** The key of it that the operator reads; it makes `alertmanager.yaml.gz` itself. */
export const baseKey = "alertmanager.yaml";

/** The file that an Alertmanager begins with, as far as it is among the objects. */
export function baseFileOf(cluster: Cluster, alertmanager: Known<"Alertmanager">): ObjectFile | undefined {
  const name = baseSecretOf(alertmanager);
  const secret = name === undefined ? undefined : cluster.find("Secret", alertmanager.namespace ?? "", name);
  return secret && filesOf(secret).find((each) => each.name === baseKey);
}

/** What a file of Alertmanager's configuration says; nothing where it cannot be read. */
export function filePart(file: ObjectFile): Part | undefined {
  const found = yamlIn(file.text, baseFile);
  if (found === undefined) return undefined;
  const { object, field } = file;
  return {
    ...(found.route && { route: baseRouteOf(found.route, { object, field: `${field}.route` }) }),
    receivers: (found.receivers ?? []).map(({ name = "", ...rest }, index) => ({
      object,
      field: `${field}.receivers[${index}]`,
      name,
      sends: isAnyListFilled(rest),
      integrations: rest,
    })),
    inhibitions: (found.inhibit_rules ?? []).map((rule, index) => ({
      object,
      field: `${field}.inhibit_rules[${index}]`,
      source: matchersOf(rule.source_matchers, rule.source_match, rule.source_match_re),
      target: matchersOf(rule.target_matchers, rule.target_match, rule.target_match_re),
      equal: rule.equal ?? [],
    })),
    intervals: [...(found.time_intervals ?? []), ...(found.mute_time_intervals ?? [])].flatMap(
      ({ name }) => name ?? [],
    ),
  };
}

function baseRouteOf(route: Fitting<typeof baseRoute>, place: Place): Route {
  return {
    ...place,
    ...(route.receiver !== undefined && { receiver: route.receiver }),
    matchers: matchersOf(route.matchers, route.match, route.match_re),
    continue: route.continue ?? false,
    intervals: [...(route.mute_time_intervals ?? []), ...(route.active_time_intervals ?? [])],
    routes: (route.routes ?? []).map((each, index) =>
      baseRouteOf((conform(baseRoute, each, "", []) ?? {}) as Fitting<typeof baseRoute>, {
        ...place,
        field: `${place.field}.routes[${index}]`,
      }),
    ),
  };
}
