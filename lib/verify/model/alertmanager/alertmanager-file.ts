import type { Cluster } from "../cluster.ts";
import { filesOf, yamlIn } from "../embedded.ts";
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

/** The file that an Alertmanager begins with: of its Secret, or of the one that the operator looks for. */
export function baseOf(cluster: Cluster, alertmanager: Known<"Alertmanager">): Part | undefined {
  const { name, namespace = "", body } = alertmanager;
  const secret = cluster.find("Secret", namespace, body.spec?.configSecret ?? `alertmanager-${name}`);
  const file = secret && filesOf(secret).find((each) => each.name === "alertmanager.yaml");
  const found = file && yamlIn(file.text, baseFile);
  if (!file || !found) return undefined;
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
