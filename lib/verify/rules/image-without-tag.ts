import { imagesIn } from "../model/pods/images.ts";
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
    for (const { image, at } of imagesIn(cluster))
      if (image.digest === undefined && (image.tag === undefined || image.tag === "latest"))
        yield { ...at, what: image.tag === undefined ? "it has no tag" : "the tag moves" };
  },
};
