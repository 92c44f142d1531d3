import { describe, it } from "vitest";
import { inhibitionsOf } from "../../../../lib/mixins/inhibitions.ts";
import type { PostedAlert } from "../alertmanager.ts";
import { resolved } from "../alerts.ts";
import { casesOf } from "../inhibitions.ts";
import { matchersOf } from "../links.ts";
import { anotherRound, type Play, soon } from "../production.ts";
import { isTold, nameOf, told } from "../told.ts";

/** What is not told, and to whom. */
export function suppression(play: Play): void {
  inhibitions(play);
  quietHours(play);
  silenceLink(play);
}

const inhibitions = (play: Play) =>
  describe.concurrent("inhibitions", { timeout: 60_000 }, () => {
    it("suppress what follows in the same place, nothing elsewhere, and only as long as the source fires", ({
      expect,
    }) =>
      play(async (scene) => {
        const cases = casesOf(scene, inhibitionsOf(scene.generated.mixins));
        const [sources, followers] = [cases.map(({ source }) => source), cases.map(({ follower }) => follower)];
        const strangers = cases.flatMap((each) => each.strangers);
        const untold = (alerts: readonly PostedAlert[]) => alerts.filter((alert) => !isTold(scene, alert)).map(nameOf);
        expect(cases.length).toBeGreaterThan(0);

        const alertmanager = await scene.alertmanager();
        await alertmanager.post(sources);
        await soon(() => expect(untold(sources)).toEqual([]));
        await alertmanager.post([...followers, ...strangers]);
        await soon(() => expect(untold(strangers)).toEqual([]));
        await anotherRound();
        expect(untold(followers)).toEqual(followers.map(nameOf));
        await alertmanager.post(sources.map(resolved));
        await soon(() => expect(untold(followers)).toEqual([]));
      }));
  });

const quietHours = (play: Play) =>
  describe.concurrent("quiet hours", { timeout: 60_000 }, () => {
    it("hold back what is not critical, but no ticket, and tell it once when they are over", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager({ quietHours: "always" });
        await alertmanager.post([
          scene.firing("HighErrorRate"),
          scene.firing("TargetDown"),
          scene.firing("RedisEvictsUsefulKeys"),
        ]);
        const atNight = [
          ...["HighErrorRate incidents", "HighErrorRate on-call", "HighErrorRate tickets"],
          ...["RedisEvictsUsefulKeys tickets", "TargetDown tickets"],
        ];
        await soon(() => expect(told(scene)).toEqual(atNight));
        await anotherRound();
        expect(told(scene)).toEqual(atNight);

        await alertmanager.reload(scene.configuration("never"));
        const inTheMorning = ["RedisEvictsUsefulKeys chat", "RedisEvictsUsefulKeys data", "TargetDown chat"];
        await soon(() => expect(told(scene)).toEqual([...atNight, ...inTheMorning].sort()));
        await anotherRound();
        expect(told(scene)).toEqual([...atNight, ...inTheMorning].sort());
      }));

    it("leave nothing to tell of what is over before they are", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager({ quietHours: "always" });
        const down = scene.firing("TargetDown");
        await alertmanager.post([down]);
        await soon(() => expect(told(scene)).toEqual(["TargetDown tickets"]));
        await alertmanager.post([resolved(down)]);
        await soon(() => expect(told(scene, "resolved")).toEqual(["TargetDown tickets"]));
        await alertmanager.reload(scene.configuration("never"));
        await anotherRound();
        expect([...told(scene), ...told(scene, "resolved")]).toEqual(["TargetDown tickets", "TargetDown tickets"]);
      }));
  });

const silenceLink = (play: Play) =>
  describe.concurrent("the link to a silence", { timeout: 60_000 }, () => {
    it("fits the alerts of its message and no other", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        const odd = String.raw`a "b" \c, d+e%20f}`;
        const groups = [
          [scene.firing("HighErrorRate", { namespace: "shop", service: "basket" })],
          [scene.firing("HighErrorRate", { namespace: "shop", service: odd })],
          [scene.firing("HighErrorRate", { namespace: "other", service: "basket" })],
          [scene.firing("HighLatency", { namespace: "third", service: "basket" })],
          [scene.firing("PostgresDown", { instance: "a" }), scene.firing("PostgresDown", { instance: "b" })],
        ].map((group) => group.map(({ labels }) => labels));
        await alertmanager.post(groups.flat().map((labels) => scene.firing(labels["alertname"] ?? "", labels)));
        await soon(() => expect(scene.messages("incidents")).toHaveLength(groups.length));
        const links = scene.messages("incidents").map(({ links }) => links["Silence"] ?? "");
        const matched = await Promise.all(links.map((link) => alertmanager.matching(matchersOf(link))));
        const sorted = (found: typeof groups) =>
          found.map((group) => group.map((labels) => JSON.stringify(Object.entries(labels).sort())).sort()).sort();
        expect(sorted(matched)).toEqual(sorted(groups));
      }));
  });
