import { describe, expect, it } from "vitest";
import { eventually } from "./eventually.ts";
import { told } from "./failures/alertmanager.ts";
import { hearers } from "./failures/incident.ts";
import { appliedObjects } from "./install/lacking.ts";
import { installed, kubectl } from "./installed.ts";
import { repeated } from "./outside/heard.ts";
import { progress } from "./progress.ts";
import { report } from "./result.ts";

const minutes = 10;
const start = Date.now();

/** What can be said only at the end: nothing drifted, and each receiver heard of the incident, of each Alertmanager once at most, and once of its end. */
export function end(): void {
  describe("at the end", () => {
    it("has told of the incident, no Alertmanager twice, and once of its end", async () => {
      const here = await installed();
      progress("the end of the incident");
      // The next look of a critical group.
      await eventually("messages that it is over", 420, async () =>
        hearers.filter((receiver) => told(here, receiver, "resolved").length === 0),
      );
      for (const receiver of hearers) {
        const again = repeated(told(here, receiver));
        if (again) progress(`${receiver} was ${again.text}`);
        expect(again?.promised ?? true, `${receiver} was ${again?.text}`).toBe(true);
        expect(told(here, receiver, "resolved").length, `${receiver}: resolved`).toBe(1);
      }
    });

    it(`finds every object as it was applied, after ${minutes} minutes at least`, async () => {
      const { files } = await installed();
      const left = start + minutes * 60_000 - Date.now();
      progress("drift");
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
      expect(await kubectl.diff(await appliedObjects(files.flatMap(({ objects }) => objects)))).toBe("");
      const ran = Math.round((Date.now() - start) / 60_000);
      report("Drift", { columns: [], rows: [] }, `After ${ran} minutes \`kubectl diff --server-side\` found nothing.`);
    });
  });
}
