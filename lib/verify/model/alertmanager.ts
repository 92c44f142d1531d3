import type { Cluster } from "./cluster.ts";
import { filesOf, yamlIn } from "./embedded.ts";
import type { Known, Manifest } from "./manifest.ts";
import { type Matcher, matchersOf } from "./matcher.ts";
import { conform, type Fitting } from "./schema.ts";
import { selectionOf } from "./selection.ts";

/** Where a part of a configuration stands. */
export interface Place {
  readonly object: Manifest;
  readonly field: string;
}

/** A route with those below it. */
export interface Route extends Place {
  /** Nothing where it is that of the route above. */
  readonly receiver?: string;
  readonly matchers: readonly Matcher[];
  readonly continue: boolean;
  readonly intervals: readonly string[];
  readonly routes: readonly Route[];
}

/** Who is told, and whether anything leaves from there. */
export interface Receiver extends Place {
  readonly name: string;
  readonly sends: boolean;
  /** What it is made of, for what stands in it as text. */
  readonly integrations: unknown;
}

/** What silences what. */
export interface Inhibition extends Place {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** What an Alertmanager is told by its base configuration and by the AlertmanagerConfigs that it selects. */
export interface Configuration {
  readonly alertmanager: Known<"Alertmanager">;
  /** Nothing where the base configuration is not among the objects. */
  readonly root?: Route;
  readonly receivers: ReadonlyMap<string, Receiver>;
  readonly inhibitions: readonly Inhibition[];
  readonly intervals: ReadonlySet<string>;
}

/** The configuration of each Alertmanager, as prometheus-operator merges it. */
export const configurationsOf = (cluster: Cluster): readonly Configuration[] => cluster.derived(compute);

const compute = (cluster: Cluster): readonly Configuration[] =>
  cluster.all("Alertmanager").map((alertmanager) => merged(cluster, alertmanager));

interface Part {
  readonly route?: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibitions: readonly Inhibition[];
  readonly intervals: readonly string[];
}

function merged(cluster: Cluster, alertmanager: Known<"Alertmanager">): Configuration {
  const whole = globalOf(cluster, alertmanager);
  const base = isGlobal(alertmanager) ? whole && customPart(whole, []) : baseOf(cluster, alertmanager);
  const parts = cluster
    .all("AlertmanagerConfig")
    .filter((object) => object !== whole && selectionOf(cluster, object).by.includes(alertmanager))
    .map((object) => customPart(object, namespaceMatcher(object, alertmanager)));
  const all = [...parts, ...(base ? [base] : [])];
  return {
    alertmanager,
    // The operator puts the routes of custom resources before those of the base and lets alerts pass on from them.
    ...(base?.route && {
      root: {
        ...base.route,
        routes: [...parts.flatMap(({ route }) => (route ? [{ ...route, continue: true }] : [])), ...base.route.routes],
      },
    }),
    receivers: new Map(all.flatMap(({ receivers }) => receivers.map((each) => [each.name, each]))),
    inhibitions: all.flatMap(({ inhibitions }) => inhibitions),
    intervals: new Set(all.flatMap(({ intervals }) => intervals)),
  };
}

/** Whether one AlertmanagerConfig takes the place of the file, with alerts of all namespaces. */
const isGlobal = ({ body }: Known<"Alertmanager">) => body.spec?.alertmanagerConfiguration?.name !== undefined;

const globalOf = (cluster: Cluster, { namespace = "", body }: Known<"Alertmanager">) =>
  cluster.find("AlertmanagerConfig", namespace, body.spec?.alertmanagerConfiguration?.name ?? "");

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
function baseOf(cluster: Cluster, alertmanager: Known<"Alertmanager">): Part | undefined {
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

/** A name as it stands in its object, and those that are defined beside it. */
export function inScope(
  name: string,
  all: Iterable<string>,
): { readonly value: string; readonly own: readonly string[] } {
  const scope = name.slice(0, name.lastIndexOf("/") + 1);
  const own = [...all].filter((each) => each.startsWith(scope)).map((each) => each.slice(scope.length));
  return { value: name.slice(scope.length), own };
}

/** What an AlertmanagerConfig adds. Its names are its own: the operator puts namespace and name before them. */
function customPart(object: Known<"AlertmanagerConfig">, own: readonly Matcher[]): Part {
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

/**
 * What the operator adds to each route and inhibition of a custom resource, unless it is told not to.
 *
 * Source: prometheus-operator, pkg/alertmanager/enforcement.go.
 */
function namespaceMatcher({ namespace = "" }: Manifest, { body, ...alertmanager }: Known<"Alertmanager">): Matcher[] {
  const type = body.spec?.alertmanagerConfigMatcherStrategy?.type ?? "OnNamespace";
  const isExempt =
    type === "None" || (type === "OnNamespaceExceptForAlertmanagerNamespace" && alertmanager.namespace === namespace);
  return isExempt ? [] : [{ name: "namespace", operator: "=", value: namespace }];
}

/** Whether a receiver has an integration: each is a list under a name of its own. */
const isAnyListFilled = (receiver: object): boolean =>
  Object.values(receiver).some((list) => Array.isArray(list) && list.length > 0);
