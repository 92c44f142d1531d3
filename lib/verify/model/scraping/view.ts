import type { Matcher } from "../../../promql/syntax/expression.ts";
import type { Cluster } from "../cluster.ts";
import { type PromRule, recordingsOf, rulesOf } from "../expressions/rule-list.ts";
import { objectsOnce } from "../manifest.ts";
import type { Owner } from "../pods/pod.ts";
import { evaluationOf } from "./evaluation.ts";
import { isSentSeries, plainPrometheusesOf } from "./plain-prometheus.ts";
import type { Target } from "./target.ts";
import { scrapedTargetsOf } from "./targets.ts";

/** What a rule sees: that which its Prometheus scrapes and records. */
export interface View {
  readonly targets: readonly Target[];
  readonly rules: readonly PromRule[];
  readonly recordings: ReadonlyMap<string, readonly PromRule[]>;
  /** What the operator asks for in each selector. */
  readonly enforced?: Matcher;
}

/** Everything that is scraped and recorded, by whomever. */
export const wholeView = (cluster: Cluster): View => ({
  targets: scrapedTargetsOf(cluster),
  rules: rulesOf(cluster),
  recordings: recordingsOf(cluster),
});

/** Who evaluates a rule: by those who make its pods, or one of which the objects only have what an operator gives to it. */
export type Evaluator = Owner | typeof operated;
export const operated = "the operator's Prometheus";

/** What one Prometheus scrapes and records, or may. */
export function viewOf(cluster: Cluster, of: Evaluator): View {
  const isOwn = ({ object }: PromRule) => {
    if (of === operated) return object.kind === "PrometheusRule";
    const { by, perhaps } = evaluationOf(cluster, object);
    return by.includes(of) || perhaps.includes(of);
  };
  const recordings = [...recordingsOf(cluster)].map(([name, rules]) => [name, rules.filter(isOwn)] as const);
  return {
    targets: scrapedTargetsOf(cluster).filter(({ scrapers }) =>
      of === operated ? !scrapers.some((each) => isPlain(cluster, each)) : scrapers.includes(of),
    ),
    rules: rulesOf(cluster).filter(isOwn),
    recordings: new Map(recordings.filter(([, rules]) => rules.length > 0)),
  };
}

/**
 * Who evaluates a rule, each with a view of its own; nobody in particular where there is one Prometheus, or where series may come
 * another way than by its scrapes.
 */
export function evaluatorsOf(cluster: Cluster, { object }: PromRule): readonly Evaluator[] {
  const plain = plainPrometheusesOf(cluster);
  // One that is written twice is one.
  const all = objectsOnce<Owner>([...cluster.all("Prometheus"), ...plain.map(({ pods }) => pods.owner)]);
  if (all.length < 2 && (plain.length === 0 || object.kind !== "PrometheusRule")) return [];
  const { by, perhaps } = evaluationOf(cluster, object);
  const who = objectsOnce([...by, ...perhaps]);
  if (who.length === 0 && plain.length > 0) return [operated];
  const isAsItSees = (each: Owner) => all.includes(each) && !isFed(cluster, each);
  return who.every(isAsItSees) ? who : [];
}

/**
 * What the operator adds to each selector of a rule, where all who evaluate it do.
 *
 * Source: prometheus-operator 0.94, pkg/namespacelabeler/labeler.go, EnforceNamespaceLabel.
 */
export function enforcedOn(cluster: Cluster, { object }: PromRule): Matcher | undefined {
  const { namespace: value = "", name } = object;
  if (object.kind !== "PrometheusRule") return undefined;
  const { by, perhaps } = evaluationOf(cluster, object);
  const [label = "", ...others] = new Set(
    [...by, ...perhaps].map((each) => {
      const { enforcedNamespaceLabel = "", excludedFromEnforcement = [] } =
        each.kind === "Prometheus" ? (each.body.spec ?? {}) : {};
      const isExcluded = excludedFromEnforcement.some(
        (one) => one.resource === "prometheusrules" && one.namespace === value && (one.name || name) === name,
      );
      return isExcluded ? "" : enforcedNamespaceLabel;
    }),
  );
  if (label === "" || others.length > 0) return undefined;
  const text = `${label}=${JSON.stringify(value)}`;
  return { label, operator: "=", value, from: 0, to: text.length, text };
}

/** A view as the rules of one namespace have it: what is recorded in another has that one's label. */
export const enforcing = (view: View, enforced: Matcher): View => ({
  ...view,
  enforced,
  recordings: new Map(
    [...view.recordings].map(([name, rules]) => [
      name,
      rules
        .filter(({ object }) => object.namespace === enforced.value)
        .map((rule) => ({ ...rule, labels: { ...rule.labels, [enforced.label]: enforced.value } })),
    ]),
  ),
});

const isPlain = (cluster: Cluster, owner: Owner): boolean =>
  plainPrometheusesOf(cluster).some(({ pods }) => pods.owner === owner);

/** Whether others send it series, or it asks others for them. */
export function isFed(cluster: Cluster, prometheus: Owner): boolean {
  if (prometheus.kind !== "Prometheus")
    return plainPrometheusesOf(cluster).some((each) => each.pods.owner === prometheus && isSentSeries(each));
  const { remoteRead = [], enableRemoteWriteReceiver, enableOTLPReceiver } = prometheus.body.spec ?? {};
  return remoteRead.length > 0 || enableRemoteWriteReceiver === true || enableOTLPReceiver === true;
}
