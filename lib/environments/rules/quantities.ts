import { type Bytes, bytes, type Cpu, millicores } from "../../kubernetes/quantity.ts";
import type { Resources } from "../../kubernetes/resources.ts";
import { seconds } from "../../promql/duration.ts";
import type { Duration } from "../../promql/promql.ts";
import type { Environment } from "../environment.ts";
import { type Field, fieldsUnder } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Fields of an environment, by what their values measure. */
export const measured = {
  duration: new Set([
    ...["scrapeInterval", "scrapeTimeout", "evaluationInterval", "retention", "refreshInterval", "beat", "timeout"],
  ]),
  bytes: new Set(["size", "memory", "memoryLimit", "maximumMemory", "retentionSize"]),
  cpu: new Set(["cpu", "cpuLimit"]),
  count: new Set([...["replicas", "minimum", "maximum", "maximumNodes", "zones", "maximumConnections", "sampleLimit"]]),
} as const;

/** Everything in the environment that has resources, with its path. */
export const resourcesOf = (environment: Environment): Field<Resources>[] => [
  ...environment.applications.map(({ resources }, index) => ({ path: `applications[${index}]`, value: resources })),
  ...(environment.database?.kind === "in-cluster" ? [{ path: "database", value: environment.database.resources }] : []),
  ...(environment.cache?.kind === "in-cluster" ? [{ path: "cache", value: environment.cache.resources }] : []),
  { path: "prometheus", value: environment.prometheus.resources },
  { path: "alertmanager", value: environment.alertmanager.resources },
  { path: "grafana", value: environment.grafana.resources },
];

/** Rules about numbers with a unit, and without. */
export const quantityRules: readonly Rule[] = [
  {
    id: "duration-form",
    what: "a duration is a whole number above 0 and one of s, m, h, d, as Prometheus reads it",
    *check(environment) {
      for (const { path, value } of fieldsUnder<Duration>(measured.duration, environment))
        if (!(seconds(value) > 0)) yield { field: path, value, remedy: "write a duration such as 15s or 90m" };
    },
  },
  {
    id: "quantity-form",
    what: "a quantity is a decimal number above 0 with its unit",
    *check(environment) {
      for (const { path, value } of fieldsUnder<Bytes>(measured.bytes, environment))
        if (!/^\d+(\.\d+)?(Ki|Mi|Gi|Ti)$/.test(value) || bytes(value) === 0)
          yield { field: path, value, remedy: "write a size such as 512Mi" };
      for (const { path, value } of fieldsUnder<Cpu>(measured.cpu, environment))
        if (!/^(\d+m|\d+(\.\d{1,3})?)$/.test(value) || millicores(value) === 0)
          yield { field: path, value, remedy: "write cores such as 2 or 250m" };
    },
  },
  {
    id: "count-form",
    what: "a count is a whole number above 0",
    *check(environment) {
      for (const { path, value } of fieldsUnder<number>(measured.count, environment))
        if (!Number.isInteger(value) || value < 1) yield { field: path, value, remedy: "set 1 or more" };
    },
  },
  {
    id: "limit-below-request",
    what: "a limit below the request is refused by the API server",
    *check(environment) {
      for (const { path, value } of resourcesOf(environment)) {
        const { cpu, memory, memoryLimit = memory, cpuLimit = cpu } = value;
        if (bytes(memoryLimit) < bytes(memory))
          yield { field: `${path}.resources.memoryLimit`, value: memoryLimit, remedy: `set ${memory} or more` };
        if (millicores(cpuLimit) < millicores(cpu))
          yield { field: `${path}.resources.cpuLimit`, value: cpuLimit, remedy: `set ${cpu} or more` };
      }
    },
  },
];
