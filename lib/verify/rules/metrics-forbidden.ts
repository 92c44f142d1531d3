import { mayDo } from "../model/access/rbac.ts";
import { accountOf, podsOfOwner } from "../model/pods/pods.ts";
import { targetsOf } from "../model/scraping/targets.ts";
import type { Rule } from "../rule.ts";

/** A target that asks the API server whether Prometheus may read its metrics, which no role lets it. */
export const metricsForbidden: Rule = {
  id: "metrics-forbidden",
  topic: "reachability",
  severity: "error",
  sentence: "RBAC lets Prometheus read the metrics of kubelets and of the API server that it scrapes.",
  why: "The scrape ends in 403, and the target is down.",
  remedy: "bind a ClusterRole with get on nodes/metrics, or on the path as nonResourceURLs",
  *check(cluster, world) {
    for (const { monitor, field, scrapers, program, path, scheme } of targetsOf(cluster)) {
      if (scheme !== "https" || (program !== "kubelet" && program !== "kube-apiserver")) continue;
      for (const pods of scrapers.flatMap((each) => podsOfOwner(cluster, each) ?? [])) {
        const account = accountOf(pods);
        const act =
          program === "kubelet"
            ? { verb: "get", group: "", resource: "nodes/metrics" }
            : { verb: "get", path: path.startsWith("/") ? path : `/${path}` };
        const answer = mayDo(cluster, world, account, act);
        if (answer === "yes") continue;
        const what = "resource" in act ? act.resource : `the path ${act.path}`;
        yield {
          object: monitor,
          field,
          value: program,
          what: `ServiceAccount ${account.namespace}/${account.name} may not get ${what}`,
          ...(answer === "unknown" && { uncertain: "not all of its bindings and roles are among the objects" }),
        };
      }
    }
  },
};
