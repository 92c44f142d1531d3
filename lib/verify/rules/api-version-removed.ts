import { removalOf } from "../model/removals.ts";
import type { Rule } from "../rule.ts";

/** The oldest release that anybody still mends: what it lacks, every cluster lacks. */
const oldest = 33;

/** An object of a version that the API server serves no more. */
export const apiVersionRemoved: Rule = {
  id: "api-version-removed",
  topic: "objects",
  severity: "error",
  sentence: "The API server still serves the version of each object.",
  why: "It refuses the object; after an upgrade of the cluster nobody can change it any more.",
  remedy: "write the object in the version that came after it",
  *check(cluster, { kubernetes }) {
    const [, minor] = (kubernetes ?? "").split(".");
    const served = minor === undefined ? oldest : Number(minor);
    for (const object of cluster.manifests) {
      const removal = removalOf(object.apiVersion, object.kind);
      if (removal === undefined || removal.minor > Math.max(served, oldest)) continue;
      if (minor !== undefined && removal.minor > served) continue;
      yield {
        object,
        field: "apiVersion",
        value: object.apiVersion,
        what: `Kubernetes 1.${removal.minor} removed it`,
        remedy: removal.instead === "" ? "there is none instead" : `use ${removal.instead}`,
      };
    }
  },
};
