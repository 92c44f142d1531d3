import { setTimeout as pass } from "node:timers/promises";
import { describe, it } from "vitest";
import { production } from "../../../../lib/environments/production.ts";
import { resolved } from "../alerts.ts";
import { replicas } from "../cluster.ts";
import { scaled } from "../configuration.ts";
import { anotherRound, type Play, soon } from "../production.ts";
import { keepPosting } from "../prometheus.ts";
import { told } from "../told.ts";

const { beat = "0s", timeout = "0s" } = production.receivers.deadManSwitch ?? {};

/** What is told although something is out of order. */
export function failure(play: Play): void {
  deadManSwitch(play);
  outages(play);
  threeReplicas(play);
}

const deadManSwitch = (play: Play) =>
  describe.concurrent("the dead-man's switch", { timeout: 60_000 }, () => {
    it("gets its beat as often as promised, from the Watchdog only, and none when alerts stop coming", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        const beats = () => scene.deadManSwitch.taken.map(({ at }) => at);
        const prometheus = keepPosting(alertmanager, () => [scene.firing("Watchdog"), scene.firing("TargetDown")]);
        await soon(() => expect(beats().length).toBeGreaterThanOrEqual(6));
        await prometheus.stop();
        const gaps = beats()
          .slice(1)
          .map((at, index) => at - (beats()[index] ?? 0));
        const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
        expect(mean / scaled(beat)).toBeCloseTo(1, 0.5);
        expect(Math.max(...gaps)).toBeLessThan(scaled(timeout));

        await pass(prometheus.endsAfter);
        const before = beats().length;
        const alone = keepPosting(alertmanager, () => [scene.firing("TargetDown")]);
        await pass(scaled(timeout));
        await alone.stop();
        expect(beats().length).toBe(before);
        expect(told(scene).filter((line) => line.startsWith("Watchdog"))).toEqual([]);
        expect(JSON.stringify(scene.deadManSwitch.taken)).not.toContain("TargetDown");
      }));
  });

const outages = (play: Play) =>
  describe.concurrent("an outage", { timeout: 60_000 }, () => {
    const everywhere = ["HighErrorRate incidents", "HighErrorRate on-call", "HighErrorRate tickets"];

    it("of every receiver delays messages, but loses none and doubles none", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        for (const receiver of [scene.slack, scene.teams, scene.jira]) receiver.outages = 2;
        const errors = scene.firing("HighErrorRate");
        await alertmanager.post([errors]);
        await soon(() => expect(told(scene)).toEqual(everywhere));
        expect(scene.refused.map(({ answer }) => answer.status)).toEqual(Array(6).fill(503));
        for (const receiver of [scene.slack, scene.teams, scene.jira]) receiver.outages = 2;
        await alertmanager.post([resolved(errors)]);
        await soon(() => expect(told(scene, "resolved")).toEqual(everywhere));
        await anotherRound();
        expect([...told(scene), ...told(scene, "resolved")]).toEqual([...everywhere, ...everywhere]);
      }));

    it("of the way there does so, too", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        await scene.unreachable(async () => {
          await alertmanager.post([scene.firing("HighErrorRate")]);
          await anotherRound();
          expect(told(scene)).toEqual([]);
        });
        await soon(() => expect(told(scene)).toEqual(everywhere));
        await anotherRound();
        expect(told(scene)).toEqual(everywhere);
      }));

    it("without any answer delays Slack's messages by seconds, not by the interval of a group", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        scene.slack.hangs = 1;
        await alertmanager.post([scene.firing("HighErrorRate")]);
        await soon(() => expect(told(scene)).toEqual(everywhere));
        const [unanswered] = scene.slack.unanswered;
        const [taken] = scene.slack.taken;
        expect((taken?.at ?? Number.NaN) - (unanswered?.at ?? Number.NaN)).toBeLessThan(8_000);
      }));

    it("of Alertmanager itself repeats nothing that it has told, and forgets nothing that it has not", ({ expect }) =>
      play(async (scene) => {
        const first = await scene.alertmanager();
        const errors = scene.firing("HighErrorRate");
        await first.post([errors]);
        await soon(() => expect(told(scene)).toEqual(everywhere));
        await first.stop();
        const second = await scene.alertmanager();
        await second.post([errors, scene.firing("TargetDown")]);
        const all = [...everywhere, "TargetDown chat", "TargetDown tickets"];
        await soon(() => expect(told(scene)).toEqual(all));
        await anotherRound();
        expect(told(scene)).toEqual(all);
        await second.post([resolved(errors)]);
        await soon(() => expect(told(scene, "resolved")).toEqual(everywhere));
      }));
  });

const threeReplicas = (play: Play) =>
  describe.concurrent("three replicas", { timeout: 60_000 }, () => {
    const [once, again] = ["PostgresDown", "RedisDown"].map((alert) =>
      ["data", "incidents", "on-call", "tickets"].map((receiver) => `${alert} ${receiver}`),
    ) as [string[], string[]];

    it("tell everything once, also when one is gone", ({ expect }) =>
      play(async (scene) => {
        const [first, ...others] = await replicas(scene, production.alertmanager.replicas);
        const down = scene.firing("PostgresDown");
        await Promise.all([first, ...others].map((each) => each.post([down])));
        await soon(() => expect(told(scene)).toEqual(once));
        await anotherRound();
        expect(told(scene)).toEqual(once);
        await first.stop("SIGKILL");
        const next = scene.firing("RedisDown");
        await Promise.all(others.map((each) => each.post([down, next])));
        await soon(() => expect(told(scene)).toEqual([...once, ...again].sort()));
        await anotherRound();
        expect(told(scene)).toEqual([...once, ...again].sort());
      }));
  });
