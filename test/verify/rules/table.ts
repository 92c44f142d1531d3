import { expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { said } from "../given.ts";

/** A rule with objects that it is content with, the same with one fault, and what it says of that. */
export type Case = readonly [rule: Rule, clean: string, broken: string, finding: string];

/** Proves each case: among objects that are all there is, the finding is certain. */
export function each(cases: readonly Case[]): void {
  const world = { complete: true };
  it.each(cases.map(([rule, ...rest]) => [rule.id, rule, ...rest] as const))(
    "%s",
    (_, rule, clean, broken, finding) => {
      expect(said(rule, clean, world)).toEqual([]);
      expect(said(rule, broken, world)).toEqual([finding]);
    },
  );
}

const indented = (text: string) => text.replace(/^/gm, "  ");

/** An object of namespace `shop` in few words. */
export const object = (apiVersion: string, kind: string, name: string, rest = ""): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n${rest}\n---\n`;

export const pod = (spec: string): string => object("v1", "Pod", "web", `spec: { ${spec} }`);

/** A workload whose template has the label `app: NAME`. */
export const workload = (
  kind: "Deployment" | "StatefulSet" | "DaemonSet",
  name: string,
  { container = "{ name: web }", spec = "", label = `app: ${name}`, pods = "" } = {},
): string =>
  object(
    "apps/v1",
    kind,
    name,
    `spec:\n${indented(
      `selector: { matchLabels: { app: ${name} } }\ntemplate:\n  metadata: { labels: { ${label} } }\n  spec: { containers: [${container}], ${pods} }\n${spec}`,
    )}`,
  );

export const service = (name: string, spec: string): string => object("v1", "Service", name, `spec: { ${spec} }`);
