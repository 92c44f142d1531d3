import type { Application, Environment } from "../environment.ts";
import type { Finding, Rule } from "../rule.ts";

/** What a check finds in each application, with its path. */
function* each(
  { applications }: Environment,
  check: (application: Application, path: string) => Finding | undefined,
): Iterable<Finding> {
  for (const [index, application] of applications.entries()) {
    const finding = check(application, `applications[${index}]`);
    if (finding !== undefined) yield finding;
  }
}

/** Rules about what stays up when something goes. */
export const availabilityRules: readonly Rule[] = [
  {
    id: "prometheus-replicas",
    what: "production needs at least 2 of Prometheus, or an upgrade blinds it",
    *check({ tier, prometheus: { replicas } }) {
      if (tier === "production" && replicas < 2)
        yield { field: "prometheus.replicas", value: replicas, remedy: "set 2" };
    },
  },
  {
    id: "alertmanager-replicas",
    what: "production needs at least 2 of Alertmanager, or a drain silences it",
    *check({ tier, alertmanager: { replicas } }) {
      if (tier === "production" && replicas < 2)
        yield {
          field: "alertmanager.replicas",
          value: replicas,
          remedy: "set 3, so that 2 remain while one is drained",
        };
    },
  },
  {
    id: "application-replicas",
    what: "production needs at least 2 replicas of an application, or a drain is an outage",
    *check(environment) {
      if (environment.tier !== "production") return;
      yield* each(environment, ({ replicas: { minimum } }, path) =>
        minimum < 2 ? { field: `${path}.replicas.minimum`, value: minimum, remedy: "set 2 or more" } : undefined,
      );
    },
  },
  {
    id: "replicas-order",
    what: "the autoscaler is refused where its minimum is above its maximum",
    check: (environment) =>
      each(environment, ({ replicas: { minimum, maximum } }, path) =>
        minimum > maximum
          ? {
              field: `${path}.replicas.minimum`,
              value: minimum,
              remedy: `set ${maximum} or less, or raise the maximum`,
            }
          : undefined,
      ),
  },
  {
    id: "budget-blocks-drains",
    what: "a disruption budget of no pod blocks every drain of a node",
    check: (environment) =>
      each(environment, ({ maximumUnavailable }, path) =>
        Number.isInteger(maximumUnavailable) && maximumUnavailable > 0
          ? undefined
          : { field: `${path}.maximumUnavailable`, value: maximumUnavailable, remedy: "set 1" },
      ),
  },
  {
    id: "budget-allows-all",
    what: "a disruption budget of all replicas lets a drain take them together",
    check: (environment) =>
      each(environment, ({ maximumUnavailable, replicas: { minimum } }, path) =>
        minimum > 1 && maximumUnavailable >= minimum
          ? { field: `${path}.maximumUnavailable`, value: maximumUnavailable, remedy: `set ${minimum - 1} or less` }
          : undefined,
      ),
  },
  {
    id: "scaling-target",
    what: "below 20% the autoscaler never rests, above 90% it starts when requests already queue",
    check: (environment) =>
      each(environment, ({ cpuTargetPercent: target }, path) =>
        target >= 20 && target <= 90
          ? undefined
          : { field: `${path}.cpuTargetPercent`, value: target, remedy: "set 60 to 80" },
      ),
  },
  {
    id: "data-managed",
    what: "a data service in the cluster is a StatefulSet of one, without failover: production needs a managed one",
    *check({ tier, database, cache }) {
      if (tier !== "production") return;
      for (const [path, service] of [["database", database] as const, ["cache", cache] as const])
        if (service?.kind === "in-cluster")
          yield { field: `${path}.kind`, value: service.kind, remedy: "set managed, with its host and addresses" };
    },
  },
];
