import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Yaml } from "cdk8s";
import { parse } from "yaml";
import type { Mixin } from "../../../lib/alerting/mixin.ts";
import type { Environment } from "../../../lib/environments/environment.ts";
import { PlatformChart } from "../../../lib/platform/platform-chart.ts";
import { platform } from "../../../platform.ts";
import { output } from "./program.ts";

export type Labels = Readonly<Record<string, string>>;

/** An alert as Prometheus would send it: labels of rule, expression and Prometheus itself. */
export interface SampleAlert {
  readonly name: string;
  readonly labels: Labels;
  /** Labels that say what is affected; their values in `labels` are samples. */
  readonly identity: readonly string[];
  /** As the rule has them: templates. */
  readonly annotations: Labels;
}

/** The files that prometheus-operator itself makes of an environment's rendered objects. */
export interface Generated {
  readonly environment: Environment;
  readonly alertmanager: string;
  readonly prometheus: string;
  readonly rules: readonly string[];
  readonly alerts: readonly SampleAlert[];
  readonly mixins: readonly Mixin[];
  /** The ends of the dashboards' addresses. */
  readonly dashboards: readonly string[];
}

/** Renders an environment into a folder and lets the operator make of it what it would in a cluster. */
export async function generate(environment: Environment, folder: string): Promise<Generated> {
  const charts = PlatformChart.allOf(platform(environment));
  const [rendered, made] = [join(folder, "rendered"), join(folder, "made")];
  mkdirSync(rendered, { recursive: true });
  const objects = charts.map((chart): [string, object[]] => [chart.node.id, chart.toJson()]);
  for (const [name, content] of objects) writeFileSync(join(rendered, `${name}.yaml`), Yaml.stringify(...content));
  await output("operator-config", ["--out", made, rendered]);
  const rules = readdirSync(join(made, "rules")).map((file) => join(made, "rules", file));
  const prometheus = join(made, "prometheus.yaml");
  const mixins = charts.flatMap((chart) => chart.mixins);
  return {
    environment,
    alertmanager: join(made, "alertmanager.yaml"),
    prometheus,
    rules,
    alerts: sampleAlerts(rules, identities(mixins), labelsOf(prometheus)),
    mixins,
    dashboards: objects.flatMap(([, content]) => content).flatMap(dashboardsIn),
  };
}

const dashboardsIn = ({ kind, data = {} }: { kind?: string; data?: Labels }): string[] =>
  kind !== "ConfigMap"
    ? []
    : Object.entries(data)
        .filter(([file]) => file.endsWith(".json"))
        .map(([, text]) => (JSON.parse(text) as { uid: string }).uid);

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { alert?: string; labels?: Labels; annotations?: Labels }[] }[];
}

function sampleAlerts(files: readonly string[], identityOf: ReadonlyMap<string, readonly string[]>, external: Labels) {
  const rules = files.flatMap((file) => read<RuleFile>(file).groups.flatMap((group) => group.rules));
  return rules.flatMap(({ alert: name, labels, annotations = {} }): SampleAlert[] => {
    if (name === undefined) return [];
    const identity = identityOf.get(name) ?? [];
    const affected = Object.fromEntries(identity.map((label) => [label, `${label}-1`]));
    return [{ name, labels: { alertname: name, ...external, ...affected, ...labels }, identity, annotations }];
  });
}

const identities = (mixins: readonly Mixin[]) =>
  new Map(mixins.flatMap(({ alerts }) => Object.entries(alerts)).map(([name, { identity }]) => [name, identity]));

interface PrometheusFile {
  readonly global: { readonly external_labels: Labels };
  readonly alerting: { readonly alert_relabel_configs: readonly { readonly action: string; readonly regex: string }[] };
}

/** What Prometheus adds to every alert, less what it takes away again before it sends one. */
function labelsOf(file: string): Labels {
  const { global, alerting } = read<PrometheusFile>(file);
  const dropped = new Set(
    alerting.alert_relabel_configs.filter(({ action }) => action === "labeldrop").map(({ regex }) => regex),
  );
  return Object.fromEntries(Object.entries(global.external_labels).filter(([label]) => !dropped.has(label)));
}

const read = <T>(file: string): T => parse(readFileSync(file, "utf8")) as T;
