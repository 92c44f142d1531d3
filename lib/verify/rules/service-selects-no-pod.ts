import { suggestion } from "../../suggestion.ts";
import type { Labels } from "../model/manifest.ts";
import { podsPerhapsSelectedIn } from "../model/perhaps.ts";
import { otherPods } from "../model/pods/other-pods.ts";
import { podsIn } from "../model/pods/pods.ts";
import { selectorText } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A Service whose selector no pod template answers. */
export const serviceSelectsNoPod: Rule = {
  id: "service-selects-no-pod",
  topic: "objects",
  severity: "error",
  sentence: "A Service with a selector selects pods.",
  why: "Every connection to it is refused, and its monitors have no target.",
  remedy: "make the selector equal the labels of the pod template",
  *check(cluster, world) {
    for (const object of cluster.all("Service")) {
      const { selector, type } = object.body.spec ?? {};
      if (selector === undefined || Object.keys(selector).length === 0 || type === "ExternalName") continue;
      const { namespace = "default" } = object;
      const pods = podsIn(cluster, namespace);
      if (podsPerhapsSelectedIn(cluster, namespace, { matchLabels: selector }).length > 0) continue;
      // What many share says nothing of which pods are meant.
      const wrong = Object.keys(selector).filter((key) => !pods.some(({ labels }) => labels[key] === selector[key]));
      const textOf = (labels: Labels) =>
        selectorText({ matchLabels: Object.fromEntries(wrong.map((key) => [key, labels[key] ?? ""])) });
      const near =
        wrong.length > 0
          ? suggestion(
              textOf(selector),
              pods
                .filter(({ labels }) => wrong.every((key) => labels[key] !== undefined))
                .map(({ labels }) => textOf(labels)),
            )
          : undefined;
      yield {
        object,
        field: "spec.selector",
        value: selectorText({ matchLabels: selector }),
        what: `no pod of namespace ${namespace} has these labels`,
        ...(near !== undefined && { remedy: `did you mean ${near}?` }),
        ...otherPods(cluster, world, namespace, { matchLabels: selector }),
      };
    }
  },
};
