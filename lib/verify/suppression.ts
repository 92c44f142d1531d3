import { suggestion } from "../suggestion.ts";
import { type Manifest, nameOf } from "./model/manifest.ts";
import type { Finding, Found, Rule } from "./rule.ts";

/** An annotation `ignore.verify/RULE: REASON` on an object says that the rule's findings there are wanted. */
const prefix = "ignore.verify/";

const needsReason: Rule = {
  id: "suppression-without-reason",
  topic: "input",
  severity: "error",
  sentence: "A suppression gives a reason.",
  why: "Who reads it later cannot tell whether it may go.",
  remedy: `write the reason as the annotation's value`,
  check: () => [],
};

const isNeeded: Rule = {
  id: "suppression-not-needed",
  topic: "input",
  severity: "error",
  sentence: "A suppression suppresses something.",
  why: "It would hide a fault that comes later.",
  remedy: "remove the annotation",
  check: () => [],
};

/** The rules about suppressions; what they find cannot be suppressed. */
export const suppressionRules = [needsReason, isNeeded] as const;

/** The findings that nobody suppressed, and those about suppressions. */
export function suppressed(
  manifests: readonly Manifest[],
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly Finding[] {
  const ids = new Set(rules.map(({ id }) => id));
  const suppressions = manifests.flatMap((object) =>
    Object.entries(object.annotations)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, reason]) => ({ object, id: key.slice(prefix.length), reason: reason.trim() })),
  );
  const isOf = (object: Manifest, id: string) => (finding: Finding) =>
    finding.object === object && finding.rule.id === id;
  const about = suppressions.flatMap(({ object, id, reason }): Finding[] => {
    const at = { object, field: "metadata.annotations", value: `${prefix}${id}` };
    if (!ids.has(id)) return [{ rule: isNeeded, ...at, ...unknownRule(id, ids) }];
    if (reason === "") return [{ rule: needsReason, ...at, what: "it has no reason" }];
    if (findings.some(isOf(object, id))) return [];
    return [{ rule: isNeeded, ...at, what: `${id} finds nothing at ${nameOf(object)}` }];
  });
  const hidden = new Set(
    suppressions.filter(({ reason }) => reason !== "").flatMap(({ object, id }) => findings.filter(isOf(object, id))),
  );
  return [...findings.filter((finding) => !hidden.has(finding)), ...about];
}

function unknownRule(id: string, ids: Iterable<string>): Pick<Found, "what" | "remedy"> {
  const near = suggestion(id, ids);
  return { what: "there is no such rule", ...(near !== undefined && { remedy: `did you mean ${prefix}${near}?` }) };
}
