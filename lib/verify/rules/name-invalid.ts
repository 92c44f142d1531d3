import type { Rule } from "../rule.ts";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Kinds whose name is part of a host name, or of a label. */
const labels = new Set(["Namespace", "Service"]);

/** Kinds whose name may hold almost anything: `system:auth-delegator`. */
const free = new Set(["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]);

/** An object whose name the API server refuses. */
export const nameInvalid: Rule = {
  id: "name-invalid",
  topic: "objects",
  severity: "error",
  sentence: "Names hold lower-case letters, digits, - and . only, and begin and end with a letter or digit.",
  why: "The API server refuses the object.",
  remedy: "rename it",
  // To a CronJob's name its Jobs add eleven characters.
  // Source: NameIsDNSSubdomain, NameIsDNSLabel and NameIsDNS1035Label in k8s.io/apimachinery, pkg/api/validation/name.go.
  *check(cluster) {
    for (const object of cluster.manifests) {
      const { kind, known } = object;
      if (!known || free.has(kind)) continue;
      // To what it is to begin with the API server adds some letters.
      const isBeginning = (object.body as { metadata?: { name?: unknown } }).metadata?.name === undefined;
      const name = isBeginning ? `${object.name}xxxxx` : object.name;
      const most = labels.has(kind) ? 63 : kind === "CronJob" ? 52 : 253;
      const at = { object, field: "metadata.name", value: name };
      if (name.length > most) yield { ...at, what: `it has ${name.length} characters, and may have ${most}` };
      else if (!(labels.has(kind) ? label : subdomain).test(name))
        yield {
          ...at,
          what: labels.has(kind) ? "it holds more than a-z, 0-9 and -" : "it holds more than a-z, 0-9, - and .",
        };
      else if (kind === "Service" && /^\d/.test(name)) yield { ...at, what: "it begins with a digit" };
    }
  },
};
