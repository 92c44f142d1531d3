import { Lines } from "../input/lines.ts";
import { Outline } from "../input/outline.ts";
import { nameOf } from "../model/manifest.ts";
import { type Finding, topics } from "../rule.ts";
import type { Verdict } from "../verify.ts";

/** A finding with the line of its field. */
export interface Reported extends Finding {
  readonly line: number | undefined;
}

/** What a report shows, in an order that depends on nothing but what was found. */
export interface Report {
  readonly findings: readonly Reported[];
  readonly uncertain: readonly Reported[];
  readonly errors: number;
  readonly warnings: number;
  readonly objects: number;
  readonly unknownKinds: ReadonlyMap<string, number>;
  /** Folders of kustomizations that change objects before they are applied. */
  readonly kustomizations: readonly string[];
  /** Folders of charts, which were left out. */
  readonly charts: readonly string[];
  /** Files of folders that hold no objects. */
  readonly skipped: readonly string[];
  /** A line for each file of a folder that could not be read. */
  readonly unread: readonly string[];
}

/** Looks up where each finding stands, and each uncertain verdict if it is shown; only their files are looked into again. */
export function reportOf(
  verdict: Verdict,
  texts: ReadonlyMap<string, string>,
  {
    uncertain,
    charts = [],
    skipped = [],
    unread = [],
  }: { readonly uncertain: boolean } & Partial<Pick<Report, "charts" | "skipped" | "unread">>,
): Report {
  const files = new Map<string, Lines>();
  const outlines = new Map<string, Outline>();
  const outlineOf = (file: string, line: number): Outline => {
    const lines = files.get(file) ?? new Lines(texts.get(file) ?? "");
    files.set(file, lines);
    const outline = outlines.get(`${file}:${line}`) ?? new Outline(lines, line - 1);
    outlines.set(`${file}:${line}`, outline);
    return outline;
  };
  const located = (finding: Finding): Reported => {
    const { file, line, within = "" } = finding.object.origin;
    if (line === undefined || !texts.has(file)) return { ...finding, line };
    const field = `${within}${finding.field}`.replace(/\.$/, "");
    return { ...finding, line: line + outlineOf(file, line).lineOf(field) };
  };
  const findings = verdict.findings.map(located).sort(inOrder);
  const errors = findings.filter(({ rule }) => rule.severity === "error").length;
  return {
    findings,
    uncertain: uncertain ? verdict.uncertain.map(located).sort(inOrder) : verdict.uncertain.map(asDocument),
    errors,
    warnings: findings.length - errors,
    objects: verdict.objects,
    unknownKinds: verdict.unknownKinds,
    kustomizations: verdict.kustomizations,
    charts,
    skipped,
    unread,
  };
}

const asDocument = (finding: Finding): Reported => ({ ...finding, line: finding.object.origin.line });

/** Errors first, then by topic, rule and place. */
function inOrder(one: Reported, other: Reported): number {
  const rank = ({ rule }: Reported) => (rule.severity === "error" ? 0 : topics.length) + topics.indexOf(rule.topic);
  const text = ({ rule, object, field, what }: Reported) =>
    [rule.id, object.origin.file, nameOf(object), field, what].join("\n");
  return rank(one) - rank(other) || (text(one) < text(other) ? -1 : Number(text(one) > text(other)));
}
