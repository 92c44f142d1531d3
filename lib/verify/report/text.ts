import { nameOf } from "../model/manifest.ts";
import type { Report, Reported } from "./report.ts";
import { unrendered } from "./unrendered.ts";
import { counted, oneLine } from "./words.ts";

/** A report for people, by rule: what holds is said once, and each place where it does not. */
export function textReport(report: Report, { color, uncertain }: { color: boolean; uncertain: boolean }): string {
  const paint = painter(color);
  const groups = [...byRule(report.findings).values()].map((group) => groupText(group, paint));
  const open = uncertain ? [...byRule(report.uncertain).values()].map((group) => groupText(group, paint)) : [];
  return [...groups, ...open, summary(report, paint)].join("\n");
}

type Paint = (style: keyof typeof styles, text: string) => string;

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const styles = { error: 31, warning: 33, uncertain: 36, clean: 32, strong: 1, faint: 2 } as const;

const painter =
  (color: boolean): Paint =>
  (style, text) =>
    color ? `\u001b[${styles[style]}m${text}\u001b[0m` : text;

function byRule(findings: readonly Reported[]): ReadonlyMap<string, readonly Reported[]> {
  const groups = new Map<string, Reported[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule.id);
    if (group) group.push(finding);
    else groups.set(finding.rule.id, [finding]);
  }
  return groups;
}

function groupText(group: readonly Reported[], paint: Paint): string {
  const [first] = group;
  if (first === undefined) return "";
  const { rule } = first;
  const word = first.uncertain === undefined ? rule.severity : "uncertain";
  const head = `${paint(word, word)} ${paint("strong", rule.id)}: ${rule.sentence}`;
  const general = group.some(({ remedy }) => remedy === undefined) ? [`  remedy: ${oneLine(rule.remedy)}`] : [];
  return [head, ...group.flatMap((each) => placeText(each, paint)), `  why: ${rule.why}`, ...general, ""].join("\n");
}

function placeText({ object, line, field, value, what, remedy, uncertain }: Reported, paint: Paint): string[] {
  const place = line === undefined ? object.origin.file : `${object.origin.file}:${line}`;
  const subject = [field, value].filter((part) => part !== undefined && part !== "").join(" ");
  const words = [what, ...(remedy === undefined ? [] : [remedy]), ...(uncertain === undefined ? [] : [uncertain])];
  return [
    `  ${paint("strong", oneLine(nameOf(object)))}  ${paint("faint", oneLine(place))}`,
    `    ${oneLine(`${subject === "" ? "" : `${subject}: `}${words.join(": ")}`)}`,
  ];
}

function summary(report: Report, paint: Paint): string {
  const { errors, warnings, uncertain, objects, unknownKinds, skipped, unread } = report;
  const unknown = [...unknownKinds.values()].reduce((sum, number) => sum + number, 0);
  const counts = [
    paint(errors > 0 ? "error" : "clean", counted(errors, "error")),
    paint(warnings > 0 ? "warning" : "clean", counted(warnings, "warning")),
    `${uncertain.length} uncertain`,
  ];
  const kinds = [...unknownKinds.keys()].sort().join(", ");
  const notes = [
    ...unrendered(report),
    ...(unknown > 0 ? [`${unknown} of kinds that no rule reads: ${oneLine(kinds)}`] : []),
    ...(skipped.length > 0
      ? [`${counted(skipped.length, "file")} without objects: ${oneLine(skipped.join(", "))}`]
      : []),
  ];
  const lost = unread.length > 0 ? [paint("error", `${counted(unread.length, "file")} could not be read`)] : [];
  return [
    `${counts.join(", ")} in ${counted(objects, "object")}`,
    ...lost,
    ...notes.map((note) => paint("faint", note)),
    "",
  ].join("\n");
}
