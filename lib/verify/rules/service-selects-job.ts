import { nameOf } from "../model/manifest.ts";
import { behind, podsBehind, portsOf } from "../model/network/discovery.ts";
import type { Pods } from "../model/pods/pod.ts";
import { selectorText } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A Service that sends connections to the pods of a job while it runs. */
export const serviceSelectsJob: Rule = {
  id: "service-selects-job",
  topic: "objects",
  severity: "error",
  sentence: "A Service before a server selects no pods of jobs that do not listen.",
  why: "While the job runs, a part of all connections goes to it and is refused.",
  remedy: "add a label to the Service's selector that only the server's pods have",
  *check(cluster) {
    for (const object of cluster.all("Service")) {
      const { selector = {}, ports = [] } = object.body.spec ?? {};
      const pods = podsBehind(cluster, object);
      const jobs = pods.filter(isOfJob);
      if (jobs.length === 0 || jobs.length === pods.length) continue;
      // A name leads to pods that have a port of this name, and nowhere else.
      const listens = (each: Pods) =>
        ports.every((port) => {
          const number = behind(port, each)?.number;
          return number === undefined || portsOf(each).some((own) => own.number === number);
        });
      const deaf = jobs.find((each) => !listens(each));
      if (deaf)
        yield {
          object,
          field: "spec.selector",
          value: selectorText({ matchLabels: selector }),
          what: `it selects the pods of ${nameOf(deaf.owner)} as well`,
        };
    }
  },
};

const isOfJob = ({ owner: { kind } }: Pods): boolean => kind === "Job" || kind === "CronJob";
