import type { Cluster } from "./cluster.ts";
import type { Labels } from "./manifest.ts";
import type { Pods } from "./pods/pod.ts";
import { podsIn, podsSelectedIn } from "./pods/pods.ts";
import { type Selector, selects } from "./selector.ts";

/** What can be said where part of it is not among the objects. */
export type Answer = "yes" | "no" | "unknown";

/** Whether a selector selects labels of which some may be missing: those whose key `isOpen` says so. */
export function perhapsSelects(selector: Selector, labels: Labels, isOpen: (key: string) => boolean): Answer {
  const open = (key = "") => labels[key] === undefined && isOpen(key);
  const { matchLabels = {}, matchExpressions = [] } = selector;
  // Most selectors fail here, and they are many.
  for (const key in matchLabels) if (labels[key] !== undefined && labels[key] !== matchLabels[key]) return "no";
  const certain: Selector = {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => !open(key))),
    matchExpressions: matchExpressions.filter(({ key }) => !open(key)),
  };
  if (!selects(certain, labels)) return "no";
  const all = Object.keys(matchLabels).length + matchExpressions.length;
  const seen = Object.keys(certain.matchLabels ?? {}).length + (certain.matchExpressions?.length ?? 0);
  return seen === all ? "yes" : "unknown";
}

/** Whether a selector selects some of an object's pods, of whose labels their controller gives some. */
export function perhapsSelectsPods(selector: Selector, { owner, labels }: Pods): Answer {
  const name = selector.matchLabels?.[ofStatefulSet];
  if (name !== undefined && owner.kind === "StatefulSet" && name.replace(/-\d+$/, "") !== owner.name) return "no";
  const job = selector.matchLabels?.["job-name"] ?? selector.matchLabels?.["batch.kubernetes.io/job-name"];
  if (job !== undefined && !Object.values(labels).includes(job) && !mayBeJobOf(owner, job)) return "no";
  return perhapsSelects(selector, labels, isLabelOfController);
}

/** Whether pods may be of a Job of that name: a CronJob calls its Jobs after itself and the minute. */
const mayBeJobOf = ({ kind, name }: Pods["owner"], job: string): boolean =>
  kind === "Job" ? job === name : kind === "CronJob" && job !== name && job.replace(/-\d+$/, "") === name;

/** The pods of a namespace that a selector selects, perhaps by labels of their controller. */
export const podsPerhapsSelectedIn = (cluster: Cluster, namespace: string, selector: Selector): readonly Pods[] =>
  Object.keys(selector.matchLabels ?? {}).some(isLabelOfController) ||
  selector.matchExpressions?.some(({ key = "" }) => isLabelOfController(key))
    ? podsIn(cluster, namespace).filter((pods) => perhapsSelectsPods(selector, pods) !== "no")
    : podsSelectedIn(cluster, namespace, selector);

/** Holds where one holds. */
export const either = (a: Answer, b: Answer): Answer =>
  a === "yes" || b === "yes" ? "yes" : a === "unknown" || b === "unknown" ? "unknown" : "no";

/** Holds where both hold. */
export const both = (a: Answer, b: Answer): Answer =>
  a === "no" || b === "no" ? "no" : a === "yes" && b === "yes" ? "yes" : "unknown";

/** Labels that controllers give to each pod, whose values the objects do not tell. */
const isLabelOfController = (key: string): boolean => labelsOfControllers.has(key);

const ofStatefulSet = "statefulset.kubernetes.io/pod-name";

const labelsOfControllers = new Set([
  "pod-template-hash",
  "rollouts-pod-template-hash",
  "controller-revision-hash",
  "pod-template-generation",
  ofStatefulSet,
  "apps.kubernetes.io/pod-index",
  "job-name",
  "batch.kubernetes.io/job-name",
  "controller-uid",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-completion-index",
  "operator.prometheus.io/shard",
]);
