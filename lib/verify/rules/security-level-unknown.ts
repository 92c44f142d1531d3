import { near } from "../model/near.ts";
import type { Rule } from "../rule.ts";

const levels = ["privileged", "baseline", "restricted"];
const modes = ["enforce", "audit", "warn"];
const prefix = "pod-security.kubernetes.io/";

/** A Pod Security label whose mode, level or version does not exist. */
export const securityLevelUnknown: Rule = {
  id: "security-level-unknown",
  topic: "objects",
  severity: "error",
  sentence: "The Pod Security labels of a namespace name modes, levels and versions that exist.",
  why: "The API server refuses an unknown level, and overlooks an unknown mode: nothing is enforced.",
  remedy: "set enforce, audit or warn to privileged, baseline or restricted, and their versions to latest or v1.34",
  *check(cluster) {
    for (const object of cluster.all("Namespace"))
      for (const [key, value] of Object.entries(object.labels)) {
        if (!key.startsWith(prefix)) continue;
        const [, mode = "", version] = /^(.*?)(-version)?$/.exec(key.slice(prefix.length)) ?? [];
        const at = { object, field: "metadata.labels", value: `${key}=${value}` };
        if (!modes.includes(mode)) yield { ...at, what: "there is no such mode", ...near(mode, modes) };
        else if (version) {
          if (!/^(latest|v1\.\d{1,2})$/.test(value)) yield { ...at, what: "it is no version" };
        } else if (!levels.includes(value)) yield { ...at, what: "there is no such level", ...near(value, levels) };
      }
  },
};
