import { labelValues, variable } from "../grafana/variable.ts";
import { memoryUsage } from "../mixins/containers/rules.ts";
import { requestRate } from "../mixins/http/rules.ts";
import { cpuBusy } from "../mixins/nodes/rules.ts";
import { connectionsUsed } from "../mixins/postgres/rules.ts";
import { commands } from "../mixins/redis/rules.ts";

/** Namespaces with an application, and its services. */
export const applications = [
  labelValues("namespace", "Namespace", requestRate, "namespace"),
  labelValues("service", "Service", requestRate, "service", { namespace: variable("namespace") }),
];

/** All namespaces with containers. */
export const namespaces = [labelValues("namespace", "Namespace", memoryUsage, "namespace")];

export const nodes = [labelValues("node", "Node", cpuBusy, "node")];

export const databases = [labelValues("database", "Database", connectionsUsed, "instance")];

export const caches = [labelValues("cache", "Cache", commands, "instance")];
