import { mayDo } from "../model/access/rbac.ts";
import { withoutToken } from "../model/access/token.ts";
import type { Cluster } from "../model/cluster.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

const operated = {
  Prometheus: "prometheuses",
  PrometheusAgent: "prometheusagents",
  Alertmanager: "alertmanagers",
  ThanosRuler: "thanosrulers",
} as const;
const read = {
  ServiceMonitor: "servicemonitors",
  PodMonitor: "podmonitors",
  Probe: "probes",
  ScrapeConfig: "scrapeconfigs",
  PrometheusRule: "prometheusrules",
  AlertmanagerConfig: "alertmanagerconfigs",
} as const;
type Operated = keyof typeof operated;
type Read = keyof typeof read;

/** The operator's flag that restricts where it looks for a kind. */
const flags: Readonly<Record<Operated, string>> = {
  Prometheus: "prometheus-instance-namespaces",
  PrometheusAgent: "prometheus-instance-namespaces",
  Alertmanager: "alertmanager-instance-namespaces",
  ThanosRuler: "thanos-ruler-instance-namespaces",
};

/** Custom resources that prometheus-operator may not read, or out of which it may not make what they ask for. */
export const operatorForbidden: Rule = {
  id: "operator-forbidden",
  topic: "reachability",
  severity: "error",
  sentence: "RBAC lets prometheus-operator read the custom resources there are, and make what they ask for.",
  why: "Monitors, rules and Prometheus itself are not taken over, and nobody is told but the operator's log.",
  remedy: "add the resource and the verbs to the operator's role",
  *check(cluster, world) {
    for (const pods of podsOf(cluster)) {
      const { owner, spec, field } = pods;
      for (const { image = "", args = [] } of spec.containers ?? []) {
        if (!/(^|\/)prometheus-operator[:@]/.test(image)) continue;
        const tokenless = withoutToken(cluster, pods);
        if (tokenless) {
          yield { object: owner, ...tokenless };
          continue;
        }
        const account = accountOf(pods);
        for (const { verbs, group, resource, where } of needsOf(cluster, args)) {
          const answers = verbs.map((verb) => {
            const act = { verb, group, resource, ...(where !== undefined && { namespace: where }) };
            return { verb, answer: mayDo(cluster, world, account, act) };
          });
          const missing = answers.filter(({ answer }) => answer !== "yes");
          if (missing.length === 0) continue;
          yield {
            object: owner,
            field: `${field}.serviceAccountName`,
            value: account.name,
            what: `it may not ${missing.map(({ verb }) => verb).join(" and ")} ${resource} in ${where === undefined ? "all namespaces" : `namespace ${where}`}`,
            ...(missing.every(({ answer }) => answer === "unknown") && {
              uncertain: "not all of its bindings and roles are among the objects",
            }),
          };
        }
      }
    }
  },
};

interface Need {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resource: string;
  /** Nothing for all namespaces. */
  readonly where: string | undefined;
}

/**
 * What the operator cannot do without for the kinds that there are; of others it may as well know nothing.
 *
 * Source: prometheus-operator 0.94, Documentation/platform/rbac.md, cmd/operator/main.go.
 */
function needsOf(cluster: Cluster, args: readonly string[]): readonly Need[] {
  const common = namespacesIn(args, "namespaces") ?? [undefined];
  const group = "monitoring.coreos.com";
  const seen = (kind: Operated | Read) => cluster.all(kind).length > 0;
  const instances = (Object.keys(operated) as Operated[]).filter(seen).flatMap((kind) =>
    (namespacesIn(args, flags[kind]) ?? common).flatMap((where): Need[] => [
      { verbs: ["list", "watch"], group, resource: operated[kind], where },
      { verbs: ["list", "watch", "create", "update"], group: "apps", resource: "statefulsets", where },
      { verbs: ["create", "update"], group: "", resource: "secrets", where },
    ]),
  );
  const others = (Object.keys(read) as Read[])
    .filter(seen)
    .flatMap((kind) => common.map((where) => ({ verbs: ["list", "watch"], group, resource: read[kind], where })));
  const all = [...instances, ...others].map((need) => [`${need.resource} ${need.where}`, need] as const);
  return [...new Map(all).values()];
}

/** The namespaces of a flag; nothing where it is not set, which means all. */
function namespacesIn(args: readonly string[], flag: string): readonly string[] | undefined {
  for (const arg of args) {
    const [name = "", value = ""] = arg.split("=");
    if (name.replace(/^--?/, "") === flag && value !== "") return value.split(",");
  }
  return undefined;
}
