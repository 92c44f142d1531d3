import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { podsBehind, serviceNamed } from "../network/discovery.ts";
import { type Selecting, selectingOf, selectionOf } from "../scraping/selection.ts";

/** Who may send alerts to an Alertmanager: all who evaluate rules, but for those that surely send elsewhere. */
export const sendersTo = (cluster: Cluster, alertmanager: Known<"Alertmanager">): readonly Selecting[] =>
  selectingOf(cluster, "PrometheusRule").filter((sender) => maySend(cluster, sender, alertmanager));

/** Who evaluates the rules of an object, or may. */
export function evaluatorsOf(cluster: Cluster, object: Known<"PrometheusRule">): readonly Selecting[] {
  const { by, perhaps } = selectionOf(cluster, object);
  return [...by, ...perhaps];
}

function maySend(cluster: Cluster, sender: Selecting, alertmanager: Known<"Alertmanager">): boolean {
  // Where there is one, alerts are for it: who names it wrongly hears of that from another rule, and need not hear it twice.
  if (cluster.all("Alertmanager").length === 1) return true;
  // A ThanosRuler names addresses, not Services.
  if (sender.kind !== "Prometheus") return true;
  const { alerting, additionalAlertManagerConfigs } = sender.body.spec ?? {};
  if (additionalAlertManagerConfigs !== undefined) return true;
  return (alerting?.alertmanagers ?? []).some(({ name = "", namespace = sender.namespace ?? "" }) => {
    const service = serviceNamed(cluster, namespace, name);
    const pods = service === undefined ? [] : podsBehind(cluster, service);
    // A Service that is not among the objects, or whose pods are not, may lead anywhere.
    return pods.length === 0 || pods.some(({ owner }) => owner === (alertmanager as Known));
  });
}
