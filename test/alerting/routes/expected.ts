import type { SampleAlert } from "./generated.ts";

/**
 * Who is to hear of what: for each environment the receivers of a severity, of a severity in one component, or of one alert. The
 * closest line counts. Written by people, not derived from anything.
 */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  development: {
    critical: "chat",
    warning: "chat",
    info: "",
  },
  staging: {
    critical: "chat developers",
    warning: "chat",
    info: "",
    Watchdog: "dead-man-switch",
  },
  production: {
    critical: "incidents on-call tickets",
    "critical postgres": "incidents on-call tickets data",
    "critical redis": "incidents on-call tickets data",
    warning: "chat tickets",
    "warning postgres": "chat tickets data",
    "warning redis": "chat tickets data",
    info: "chat",
    "info postgres": "chat data",
    "info redis": "chat data",
    Watchdog: "dead-man-switch",
  },
};

/** The receivers that the table gives an alert. */
export function expectedReceivers(environment: string, { name, labels }: SampleAlert): readonly string[] {
  const lines = expected[environment];
  if (lines === undefined) throw new Error(`test/alerting/routes/expected.ts has no lines for ${environment}`);
  const { severity = "", component = "" } = labels;
  const line = lines[name] ?? lines[`${severity} ${component}`] ?? lines[severity];
  if (line === undefined) throw new Error(`test/alerting/routes/expected.ts has no ${severity} for ${environment}`);
  return line.split(" ").filter((receiver) => receiver !== "");
}

/** A line for each alert that goes elsewhere, or somewhere twice. */
export const misrouted = (environment: string, found: ReadonlyMap<SampleAlert, readonly string[]>): string[] =>
  [...found].flatMap(([alert, receivers]) => {
    const wanted = [...expectedReceivers(environment, alert)].sort().join(", ");
    const got = [...receivers].sort().join(", ");
    const { severity, component } = alert.labels;
    if (wanted === got) return [];
    return [
      `${alert.name} (${severity}, ${component}) in ${environment}: expected ${wanted || "nobody"}, found ${got || "nobody"}`,
    ];
  });
