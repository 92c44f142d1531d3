import { configurationsOf } from "../model/alertmanager/alertmanager.ts";
import { alertsOf } from "../model/alertmanager/alerts.ts";
import type { Cluster } from "../model/cluster.ts";
import { elsewhere } from "../model/elsewhere.ts";
import { type Known, nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { podsBehind, portsOf, type Service, serviceNamed, servicesIn } from "../model/network/discovery.ts";
import type { Owner } from "../model/pods/pod.ts";
import { evaluationOf } from "../model/scraping/evaluation.ts";
import { plainPrometheusesOf } from "../model/scraping/plain-prometheus.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A Prometheus that sends its alerts to nobody, or to what is not there. */
export const alertmanagerUnknown: Rule = {
  id: "alertmanager-unknown",
  topic: "alerts",
  severity: "error",
  sentence: "A Prometheus with alerts names an Alertmanager, by a Service and a port that exist.",
  why: "Alerts fire and are sent nowhere: Prometheus counts them as dropped, and nobody is told.",
  remedy: "name the Service of the Alertmanager and one of its ports, alertmanager-operated and web for instance",
  *check(cluster, world) {
    for (const prometheus of cluster.all("Prometheus")) {
      const { alerting, additionalAlertManagerConfigs } = prometheus.body.spec ?? {};
      const named = alerting?.alertmanagers ?? [];
      if (named.length === 0 && additionalAlertManagerConfigs === undefined && isNeeded(cluster, prometheus))
        yield { object: prometheus, field: "spec.alerting", what: "it evaluates alerts and names no Alertmanager" };
      for (const [index, each] of named.entries())
        yield* faultsOf(cluster, world, prometheus, `spec.alerting.alertmanagers[${index}]`, each);
    }
    for (const { pods, file, config } of plainPrometheusesOf(cluster))
      if (file && config && (config.alerting?.alertmanagers ?? []).length === 0 && isNeeded(cluster, pods.owner))
        yield {
          object: file.object,
          field: `${file.field}.alerting`,
          what: "it evaluates alerts and names no Alertmanager",
        };
  },
};

/** Whether there is somebody to send to, and something to send. */
const isNeeded = (cluster: Cluster, prometheus: Owner): boolean =>
  configurationsOf(cluster).length > 0 &&
  alertsOf(cluster).some(({ object }) => evaluationOf(cluster, object).by.includes(prometheus));

interface Named {
  readonly name?: string;
  readonly namespace?: string;
  readonly port?: string | number;
}

function* faultsOf(
  cluster: Cluster,
  world: World,
  object: Known<"Prometheus">,
  field: string,
  { name = "", namespace = object.namespace ?? "", port = "" }: Named,
): Iterable<Found> {
  const service = serviceNamed(cluster, namespace, name);
  if (service === undefined) {
    const names = servicesIn(cluster, namespace).map((each) => each.name);
    const what = `namespace ${namespace} has no such Service`;
    const there = near(name, names);
    yield {
      object,
      field: `${field}.name`,
      value: name,
      what,
      ...there,
      ...(there.remedy === undefined && elsewhere(cluster, world, namespace)),
    };
  } else if (!hasPort(cluster, service, port)) {
    const names = (service.body.spec?.ports ?? []).flatMap((each) => each.name ?? []);
    const what = `no port of ${nameOf(service)} ${typeof port === "number" ? "leads there" : "has this name"}`;
    yield { object, field: `${field}.port`, value: String(port), what, ...near(String(port), names) };
  }
}

/** A name is that of a port of the Service; a number is that of a container. */
function hasPort(cluster: Cluster, service: Service, port: string | number): boolean {
  if (typeof port === "string") return service.body.spec?.ports?.some(({ name }) => name === port) ?? false;
  const pods = podsBehind(cluster, service);
  return pods.length === 0 || pods.some((each) => portsOf(each).some(({ number }) => number === port));
}
