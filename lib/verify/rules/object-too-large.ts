import type { Rule } from "../rule.ts";

const most = 2 ** 20;

/** A ConfigMap or Secret with more than the API server keeps. */
export const objectTooLarge: Rule = {
  id: "object-too-large",
  topic: "objects",
  severity: "error",
  sentence: "The data of a ConfigMap or Secret has 1 MiB at most.",
  why: "The API server refuses it.",
  remedy: "split it, or keep the data in a volume",
  // Source: MaxSecretSize in k8s.io/api, core/v1/types.go; ValidateConfigMap and ValidateSecret.
  *check(cluster) {
    for (const object of [...cluster.all("ConfigMap"), ...cluster.all("Secret")]) {
      const { body } = object;
      const plain = Object.values({
        ...("stringData" in body ? body.stringData : object.kind === "ConfigMap" ? body.data : {}),
      });
      const encoded = Object.values({
        ...("binaryData" in body ? body.binaryData : object.kind === "Secret" ? body.data : {}),
      });
      const bytes = [
        ...plain.map((each) => Buffer.byteLength(each)),
        ...encoded.map((each) => Math.floor((each.replace(/[\s=]/g, "").length * 3) / 4)),
      ].reduce((sum, each) => sum + each, 0);
      if (bytes > most) yield { object, field: "data", value: `${bytes} bytes`, what: `it may have ${most}` };
    }
  },
};
