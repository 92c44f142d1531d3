import { faultOfPattern } from "../model/pattern.ts";
import type { Step } from "../model/scraping/relabelling.ts";
import { writtenSteps } from "../model/scraping/written-steps.ts";
import type { Rule } from "../rule.ts";

/**
 * A step of relabelling for which the operator leaves a monitor out, or Prometheus does not start.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/model/relabel/relabel.go, Validate; prometheus-operator 0.94,
 * pkg/prometheus/validation, which asks for the same.
 */
export const relabellingRefused: Rule = {
  id: "relabelling-refused",
  topic: "monitors",
  severity: "error",
  sentence: "Each step of relabelling has a regular expression and the labels that its action needs.",
  why: "prometheus-operator leaves the whole monitor out, and a Prometheus without an operator does not start.",
  remedy: "mend the step as the message says",
  *check(cluster) {
    for (const { object, field, step } of writtenSteps(cluster)) {
      const reason = faultOfPattern(step.regex);
      if (reason !== undefined)
        yield { object, field: `${field}.regex`, value: step.regex, what: `it is no regular expression: ${reason}` };
      for (const what of lackedBy(step)) yield { object, field, value: step.action, what };
    }
  },
};

const needsTarget = new Set(["replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal"]);

function* lackedBy({ action, target, modulus }: Step): Iterable<string> {
  if (needsTarget.has(action) && target === "") yield "it needs a target label";
  if (action === "hashmod" && modulus === 0) yield "it needs a modulus";
}
