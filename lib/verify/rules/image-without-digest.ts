import { imagesIn } from "../model/pods/images.ts";
import type { Rule } from "../rule.ts";

/** An image whose tag may be put on another one. */
export const imageWithoutDigest: Rule = {
  id: "image-without-digest",
  topic: "objects",
  severity: "warning",
  sentence: "Each image has a digest.",
  why: "Whoever may write to the registry can change what runs, and a restart may run something else.",
  remedy: "add the digest behind the tag: NAME:TAG@sha256:...",
  *check(cluster) {
    // Without a tag, another rule speaks.
    for (const { image, at } of imagesIn(cluster))
      if (image.digest === undefined && image.tag !== undefined && image.tag !== "latest")
        yield { ...at, what: "it has a tag only" };
  },
};
