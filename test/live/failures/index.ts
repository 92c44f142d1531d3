import { describe, it } from "vitest";
import { databaseIsLost } from "../grafana/index.ts";
import { report } from "../result.ts";
import { alertmanagersAreKilled } from "./alertmanager.ts";
import { operatorIsAway } from "./operator.ts";
import { prometheusesAreKilled } from "./prometheus.ts";
import { volumeIsFull } from "./volume.ts";

const seen: string[][] = [];

/** What happens to the monitoring itself, side by side with others; those that can at once, since most of their time is waiting. */
export function failures(): void {
  const failure = (name: string, act: () => Promise<string>) => async () => {
    seen.push([name, await act()]);
    report("Failures of the platform itself", { columns: ["what", "seen"], rows: seen });
  };
  describe.concurrent("failures of the platform itself", () => {
    it("loses no message with Alertmanagers", failure("Alertmanagers killed", alertmanagersAreKilled));
    it("takes rules that changed without an operator", failure("operator away", operatorIsAway));
    it("has every dashboard without Grafana's database", failure("Grafana's database lost", databaseIsLost));
    it("stores again after a full volume", failure("volume full", volumeIsFull));
    it.sequential("goes on where it was with all Prometheuses", failure("Prometheuses killed", prometheusesAreKilled));
  });
}
