import type { Labels, SampleAlert } from "./generated.ts";
import { mapSome, output } from "./program.ts";

/** Receivers of an AlertmanagerConfig carry its namespace and name. */
const prefix = "monitoring/platform/";
const nobody = "nobody";

/** The receivers that an alert ends at, as `amtool` says of a configuration. */
async function receiversOf(configuration: string, labels: Labels): Promise<readonly string[]> {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const found = await output("amtool", ["config", "routes", "test", `--config.file=${configuration}`, ...matchers]);
  return somebody(found.trim().split(","));
}

const somebody = (receivers: readonly string[]) =>
  receivers.map((receiver) => receiver.replace(prefix, "")).filter((receiver) => receiver !== nobody);

export interface Question {
  /** As RFC 3339 has it. */
  readonly at: string;
  readonly labels: Labels;
}

/** The receivers that an alert ends at, at a time, as Alertmanager's own time intervals mute them. */
export async function receiversAt(configuration: string, questions: readonly Question[]): Promise<readonly string[][]> {
  const answers = await output("receivers-at", [configuration], JSON.stringify(questions));
  return (JSON.parse(answers) as string[][]).map(somebody);
}

/** The receivers of many alerts, by the alert's name. */
export async function allReceivers(
  configuration: string,
  alerts: readonly SampleAlert[],
): Promise<ReadonlyMap<SampleAlert, readonly string[]>> {
  const found = await mapSome(alerts, 2, ({ labels }) => receiversOf(configuration, labels));
  return new Map(alerts.map((alert, index) => [alert, found[index] ?? []]));
}
