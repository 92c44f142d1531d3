import { containersOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** An image that is another one tomorrow. */
export const imageWithoutTag: Rule = {
  id: "image-without-tag",
  topic: "objects",
  severity: "warning",
  sentence: "Each image has a tag other than latest, or a digest.",
  why: "Two replicas may run different programs, and there is no way back.",
  remedy: "name a version, best with its digest",
  *check(cluster) {
    for (const { owner, spec, field } of podsOf(cluster))
      for (const { container, field: below } of containersOf(spec)) {
        const { image } = container;
        if (image === undefined || image === "" || image.includes("@") || owner.group === "monitoring.coreos.com")
          continue;
        const tag = /:([^/:]+)$/.exec(image)?.[1];
        if (tag !== undefined && tag !== "latest") continue;
        yield {
          object: owner,
          field: `${field}.${below}.image`,
          value: image,
          what: tag === undefined ? "it has no tag" : "the tag moves",
        };
      }
  },
};
