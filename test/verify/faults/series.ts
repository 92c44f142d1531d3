import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

interface Asked {
  readonly object: MutableObject;
  readonly rule: MutableObject;
}

const rulesOf = (objects: readonly MutableObject[]): Asked[] =>
  objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((object) =>
      object.spec.groups.flatMap((group: MutableObject) =>
        group.rules.map((rule: MutableObject) => ({ object, rule })),
      ),
    );

/** A change of the text of each expression that it changes. */
const inExpressions =
  (rule: string, what: string, change: (expression: string) => string): Breaker =>
  (objects) =>
    rulesOf(objects).flatMap(({ object, rule: asked }): Breakage[] => {
      const changed = change(asked.expr);
      if (changed === asked.expr) return [];
      return [
        {
          rule,
          what: `${what} in ${asked.alert ?? asked.record}`,
          object: named(object),
          apply: () => {
            asked.expr = changed;
          },
        },
      ];
    });

/** A name of a series, in an expression: recorded ones have colons, the others a word of their exporter. */
const series = /\b(?:(?:pg|redis|kube|node|container|kubelet|prometheus|alertmanager)_\w{6,}|\w+:\w+:\w+)(?=[{[)\s]|$)/;

/** A metric or a recorded series under another name. */
const renamedSeries = inExpressions("series-unknown", "renames a series", (expr) =>
  expr.replace(series, (name) => `${name}_x`),
);

/** A label in a matcher under another name. */
const renamedLabel = inExpressions("matcher-matches-nothing", "renames a label of a matcher", (expr) =>
  /[{,]\s*(?:alert|component)/.test(expr) ? expr : expr.replace(/(\{\s*)(\w+)(=")/, "$1$2x$3"),
);

/** A value that what a recorded series is made of does not have. */
const unrecordedValue = inExpressions("matcher-matches-nothing", "asks a recorded series for a service", (expr) =>
  expr.replace(/\b(?:service|handler):\w+:\w+(?=[[)\s]|$)/, '$&{service="nobody"}'),
);

/** A label by which an aggregation groups. */
const renamedGrouping = inExpressions("label-lost", "groups by a label that is not there", (expr) =>
  expr.replace(/\bby \((\w+)/, "by ($1x"),
);

/** A rate of what goes up and down. */
const rateOfGauge = inExpressions("rate-of-gauge", "takes the rate of a gauge", (expr) =>
  expr.replace(/last_over_time\(((?:pg|redis|kube|prometheus|alertmanager)_\w+)/, "rate($1"),
);

/** A window of one scrape. */
const shortWindow = inExpressions("window-too-short", "narrows a window", (expr) =>
  expr.replace(/((?:rate|increase)\([a-z_]+(?:\{[^}]*\})?)\[\d+m\]/, "$1[15s]"),
);

/** A window of three scrapes. */
const narrowWindow = inExpressions("window-narrow", "narrows a window to three scrapes", (expr) =>
  expr.replace(/((?:rate|increase)\([a-z_]+(?:\{[^}]*\})?)\[\d+m\]/, "$1[45s]"),
);

const brokenText = inExpressions("query-does-not-parse", "drops a parenthesis", (expr) => expr.replace(/\)$/, ""));

/** `le` goes before the quantile is taken. */
const lostLe = inExpressions("quantile-without-le", "drops le", (expr) =>
  expr.replace(/histogram_quantile\(([\d.]+), ([\w:]+)\)/, "histogram_quantile($1, sum by (namespace, service) ($2))"),
);

/** The labels of one side of a match. */
const lostMatch = inExpressions("operands-never-match", "drops a label of one operand", (expr) =>
  expr.replace(
    /^(sum|max|min) by \((\w+), [^)]+\)( \((?:[^()]|\([^()]*\))*\) \/ \(?(?:sum|max|min) by)/,
    "$1 by ($2)$3",
  ),
);

/** Two aggregations matched in fewer labels than tell their series apart; of the kubelet's, whose version is not known, none is sure. */
const lostKey = inExpressions("match-many-to-many", "matches in one label only", (expr) =>
  expr.includes("kubelet_") ? expr : expr.replace(/(?<!^1)( [-/*] )(?=(?:sum|max|min) by \((\w+), )/, "$1on ($2) "),
);

/** An alert that asks for more than there can be. */
const neverTrue = inExpressions("comparison-never-true", "compares with an impossible value", (expr) =>
  expr.replace(/(\b(?:pg_up|redis_up)\b[^<]*) < 1$/, "$1 > 1").replace(/(count\([^)]*\)) or vector\(0\)/, "$1"),
);

/** A share of a series in itself, not in the whole. */
const ofItself = inExpressions("ratio-of-itself", "divides series by themselves", (expr) =>
  expr.replace(/rate\((\w+)\{[^}]*\}(\[\w+\])\)/, "$& / rate($1$2)"),
);

/** A series that is asked for is dropped after the scrape. */
const dropped: Breaker = (objects) =>
  [
    ["postgres-exporter", "pg_up", "postgres"],
    ["postgres-exporter", "pg_settings_.*", "postgres"],
    ["redis-exporter", "redis_up", "redis"],
    ["redis-exporter", "redis_memory_.*", "redis"],
    ["kube-state-metrics", "kube_pod_.*", "containers"],
    ["node-exporter", "node_memory_.*", "nodes"],
    ["cadvisor", "container_memory_working_set_bytes", "containers"],
    ["alertmanager", "alertmanager_notifications_total", "alertmanager"],
  ].flatMap(([monitor, regex, rules]): Breakage[] => {
    const found = objects.find(({ kind, metadata }) => kind === "ServiceMonitor" && metadata.name === monitor);
    const asking = objects.find(({ kind, metadata }) => kind === "PrometheusRule" && metadata.name === rules);
    if (found === undefined || asking === undefined) return [];
    return [
      {
        rule: "series-unknown",
        what: `${monitor} drops ${regex}`,
        object: named(asking),
        apply: () => {
          for (const endpoint of found.spec.endpoints)
            endpoint.metricRelabelings = [
              ...(endpoint.metricRelabelings ?? []),
              { action: "drop", sourceLabels: ["__name__"], regex },
            ];
        },
      },
    ];
  });

/** A recording rule under another name: who asks for it finds nothing. */
const renamedRecording: Breaker = (objects) => {
  const all = rulesOf(objects);
  return all.flatMap(({ rule }): Breakage[] => {
    const asking = all.find(
      (other) =>
        rule.record !== undefined &&
        other.rule !== rule &&
        new RegExp(`${rule.record}(?![\\w:])`).test(other.rule.expr),
    );
    if (asking === undefined) return [];
    return [
      {
        rule: "series-unknown",
        what: `records ${rule.record} under another name`,
        object: named(asking.object),
        apply: () => {
          rule.record = `${rule.record}_x`;
        },
      },
    ];
  });
};

/** An exclusion by the labels of pods, of which kube-state-metrics is not told to tell. */
const untoldLabels: Breaker = (objects) =>
  rulesOf(objects)
    .filter(({ rule }) => rule.alert?.startsWith("Container"))
    .map(({ object, rule }) => ({
      rule: "series-unknown",
      what: `leaves pods with a label out of ${rule.alert}`,
      object: named(object),
      apply: () => {
        rule.expr = `(${rule.expr}) unless on (namespace, pod) kube_pod_labels{label_quiet="true"}`;
      },
    }));

/** An annotation that shows a label that the alert does not have. */
const shownLabel: Breaker = (objects) =>
  rulesOf(objects).flatMap(({ object, rule }): Breakage[] => {
    const { annotations = {}, alert } = rule;
    return Object.keys(annotations)
      .filter((name) => annotations[name].includes("$labels."))
      .map((name) => ({
        rule: "label-lost",
        what: `the ${name} of ${alert} shows a label that is not there`,
        object: named(object),
        apply: () => {
          annotations[name] = annotations[name].replace(/\$labels\.(\w+)/, "$labels.$1x");
        },
      }));
  });

/** An annotation that shows a label which only the rule itself sets. */
const ownLabel: Breaker = (objects) =>
  rulesOf(objects)
    .filter(({ rule }) => rule.alert !== undefined)
    .map(({ object, rule }) => ({
      rule: "label-lost",
      what: `the summary of ${rule.alert} shows its severity`,
      object: named(object),
      apply: () => {
        rule.annotations.summary = `{{ $labels.severity }}: ${rule.annotations.summary}`;
      },
    }));

/** A series under another name in a panel. */
const renamedInPanels: Breaker = (objects) =>
  objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.labels?.grafana_dashboard)
    .flatMap((object) =>
      Object.keys(object.data).flatMap((file) => {
        const { panels } = JSON.parse(object.data[file]);
        return panels.flatMap((panel: MutableObject, at: number) =>
          (panel.targets ?? []).flatMap((target: MutableObject, index: number): Breakage[] =>
            series.test(target.expr)
              ? [
                  {
                    rule: "series-unknown",
                    what: `renames a series in panel ${panel.title}`,
                    object: named(object),
                    apply: () => {
                      const dashboard = JSON.parse(object.data[file]);
                      const broken = dashboard.panels[at].targets[index];
                      broken.expr = broken.expr.replace(series, (name: string) => `${name}_x`);
                      object.data[file] = JSON.stringify(dashboard);
                    },
                  },
                ]
              : [],
          ),
        );
      }),
    );

/** Exporters in a version, or with a flag, that nobody reviewed. */
const unreviewed: Breaker = (objects) =>
  objects.flatMap((object) =>
    (object.spec?.template?.spec?.containers ?? []).flatMap((container: MutableObject): Breakage[] => {
      const [, exporter] =
        /(postgres-exporter|redis_exporter|node-exporter|kube-state-metrics)/.exec(container.image) ?? [];
      if (exporter === undefined) return [];
      const flag = exporter === "kube-state-metrics" ? "--resources=none" : "--no-collector.none";
      const broken = (what: string, apply: () => void) => ({
        rule: "contract-not-reviewed",
        what: `${what} of ${exporter}`,
        object: named(object),
        apply,
      });
      return [
        broken("raises the version", () => {
          container.image = container.image.replace(/:v?\d+/, ":99");
        }),
        broken("adds a flag", () => {
          container.args = [...(container.args ?? []), flag];
        }),
      ];
    }),
  );

/** Everything that breaks what queries ask for. */
export const breakers: readonly Breaker[] = [
  renamedSeries,
  renamedLabel,
  unrecordedValue,
  renamedGrouping,
  rateOfGauge,
  shortWindow,
  narrowWindow,
  brokenText,
  lostLe,
  lostMatch,
  lostKey,
  dropped,
  renamedRecording,
  untoldLabels,
  shownLabel,
  ownLabel,
  renamedInPanels,
  neverTrue,
  ofItself,
  unreviewed,
];

/** All places where a query can be broken. */
export const seriesFaults: Breaker = (objects) => breakers.flatMap((breaker) => breaker(objects));
