import { thousandths } from "../model/quantity.ts";
import type { Rule } from "../rule.ts";

/** A Prometheus that keeps more than its volume holds. */
export const retentionExceedsVolume: Rule = {
  id: "retention-exceeds-volume",
  topic: "objects",
  severity: "error",
  sentence: "The retention size of a Prometheus is less than its volume.",
  why: "The volume fills up, and Prometheus stops.",
  remedy: "set retentionSize to about 80% of the claim",
  *check(cluster) {
    for (const object of cluster.all("Prometheus")) {
      const { retentionSize, storage } = object.body.spec ?? {};
      const size = storage?.volumeClaimTemplate?.spec?.resources?.requests?.["storage"];
      // Prometheus writes KB, MiB or GiB, all of them powers of 1024.
      const kept =
        retentionSize &&
        thousandths(retentionSize.replace(/^([\d.]+)([KMGTPE]?)i?B$/, (_, n, unit) => `${n}${unit && `${unit}i`}`));
      if (!kept || size === undefined || kept < (thousandths(size) ?? Number.POSITIVE_INFINITY)) continue;
      yield { object, field: "spec.retentionSize", value: retentionSize, what: `the claim is for ${size}` };
    }
  },
};
