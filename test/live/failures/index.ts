import { describe, it } from "vitest";
import { report } from "../result.ts";
import { alertmanagersAreKilled } from "./alertmanager.ts";
import { operatorIsAway } from "./operator.ts";
import { prometheusesAreKilled } from "./prometheus.ts";
import { volumeIsFull } from "./volume.ts";

const seen: string[][] = [];

/** What happens to the monitoring itself; three side by side, since most of their time is waiting. */
export function failures(): void {
  const failure = (name: string, act: () => Promise<string>) => async () => {
    seen.push([name, await act()]);
    report("Failures of the platform itself", { columns: ["what", "seen"], rows: seen });
  };
  describe("failures of the platform itself", () => {
    it.concurrent("loses no message with Alertmanagers", failure("Alertmanagers killed", alertmanagersAreKilled));
    it.concurrent("takes rules that changed without an operator", failure("operator away", operatorIsAway));
    it.concurrent("stores again after a full volume", failure("volume full", volumeIsFull));
    it("goes on where it was with all Prometheuses", failure("Prometheuses killed", prometheusesAreKilled));
  });
}
