import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { misrouted } from "./routes/expected.ts";
import { type Generated, generate } from "./routes/generated.ts";
import { output } from "./routes/program.ts";
import { moments } from "./routes/quiet-hours.ts";
import { allReceivers, receiversAt } from "./routes/receivers.ts";
import { table } from "./routes/table.ts";

let folder: string;
let all: readonly Generated[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "routes-"));
  all = await Promise.all(environments.map((environment) => generate(environment, join(folder, environment.name))));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (name: string): Generated => {
  const generated = all.find(({ environment }) => environment.name === name);
  if (generated === undefined) throw new Error(`there is no environment ${name}`);
  return generated;
};

describe.each(environments.map(({ name }) => name))("what the operator makes of %s", { timeout: 30_000 }, (name) => {
  it("is a configuration that Alertmanager takes", async () => {
    await output("amtool", ["check-config", of(name).alertmanager]);
  });

  // Credentials are files in the pod, which only the syntax check does not look for.
  it("is a configuration that Prometheus takes", async () => {
    await output("promtool", ["check", "config", "--syntax-only", of(name).prometheus]);
  });

  it("has rules that Prometheus takes", async () => {
    await output("promtool", ["check", "rules", "--lint=all", "--lint-fatal", ...of(name).rules]);
  });
});

describe("routes", { timeout: 60_000 }, () => {
  it("end where the table says, and each alert's where the list says", async () => {
    const found = new Map<string, Awaited<ReturnType<typeof allReceivers>>>();
    for (const { environment, alertmanager, alerts } of all)
      found.set(environment.name, await allReceivers(alertmanager, alerts));
    expect([...found].flatMap(([environment, receivers]) => misrouted(environment, receivers))).toEqual([]);
    await expect(table(found)).toMatchFileSnapshot(
      "routes/every-alert.txt",
      "run `make docs`, then review the difference",
    );
  });

  it("that were changed are named with alert, environment and receivers", async () => {
    const { alertmanager, alerts } = of("production");
    const changed = join(folder, "changed.yaml");
    const text = readFileSync(alertmanager, "utf8");
    writeFileSync(changed, text.replace("receiver: monitoring/platform/on-call", "receiver: nobody"));
    const critical = alerts.filter((alert) => alert.name === "HighErrorRate");
    expect(misrouted("production", await allReceivers(changed, critical))).toEqual([
      "HighErrorRate (critical, http) in production: expected incidents, on-call, tickets, found incidents, tickets",
    ]);
  });
});

describe("quiet hours", { timeout: 30_000 }, () => {
  const day = "2026-11-25T12:00:00+01:00";
  const night = "2026-11-25T03:00:00+01:00";

  it("spare people whatever is not critical, and nothing else", async () => {
    for (const { environment, alertmanager, alerts } of all) {
      const { all: receivers, quietHours } = environment.receivers;
      const questions = [day, night].flatMap((at) => alerts.map(({ labels }) => ({ at, labels })));
      const answers = await receiversAt(alertmanager, questions);
      alerts.forEach(({ name, labels }, index) => {
        const [byDay = [], atNight = []] = [answers[index], answers[alerts.length + index]];
        const isPerson = (receiver: string) => ["slack", "teams"].includes(receivers[receiver]?.kind ?? "");
        const waits = quietHours !== undefined && labels["severity"] !== "critical";
        expect(atNight, `${name} in ${environment.name}`).toEqual(
          byDay.filter((receiver) => !(waits && isPerson(receiver))),
        );
      });
    }
  });

  it("begin and end when people expect it, in summer and in winter", async () => {
    for (const { environment, alertmanager } of all) {
      const asked = moments.filter((moment) => moment.environment === environment.name);
      const labels = { severity: "warning", component: "http", environment: environment.name };
      const answers = await receiversAt(
        alertmanager,
        asked.map(({ at }) => ({ at, labels })),
      );
      const found = asked.map((moment, index) => ({ ...moment, quiet: !answers[index]?.includes("chat") }));
      expect(found).toEqual(asked);
    }
  });
});
