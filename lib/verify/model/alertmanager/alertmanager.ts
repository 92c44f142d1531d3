import type { Cluster } from "../cluster.ts";
import { filesOnce, type ObjectFile } from "../embedded.ts";
import type { Known, Manifest } from "../manifest.ts";
import type { Owner } from "../pods/pod.ts";
import { storeOf } from "../pods/stores.ts";
import { selectionOf } from "../scraping/selection.ts";
import { customPart } from "./alertmanager-config.ts";
import { baseFileOf, baseSecretOf, filePart } from "./alertmanager-file.ts";
import type { Inhibition, Part, Receiver, Route } from "./alertmanager-part.ts";
import type { Matcher } from "./matcher.ts";
import { type PlainAlertmanager, plainAlertmanagersOf } from "./plain-alertmanager.ts";
import { type Sent, sentTo, sentToPlain } from "./sent.ts";

/** What an Alertmanager is told by its base configuration and by the AlertmanagerConfigs that it selects, and of which alerts. */
export interface Configuration {
  /** Who makes its pods. */
  readonly alertmanager: Owner;
  /** Those that reach it, or may. */
  readonly alerts: readonly Sent[];
  /** Nothing where the base configuration is not among the objects. */
  readonly root?: Route;
  /** The Secret with the base configuration is not there, so the operator makes one up whose receiver sends nothing. */
  readonly isMadeUp: boolean;
  /** All routes that are known: the first of all, or those of AlertmanagerConfigs below one that is not. */
  readonly routes: readonly Route[];
  readonly receivers: ReadonlyMap<string, Receiver>;
  readonly inhibitions: readonly Inhibition[];
  readonly intervals: ReadonlySet<string>;
}

/** The configuration of each Alertmanager, as prometheus-operator merges it or as its file has it. */
export const configurationsOf = (cluster: Cluster): readonly Configuration[] => cluster.derived(compute);

/** The files with which Alertmanagers begin, be they run by an operator or not; each once. */
export const configurationFilesOf = (cluster: Cluster): readonly ObjectFile[] =>
  filesOnce([
    ...cluster.all("Alertmanager").flatMap((alertmanager) => baseFileOf(cluster, alertmanager) ?? []),
    ...plainAlertmanagersOf(cluster).map(({ file }) => file),
  ]);

/** What each file and each resource says, whoever is told it; their names are for themselves. */
export const partsOf = (cluster: Cluster): readonly Part[] => [
  ...cluster.all("AlertmanagerConfig").map((object) => customPart(object, [])),
  ...configurationFilesOf(cluster).flatMap((file) => filePart(file) ?? []),
];

function baseOf(cluster: Cluster, alertmanager: Known<"Alertmanager">): Part | undefined {
  const file = baseFileOf(cluster, alertmanager);
  return file && filePart(file);
}

const compute = (cluster: Cluster): readonly Configuration[] => [
  ...cluster.all("Alertmanager").map((alertmanager) => merged(cluster, alertmanager)),
  ...plainAlertmanagersOf(cluster).map((plain) => ofFile(cluster, plain)),
];

function ofFile(cluster: Cluster, plain: PlainAlertmanager): Configuration {
  const { route: root, receivers, inhibitions, intervals } = filePart(plain.file) ?? nothing;
  return {
    alertmanager: plain.pods.owner,
    alerts: sentToPlain(cluster, plain),
    ...(root && { root }),
    isMadeUp: false,
    routes: root ? [root] : [],
    receivers: new Map(receivers.map((each) => [each.name, each])),
    inhibitions,
    intervals: new Set(intervals),
  };
}

const nothing: Part = { receivers: [], inhibitions: [], intervals: [] };

function merged(cluster: Cluster, alertmanager: Known<"Alertmanager">): Configuration {
  const whole = globalOf(cluster, alertmanager);
  const read = whole ? customPart(whole, []) : baseOf(cluster, alertmanager);
  const madeUp = read === undefined ? madeUpFor(cluster, alertmanager) : undefined;
  const base = read ?? madeUp;
  const parts = cluster
    .all("AlertmanagerConfig")
    .filter((object) => object !== whole && selectionOf(cluster, object).by.includes(alertmanager))
    .map((object) => customPart(object, namespaceMatcher(object, alertmanager)));
  const all = [...parts, ...(base ? [base] : [])];
  // The operator puts the routes of custom resources before those of the base and lets alerts pass on from them.
  const below = parts.flatMap(({ route }) => (route ? [{ ...route, continue: true }] : []));
  const root = base?.route && { ...base.route, routes: [...below, ...base.route.routes] };
  return {
    alertmanager,
    alerts: sentTo(cluster, alertmanager),
    ...(root && { root }),
    isMadeUp: madeUp !== undefined,
    routes: root ? [root] : below,
    receivers: new Map(all.flatMap(({ receivers }) => receivers.map((each) => [each.name, each]))),
    inhibitions: all.flatMap(({ inhibitions }) => inhibitions),
    intervals: new Set(all.flatMap(({ intervals }) => intervals)),
  };
}

/**
 * What the operator makes up where the Secret that it looks for is not there. One that `spec.configSecret` names is a reference, of
 * which another rule speaks.
 *
 * Source: prometheus-operator 0.93, pkg/alertmanager/operator.go, loadConfigurationFromSecret.
 */
function madeUpFor(cluster: Cluster, alertmanager: Known<"Alertmanager">): Part | undefined {
  const name = baseSecretOf(alertmanager);
  if (name === undefined || alertmanager.body.spec?.configSecret) return undefined;
  if (storeOf(cluster, "Secret", alertmanager.namespace ?? "", name) !== undefined) return undefined;
  const place = { object: alertmanager, field: "spec.configSecret" };
  return {
    route: { ...place, receiver: "null", matchers: [], continue: false, intervals: [], routes: [] },
    receivers: [{ ...place, name: "null", sends: false, insteadOf: name, integrations: {} }],
    inhibitions: [],
    intervals: [],
  };
}

/** The AlertmanagerConfig that takes the place of the file, with alerts of all namespaces. */
const globalOf = (cluster: Cluster, { namespace = "", body }: Known<"Alertmanager">) =>
  cluster.find("AlertmanagerConfig", namespace, body.spec?.alertmanagerConfiguration?.name ?? "");

/** A name as it stands in its object, and those that are defined beside it. */
export function inScope(
  name: string,
  all: Iterable<string>,
): { readonly value: string; readonly own: readonly string[] } {
  const scope = name.slice(0, name.lastIndexOf("/") + 1);
  const own = [...all].filter((each) => each.startsWith(scope)).map((each) => each.slice(scope.length));
  return { value: name.slice(scope.length), own };
}

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
