import type { Report, Reported } from "./report.ts";

/** A report for machines. Fields are only ever added to this shape; `version` says where one had to change. */
export function jsonReport(report: Report): string {
  const { errors, warnings, objects, unknownKinds, kustomizations, charts, skipped, unread } = report;
  const shape = {
    version: 1,
    summary: {
      errors,
      warnings,
      uncertain: report.uncertain.length,
      objects,
      unknownKinds: Object.fromEntries([...unknownKinds].sort()),
      kustomizations,
      charts,
      skipped,
      unread,
    },
    findings: report.findings.map(entry),
    uncertain: report.uncertain.map(entry),
  };
  return `${JSON.stringify(shape, null, 2)}\n`;
}

const entry = ({ rule, object, line, field, value, what, remedy, uncertain }: Reported) => ({
  rule: rule.id,
  topic: rule.topic,
  severity: rule.severity,
  file: object.origin.file,
  line,
  object: { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name },
  field,
  value,
  what,
  remedy: remedy ?? rule.remedy,
  uncertain,
});
