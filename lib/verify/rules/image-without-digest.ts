import { containersOf, podsOf } from "../model/pods/pods.ts";
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
    for (const { owner, spec, field } of podsOf(cluster))
      for (const { container, field: below } of containersOf(spec)) {
        const { image = "" } = container;
        // Without a tag, another rule speaks; images of an operator's pods may stand in its own flags.
        if (
          image.includes("@") ||
          !/:[^/:]+$/.test(image) ||
          image.endsWith(":latest") ||
          owner.group === "monitoring.coreos.com"
        )
          continue;
        yield { object: owner, field: `${field}.${below}.image`, value: image, what: "it has a tag only" };
      }
  },
};
