import { kubeNodeStatusCondition, kubePodStatusPhase } from "../../imports/metrics/kube-state-metrics.ts";
import { pgUp } from "../../imports/metrics/postgres-exporter.ts";
import { redisUp } from "../../imports/metrics/redis-exporter.ts";
import { labelValues, variable } from "../grafana/variable.ts";
import { missing } from "../mixins/http/rules.ts";

// A list has what is down, too, or the panels that obey it would hide just that: it comes from series that go on meanwhile.

/** Namespaces with an application of the last day, and its services. */
export const applications = [
  labelValues("namespace", "Namespace", missing, "namespace"),
  labelValues("service", "Service", missing, "service", { namespace: variable("namespace") }),
];

/** All namespaces with pods. */
export const namespaces = [labelValues("namespace", "Namespace", kubePodStatusPhase, "namespace")];

export const nodes = [labelValues("node", "Node", kubeNodeStatusCondition, "node")];

export const databases = [labelValues("database", "Database", pgUp, "instance")];

export const caches = [labelValues("cache", "Cache", redisUp, "instance")];
