import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { misrouted } from "./routes/expected.ts";
import { type Generated, generate, type SampleAlert } from "./routes/generated.ts";
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

describe.each(environments.map(({ name }) => name))("what the operator makes of %s", (name) => {
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
    await expect(table(found)).toMatchFileSnapshot("routes/every-alert.txt");
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

describe("quiet hours", () => {
  const day = "2026-11-25T12:00:00+01:00";
  const night = "2026-11-25T03:00:00+01:00";

  /** For each alert of an environment who hears of it by day, but not at night. */
  async function spared({ alertmanager, alerts }: Generated): Promise<(readonly [SampleAlert, string[]])[]> {
    const [byDay, atNight] = await Promise.all(
      [day, night].map((at) =>
        receiversAt(
          alertmanager,
          alerts.map(({ labels }) => ({ at, labels })),
        ),
      ),
    );
    return alerts.map((alert, index) => {
      const stillTold = atNight?.[index] ?? [];
      return [alert, (byDay?.[index] ?? []).filter((receiver) => !stillTold.includes(receiver))];
    });
  }

  it("spare people whatever is not critical, and nothing else", async () => {
    for (const generated of all) {
      const { environment, alertmanager, alerts } = generated;
      const { all: receivers, quietHours } = environment.receivers;
      const told = await allReceivers(alertmanager, alerts);
      for (const [alert, heldBack] of await spared(generated)) {
        const people = (told.get(alert) ?? []).filter((name) =>
          ["slack", "teams"].includes(receivers[name]?.kind ?? ""),
        );
        const waits = quietHours !== undefined && alert.labels["severity"] !== "critical";
        expect({ alert: alert.name, heldBack }, environment.name).toEqual({
          alert: alert.name,
          heldBack: waits ? people : [],
        });
      }
    }
  });

  it("begin and end when people expect it, in summer and in winter", async () => {
    const found: unknown[] = [];
    for (const moment of moments) {
      const { alertmanager, environment } = of(moment.environment);
      const labels = { severity: "warning", component: "http", environment: environment.name };
      const [told = []] = await receiversAt(alertmanager, [{ at: moment.at, labels }]);
      found.push({ ...moment, quiet: !told.includes("chat") });
    }
    expect(found).toEqual(moments);
  });
});
