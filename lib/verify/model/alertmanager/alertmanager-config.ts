import type { Known } from "../manifest.ts";
import { conform, type Fitting } from "../schema.ts";
import { isAnyListFilled, type Part, type Place, type Route } from "./alertmanager-part.ts";
import type { Matcher } from "./matcher.ts";

const customMatchers = [{ name: "text", value: "text", matchType: "text", regex: "flag" }] as const;

const customRoute = {
  receiver: "text",
  matchers: customMatchers,
  continue: "flag",
  muteTimeIntervals: ["text"],
  activeTimeIntervals: ["text"],
  routes: ["any"],
} as const;

const customFields = {
  route: customRoute,
  receivers: [{ name: "text" }],
  inhibitRules: [{ sourceMatch: customMatchers, targetMatch: customMatchers, equal: ["text"] }],
  muteTimeIntervals: [{ name: "text" }],
  // v1beta1's word for them.
  timeIntervals: [{ name: "text" }],
} as const;

/** What an AlertmanagerConfig adds. Its names are its own: the operator puts namespace and name before them. */
export function customPart(object: Known<"AlertmanagerConfig">, own: readonly Matcher[]): Part {
  const spec = (conform(customFields, object.body.spec, "", []) ?? {}) as Fitting<typeof customFields>;
  const scope = `${object.namespace}/${object.name}/`;
  return {
    ...(spec.route && { route: withMatchers(customRouteOf(spec.route, scope, { object, field: "spec.route" }), own) }),
    receivers: (spec.receivers ?? []).map(({ name = "", ...rest }, index) => ({
      object,
      field: `spec.receivers[${index}]`,
      name: scope + name,
      sends: isAnyListFilled(rest),
      integrations: rest,
    })),
    inhibitions: (spec.inhibitRules ?? []).map(({ sourceMatch, targetMatch, equal = [] }, index) => ({
      object,
      field: `spec.inhibitRules[${index}]`,
      source: [...customMatchersOf(sourceMatch), ...own],
      target: [...customMatchersOf(targetMatch), ...own],
      equal,
    })),
    intervals: [...(spec.muteTimeIntervals ?? []), ...(spec.timeIntervals ?? [])].map(({ name = "" }) => scope + name),
  };
}

function customRouteOf(route: Fitting<typeof customRoute>, scope: string, place: Place): Route {
  return {
    ...place,
    ...(route.receiver !== undefined && { receiver: scope + route.receiver }),
    matchers: customMatchersOf(route.matchers),
    continue: route.continue ?? false,
    intervals: [...(route.muteTimeIntervals ?? []), ...(route.activeTimeIntervals ?? [])].map((name) => scope + name),
    routes: (route.routes ?? []).map((each, index) =>
      customRouteOf((conform(customRoute, each, "", []) ?? {}) as Fitting<typeof customRoute>, scope, {
        ...place,
        field: `${place.field}.routes[${index}]`,
      }),
    ),
  };
}

const withMatchers = (route: Route, matchers: readonly Matcher[]): Route => ({
  ...route,
  matchers: [...route.matchers, ...matchers],
});

const customMatchersOf = (matchers: Fitting<typeof customMatchers> = []): readonly Matcher[] =>
  matchers.flatMap(({ name, value = "", matchType, regex = false }) =>
    name === undefined
      ? []
      : [{ name, value, operator: (matchType as Matcher["operator"] | undefined) ?? (regex ? "=~" : "=") }],
  );
