import type { Choice } from "./contract.ts";

/** All resources of which kube-state-metrics can tell. Source: kube-state-metrics 2.20, internal/store/builder.go. */
const resources = [
  ...["certificatesigningrequests", "clusterrolebindings", "clusterroles", "configmaps", "cronjobs", "daemonsets"],
  ...["deployments", "endpoints", "endpointslices", "horizontalpodautoscalers", "ingressclasses", "ingresses", "jobs"],
  ...["leases", "limitranges", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings"],
  ...["mutatingwebhookconfigurations", "namespaces", "networkpolicies", "nodes", "persistentvolumeclaims"],
  ...["persistentvolumes", "poddisruptionbudgets", "pods", "replicasets", "replicationcontrollers", "resourcequotas"],
  ...["rolebindings", "roles", "secrets", "serviceaccounts", "services", "statefulsets", "storageclasses"],
  ...["validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"],
  "volumeattachments",
];

/** The word of a resource in its series: `kube_storageclass_info`. */
const wordOf = (resource: string): string =>
  resource.endsWith("ies") ? resource.replace(/ies$/, "y") : resource.replace(/(?<=ss)es$|s$/, "");

const byWord = new Map(resources.map((resource) => [wordOf(resource), resource]));

/**
 * What the flag `--resources` of kube-state-metrics makes of its series; several of them add up, and another one overrules them.
 *
 * Source: kube-state-metrics 2.20, pkg/app/server.go.
 */
export const stateResources: Choice = {
  flag: "--resources",
  parts: new Set(resources),
  partOf: (series) => byWord.get(/^kube_([a-z]+)/.exec(series)?.[1] ?? ""),
  chosenBy: (args) => {
    if (args.some((arg) => /^--custom-resource-state-only(=true)?$/.test(arg)))
      return { flag: "--custom-resource-state-only", parts: new Set() };
    const lists = args.flatMap((arg, index) => {
      const [, list = arg === "--resources" ? args[index + 1] : undefined] = /^--resources=(.*)$/s.exec(arg) ?? [];
      return list === undefined ? [] : list.split(",").map((each) => each.trim());
    });
    const named = lists.filter((each) => each !== "");
    return named.length === 0 ? undefined : { flag: "--resources", parts: new Set(named) };
  },
};

/** The flag that kube-state-metrics needs to tell of what objects are labelled and annotated with. */
export const stateFlag = (series: string): string | undefined => {
  const [, what] = /^kube_[a-z]+_(label|annotation)s$/.exec(series) ?? [];
  return what && `--metric-${what}s-allowlist`;
};
