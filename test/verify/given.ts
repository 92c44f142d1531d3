import { readFileSync } from "node:fs";
import { parse } from "../../lib/verify/input/parse.ts";
import type { Manifest } from "../../lib/verify/model/manifest.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import type { Rule } from "../../lib/verify/rule.ts";
import { verify } from "../../lib/verify/verify.ts";
import type { World } from "../../lib/verify/world.ts";

/** Objects from YAML, as a person would write the case down. */
export const objects = (yaml: string): readonly Manifest[] =>
  parse("case.yaml", yaml).flatMap(({ value }) => readObject(value, { file: "case.yaml" }));

/** Objects of a file. */
export const objectsIn = (file: string): readonly Manifest[] => objects(readFileSync(file, "utf8"));

/** What one rule says of some YAML: `Service web spec.selector app=web: no pod ...; remedy`, uncertain verdicts in parentheses. */
export function said(rule: Rule, yaml: string | readonly Manifest[], world: World = {}): string[] {
  const manifests = typeof yaml === "string" ? objects(yaml) : yaml;
  const { findings, uncertain } = verify(manifests, world, [rule]);
  const line = ({ object, field, value, what, remedy }: (typeof findings)[number]) =>
    [
      `${object.kind} ${object.name}`,
      field,
      ...(value === undefined ? [] : [value]),
      `${what}${remedy ? `: ${remedy}` : ""}`,
    ]
      .filter((part) => part !== "")
      .join(" | ");
  return [...findings.map(line), ...uncertain.map((each) => `(${line(each)} | ${each.uncertain})`)];
}
