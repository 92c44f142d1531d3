import { stateResources } from "../../../contracts/state-resources.ts";
import { imageOf } from "../pods/images.ts";

/** Those of which kube-state-metrics 2 has always told where nobody says which, by group of the API. */
const always: Readonly<Record<string, readonly string[]>> = {
  "": [
    ...["configmaps", "limitranges", "namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes", "pods"],
    ...["replicationcontrollers", "resourcequotas", "secrets", "services"],
  ],
  "admissionregistration.k8s.io": ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
  apps: ["daemonsets", "deployments", "replicasets", "statefulsets"],
  autoscaling: ["horizontalpodautoscalers"],
  batch: ["cronjobs", "jobs"],
  "certificates.k8s.io": ["certificatesigningrequests"],
  "coordination.k8s.io": ["leases"],
  "networking.k8s.io": ["ingresses", "networkpolicies"],
  policy: ["poddisruptionbudgets"],
  "storage.k8s.io": ["storageclasses", "volumeattachments"],
};

/** The first and the last minor version. */
type Minors = readonly [first: number, last: number];

/** Those of which it tells unasked in some versions, surely and at most; between them lies what has not been looked at. */
const sometimes: readonly {
  readonly group: string;
  readonly names: readonly string[];
  surely: Minors;
  most: Minors;
}[] = [
  { group: "", names: ["endpoints"], surely: [0, 13], most: [0, 17] },
  {
    group: "discovery.k8s.io",
    names: ["endpointslices"],
    surely: [18, Number.POSITIVE_INFINITY],
    most: [14, Number.POSITIVE_INFINITY],
  },
  {
    group: "admissionregistration.k8s.io",
    names: ["mutating", "validating"].flatMap((kind) => [`${kind}admissionpolicies`, `${kind}admissionpolicybindings`]),
    surely: [20, Number.POSITIVE_INFINITY],
    most: [20, Number.POSITIVE_INFINITY],
  },
];

/**
 * The group of the API in which a resource of kube-state-metrics lies; nothing for what is not known here.
 *
 * Source of all of it: pkg/options/resource.go of kube-state-metrics 2.0, 2.4, 2.8, 2.10, 2.13, 2.18, 2.19 and 2.20.
 */
export const groupsOfState: ReadonlyMap<string, string> = new Map([
  ...Object.entries(always).flatMap(([group, names]) => names.map((name): [string, string] => [name, group])),
  ...sometimes.flatMap(({ group, names }) => names.map((name): [string, string] => [name, group])),
  ["serviceaccounts", ""],
]);

/** Whether an image is that of kube-state-metrics. */
export const isStateMetrics = (image: string): boolean => /(^|\/)kube-state-metrics[:@]/.test(image);

/** Of which resources it tells. */
export interface Told {
  readonly surely: readonly string[];
  /** The same, and those of which it may tell: its version is not known well enough. */
  readonly perhaps: readonly string[];
  /** Where among its arguments it is asked for them; nothing where nobody says. */
  readonly argument?: number;
}

/** Of which resources a kube-state-metrics tells. */
export function toldBy(image: string, args: readonly string[]): Told {
  const chosen = stateResources.chosenBy(args);
  if (chosen !== undefined) {
    const asked = [...chosen.parts];
    return { surely: asked, perhaps: asked, argument: args.findIndex((arg) => arg.startsWith(chosen.flag)) };
  }
  const minor = Number(/^v?2\.(\d+)/.exec(imageOf(image).tag ?? "")?.[1] ?? Number.NaN);
  const usual = Object.values(always).flat();
  const is = ([first, last]: Minors) => minor >= first && minor <= last;
  return {
    surely: [...usual, ...sometimes.flatMap(({ names, surely }) => (is(surely) ? names : []))],
    perhaps: [...usual, ...sometimes.flatMap(({ names, most }) => (is(most) || Number.isNaN(minor) ? names : []))],
  };
}
