import type { Cluster } from "../model/cluster.ts";
import { isBuiltInNamespace } from "../model/elsewhere.ts";
import type { Labels } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { servicesIn } from "../model/network/discovery.ts";
import { otherPods, otherServices } from "../model/pods/other-pods.ts";
import { podsIn } from "../model/pods/pods.ts";
import {
  namespacesOf,
  type PodMonitor,
  podsSelected,
  type ServiceMonitor,
  servicesOf,
} from "../model/scraping/monitored.ts";
import { type Selector, selectorText } from "../model/selector.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A monitor whose selector nothing answers. */
export const monitorSelectsNothing: Rule = {
  id: "monitor-selects-nothing",
  topic: "monitors",
  severity: "error",
  sentence: "Every ServiceMonitor selects a Service, every PodMonitor pods.",
  why: "Nothing is scraped, and an alert on the missing series stays silent.",
  remedy: "make selector and namespaceSelector equal the labels and the namespace of what is to be scraped",
  *check(cluster, world) {
    for (const monitor of cluster.all("ServiceMonitor"))
      if (servicesOf(cluster, monitor).length === 0) yield found(cluster, world, monitor, "Service");
    for (const monitor of cluster.all("PodMonitor"))
      if (podsSelected(cluster, monitor).length === 0) yield found(cluster, world, monitor, "pod");
  },
};

function found(cluster: Cluster, world: World, object: ServiceMonitor | PodMonitor, what: "Service" | "pod"): Found {
  const selector = object.body.spec?.selector ?? {};
  const namespaces = namespacesOf(cluster, object);
  const there = (namespace: string): readonly { readonly labels: Labels }[] =>
    what === "Service" ? servicesIn(cluster, namespace) : podsIn(cluster, namespace);
  // What kube-system has belongs to the cluster: no input is complete there.
  const unknown = namespaces.filter(
    (each) => isBuiltInNamespace(each) || (!world.complete && !cluster.defines(each) && there(each).length === 0),
  );
  const meant = near(
    selectorText(selector),
    namespaces.flatMap((namespace) => there(namespace).map(({ labels }) => asSelected(selector, labels))),
  );
  const others = namespaces
    .map((each) =>
      what === "Service" ? otherServices(cluster, world, each, selector) : otherPods(cluster, world, each, selector),
    )
    .find(({ uncertain }) => uncertain !== undefined);
  return {
    object,
    field: "spec.selector",
    value: selectorText(selector),
    what: `no ${what} of namespace ${namespaces.slice(0, 3).join(", ")} has these labels`,
    ...(others ?? meant),
    ...(unknown.length > 0 && { uncertain: `namespace ${unknown.join(", ")} is not among the objects` }),
  };
}

const asSelected = ({ matchLabels = {} }: Selector, labels: Labels) =>
  selectorText({
    matchLabels: Object.fromEntries(
      Object.keys(matchLabels).flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])),
    ),
  });
