import { parse, stringify } from "yaml";
import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

interface Alert {
  readonly object: MutableObject;
  readonly alert: MutableObject;
}

const alertsOf = (objects: readonly MutableObject[]): readonly Alert[] =>
  objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((object) =>
      object.spec.groups.flatMap(({ rules }: MutableObject) =>
        rules.filter(({ alert }: MutableObject) => alert).map((alert: MutableObject) => ({ object, alert })),
      ),
    );

/** A change of every alert that has what it changes. */
const inAlerts =
  (rule: string, what: string, change: (alert: MutableObject) => (() => void) | undefined): Breaker =>
  (objects) =>
    alertsOf(objects).flatMap(({ object, alert }): Breakage[] => {
      const apply = change(alert);
      return apply ? [{ rule, what: `${what} of ${alert.alert}`, object: named(object), apply }] : [];
    });

const inAnnotations: Breaker[] = [
  inAlerts("alert-severity-unknown", "misspells the severity", ({ labels }) => () => {
    labels.severity = `${labels.severity}l`;
  }),
  inAlerts("alert-severity-unknown", "forgets the severity", ({ labels }) => () => {
    delete labels.severity;
  }),
  inAlerts("alert-without-runbook", "forgets the runbook", ({ expr, annotations }) =>
    expr === "vector(1)"
      ? undefined
      : () => {
          delete annotations.runbook_url;
        },
  ),
  inAlerts("alert-dashboard-link-to-nowhere", "changes the dashboard's link", ({ annotations }) => () => {
    annotations.dashboard_url += "-x";
  }),
  inAlerts("template-does-not-parse", "leaves braces open", ({ annotations }) => () => {
    annotations.description += " {{ $value";
  }),
  inAlerts("template-does-not-parse", "takes a field of Alertmanager", ({ annotations }) => () => {
    annotations.description += " {{ .CommonLabels.job }}";
  }),
  inAlerts("template-does-not-parse", "misspells a function", ({ annotations }) =>
    annotations.description.includes("| humanize")
      ? () => {
          annotations.description = annotations.description.replace("| humanize", "| humanise");
        }
      : undefined,
  ),
];

/** Changes of Alertmanager's base configuration, as one would edit it. */
const inBase =
  (
    rule: string,
    what: string,
    places: (base: MutableObject) => readonly (() => void)[],
    blames?: (objects: readonly MutableObject[]) => MutableObject,
  ): Breaker =>
  (objects) =>
    objects
      .filter(({ kind, stringData }) => kind === "Secret" && stringData?.["alertmanager.yaml"])
      .flatMap((object) => {
        const base = parse(object.stringData["alertmanager.yaml"]);
        return places(base).map((change) => ({
          rule,
          what,
          object: named(blames?.(objects) ?? object),
          apply: () => {
            change();
            object.stringData["alertmanager.yaml"] = stringify(base);
          },
        }));
      });

const routesOf = (route: MutableObject): readonly MutableObject[] => [route, ...(route.routes ?? []).flatMap(routesOf)];

const inConfiguration: Breaker[] = [
  inBase("receiver-unknown", "renames a route's receiver", ({ route }) =>
    routesOf(route).map((each) => () => {
      each.receiver += "x";
    }),
  ),
  inBase("time-interval-unknown", "renames a time interval", ({ route }) =>
    routesOf(route).flatMap((each) =>
      each.mute_time_intervals
        ? [
            () => {
              each.mute_time_intervals = ["weekend"];
            },
          ]
        : [],
    ),
  ),
  inBase(
    "template-does-not-parse",
    "takes a variable of Prometheus, or a template that is not there",
    ({ receivers }) =>
      receivers.flatMap(({ slack_configs = [] }: MutableObject) =>
        slack_configs.flatMap((each: MutableObject) =>
          ["{{ $labels.job }}", '{{ template "own.text" . }}', "{{ .Labels.job }}"].map((text) => () => {
            each.text = text;
          }),
        ),
      ),
  ),
  inBase("alertmanager-file-refused", "misspells a field", ({ route }) =>
    routesOf(route).map((each) => () => {
      each.reciever = each.receiver;
      delete each.receiver;
    }),
  ),
  inBase("alertmanager-file-refused", "forgets the operator of a matcher", ({ route }) =>
    routesOf(route).flatMap(({ matchers = [] }) =>
      matchers.map((matcher: string, index: number) => () => {
        matchers[index] = matcher.replace(/[!=~]+/, " ");
      }),
    ),
  ),
  inBase("alertmanager-file-refused", "matches in the first of all routes", ({ route }) => [
    () => {
      route.matchers = ['severity="critical"'];
    },
  ]),
  inBase("alertmanager-file-refused", "names two receivers alike", ({ receivers }) => [
    () => receivers.push({ ...receivers[0] }),
  ]),
  inBase("matcher-matches-no-alert", "misspells a matcher's value", ({ route }) =>
    routesOf(route).flatMap(({ matchers = [] }) =>
      matchers.map((matcher: string, index: number) => () => {
        matchers[index] = matcher.replace(/"$/, 'x"');
      }),
    ),
  ),
];

/** Changes of AlertmanagerConfigs. */
const inCustomResource: Breaker = (objects) =>
  objects
    .filter(({ kind }) => kind === "AlertmanagerConfig")
    .flatMap((object): Breakage[] => [
      ...(object.spec.inhibitRules ?? []).flatMap(({ sourceMatch, targetMatch }: MutableObject) =>
        [...sourceMatch, ...targetMatch].map((matcher: MutableObject) => ({
          rule: "matcher-matches-no-alert",
          what: `renames an alert of an inhibition: ${matcher.value}`,
          object: named(object),
          apply: () => {
            matcher.value += "Gone";
          },
        })),
      ),
      ...routesOf(object.spec.route).map((route) => ({
        rule: "receiver-unknown",
        what: `renames the receiver ${route.receiver}`,
        object: named(object),
        apply: () => {
          route.receiver += "x";
        },
      })),
    ]);

/** No receiver sends anything any more; some alerts end in the custom resource alone. */
const silenced: Breaker = (objects) => {
  const base = objects.find(({ kind, stringData }) => kind === "Secret" && stringData?.["alertmanager.yaml"]);
  const custom = objects.filter(({ kind }) => kind === "AlertmanagerConfig");
  return custom.map((object) => ({
    rule: "alert-reaches-nobody",
    what: "empties every receiver",
    object: named(object),
    apply: () => {
      const configuration = parse(base.stringData["alertmanager.yaml"]);
      configuration.receivers = configuration.receivers.map(({ name }: MutableObject) => ({ name }));
      base.stringData["alertmanager.yaml"] = stringify(configuration);
      for (const { spec } of custom) spec.receivers = spec.receivers.map(({ name }: MutableObject) => ({ name }));
    },
  }));
};

/** The dead-man's beat ends inside. */
const noBeat: Breaker = (objects) => {
  const alertmanager = objects.find(({ kind }) => kind === "Alertmanager");
  if (!alertmanager || alertmanager.metadata.annotations?.["ignore.verify/heartbeat-stays-inside"]) return [];
  return alertsOf(objects)
    .filter(({ alert }) => alert.expr === "vector(1)")
    .map(({ alert }) => ({
      rule: "heartbeat-stays-inside",
      what: "makes the heartbeat an alert like others",
      object: named(alertmanager),
      apply: () => {
        alert.expr = "vector(0)";
      },
    }));
};

/** Inhibitions that compare what alerts do not have. */
const uncompared: Breaker = (objects) =>
  inhibitionsOf(objects).flatMap(({ object, inhibition }) =>
    inhibition.equal.map(
      (label: string, index: number): Breakage => ({
        rule: "inhibition-label-missing",
        what: `compares ${label}_x in place of ${label}`,
        object: named(object),
        apply: () => {
          inhibition.equal[index] = `${label}_x`;
        },
      }),
    ),
  );

/** An alert that an inhibition names loses a label which it compares. */
const aggregatedAway: Breaker = (objects) =>
  inhibitionsOf(objects).flatMap(({ object, inhibition }) =>
    [...inhibition.sourceMatch, ...inhibition.targetMatch].flatMap(({ value }: MutableObject) =>
      alertsOf(objects)
        .filter(({ alert }) => value.split("|").includes(alert.alert))
        .map(
          ({ alert }): Breakage => ({
            rule: "inhibition-label-missing",
            what: `drops ${inhibition.equal.at(-1)} from ${alert.alert}`,
            object: named(object),
            apply: () => {
              alert.expr = `max without (${inhibition.equal.at(-1)}) (${alert.expr})`;
            },
          }),
        ),
    ),
  );

const inhibitionsOf = (objects: readonly MutableObject[]): { object: MutableObject; inhibition: MutableObject }[] =>
  objects
    .filter(({ kind }) => kind === "AlertmanagerConfig")
    .flatMap((object) => (object.spec.inhibitRules ?? []).map((inhibition: MutableObject) => ({ object, inhibition })));

/** A Prometheus whose Alertmanager is not where it looks. */
const unsent: Breaker = (objects) =>
  objects
    .filter(({ kind, spec }) => kind === "Prometheus" && spec.alerting)
    .flatMap((object) => {
      const broken = (what: string, apply: () => void) => ({
        rule: "alertmanager-unknown",
        what,
        object: named(object),
        apply,
      });
      return [
        broken("names no Alertmanager", () => {
          delete object.spec.alerting;
        }),
        ...object.spec.alerting.alertmanagers.flatMap((each: MutableObject) => [
          broken("renames the Service", () => {
            each.name += "s";
          }),
          broken("renames the port", () => {
            each.port = "wbe";
          }),
          broken("looks in another namespace", () => {
            each.namespace = "agentprovision";
          }),
        ]),
      ];
    });

/** Every way to keep alerts from people. */
export const alertsFaults: Breaker = (objects) =>
  [
    ...inAnnotations,
    ...inConfiguration,
    inCustomResource,
    uncompared,
    aggregatedAway,
    silenced,
    noBeat,
    unsent,
  ].flatMap((breaker) => breaker(objects));
