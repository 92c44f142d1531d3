import type { Labels } from "../model/manifest.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Found, Rule } from "../rule.ts";

const part = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A label whose key or value the API server refuses. */
export const labelInvalid: Rule = {
  id: "label-invalid",
  topic: "objects",
  severity: "error",
  sentence: "Keys and values of labels have 63 characters at most: letters, digits, -, _ and .",
  why: "The API server refuses the object, or each of the pods.",
  remedy: "shorten it, or make it an annotation",
  // Source: IsQualifiedName and IsValidLabelValue in k8s.io/apimachinery, pkg/util/validation/validation.go.
  *check(cluster) {
    for (const object of cluster.manifests) yield* wrong(object, "metadata.labels", object.labels);
    for (const { owner, field, labels } of podsOf(cluster))
      if (field.endsWith("template.spec")) yield* wrong(owner, field.replace(/spec$/, "metadata.labels"), labels);
  },
};

function* wrong(object: Found["object"], field: string, labels: Labels): Iterable<Found> {
  for (const [key, value] of Object.entries(labels)) {
    const [name = "", before, ...more] = key.split("/").reverse();
    const isKey = part.test(name) && name.length <= 63 && more.length === 0;
    const isPrefix = before === undefined || (prefix.test(before) && before.length <= 253);
    if (!isKey || !isPrefix) yield { object, field, value: key, what: "it is no key of a label" };
    else if (value.length > 63)
      yield {
        object,
        field,
        value: `${key}=${value}`,
        what: `the value has ${value.length} characters, and may have 63`,
      };
    else if (value !== "" && !part.test(value))
      yield { object, field, value: `${key}=${value}`, what: "the value holds characters that a label may not" };
  }
}
