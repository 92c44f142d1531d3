import { nameOf } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";
import type { Report, Reported } from "./report.ts";

/**
 * A report for code scanning.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(
  { findings, uncertain, unread }: Report,
  options: { uncertain: boolean; version: string },
): string {
  const shown = options.uncertain ? [...findings, ...uncertain] : findings;
  const rules = [...new Map(shown.map(({ rule }) => [rule.id, rule])).values()];
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const driver = { name: "verify", version: options.version, rules: rules.map(descriptor) };
  const toolExecutionNotifications = unread.map((text) => ({ level: "error", message: { text } }));
  const run = {
    tool: { driver },
    invocations: [{ executionSuccessful: unread.length === 0, toolExecutionNotifications }],
    results: shown.map((finding) => result(finding, index.get(finding.rule.id) ?? 0)),
  };
  const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

const descriptor = ({ id, sentence, why, remedy, severity, topic }: Rule) => ({
  id,
  shortDescription: { text: sentence },
  fullDescription: { text: why },
  help: { text: remedy },
  defaultConfiguration: { level: severity },
  properties: { tags: [topic] },
});

function result({ rule, object, line, field, value, what, remedy, uncertain }: Reported, ruleIndex: number) {
  const subject = [nameOf(object), field, value].filter((part) => part !== undefined && part !== "").join(" ");
  const { file } = object.origin;
  return {
    ruleId: rule.id,
    ruleIndex,
    // What nobody can tell is open, and has no level then.
    ...(uncertain === undefined ? { level: rule.severity } : { kind: "open", level: "none" }),
    message: {
      text: [subject, what, remedy ?? rule.remedy, uncertain].filter((part) => part !== undefined).join(": "),
    },
    locations: [
      {
        // Standard input has no address.
        physicalLocation: {
          artifactLocation: { uri: file === "-" ? "stdin" : encodeURI(file.replace(/^\.\//, "")) },
          ...(line !== undefined && { region: { startLine: line } }),
        },
        logicalLocations: [{ fullyQualifiedName: nameOf(object), kind: "object" }],
      },
    ],
  };
}
