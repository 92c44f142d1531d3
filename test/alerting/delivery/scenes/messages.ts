import { describe, it } from "vitest";
import { watchdog } from "../../../../lib/alerting/alertmanager-config.ts";
import { expectedReceivers } from "../../routes/expected.ts";
import { resolved } from "../alerts.ts";
import { broken } from "../links.ts";
import { anotherRound, type Play, soon } from "../production.ts";
import { told } from "../told.ts";
import { transcript } from "../transcript.ts";

/** Messages and groups, as they arrive. */
export function messages(play: Play): void {
  texts(play);
  groups(play);
}

const texts = (play: Play) =>
  describe.concurrent("messages", { timeout: 60_000 }, () => {
    it("of every alert arrive where the table says, once, and once more when it is over", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        const alerts = scene.alerts.filter(({ name }) => name !== watchdog);
        const posted = alerts.map(({ name, identity }) =>
          scene.firing(name, Object.fromEntries(identity.map((label) => [label, `${name}-${label}`]))),
        );
        const wanted = alerts
          .flatMap((alert) => expectedReceivers("production", alert).map((receiver) => `${alert.name} ${receiver}`))
          .sort();
        await alertmanager.post(posted);
        await soon(() => expect(told(scene)).toEqual(wanted));
        await anotherRound();
        expect(told(scene)).toEqual(wanted);
        await alertmanager.post(posted.map(resolved));
        await soon(() => expect(told(scene, "resolved")).toEqual(wanted));
        await anotherRound();
        expect({ firing: told(scene), over: told(scene, "resolved") }).toEqual({ firing: wanted, over: wanted });

        const links = Object.keys(scene.receivers).flatMap((receiver) => scene.linksTo(receiver));
        expect(links.length).toBeGreaterThanOrEqual(wanted.length);
        expect(links.flatMap((each) => broken(scene.generated, each))).toEqual([]);
        expect(scene.refused).toEqual([]);
      }));

    it("about a ticket that was closed open it again", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        for (const tickets of ["created", "created changed Done", "created changed Done changed Reopen"]) {
          const down = scene.firing("TargetDown");
          await alertmanager.post([tickets.endsWith("Done") ? resolved(down) : down]);
          await soon(() => expect(scene.tickets.all.map(({ history }) => history.join(" "))).toEqual([tickets]));
        }
      }));

    it("read as somebody wants to read them at night", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        const down = scene.firing("PostgresDown", { instance: "postgres.agentprovision.example:5432" });
        const errors = scene.firing("HighErrorRate", { namespace: "agentprovision", service: "agentprovision" });
        const odd = scene.firing("PostgresDown", { instance: "<!channel> *b* [l](m) {n}" });
        await alertmanager.post([down, odd, errors]);
        await soon(() => expect(scene.messages("on-call")).toHaveLength(2));
        await alertmanager.post([down, errors].map(resolved));
        await soon(() => expect(scene.messages("on-call")).toHaveLength(4));
        await soon(() => expect(scene.messages("incidents")).toHaveLength(4));
        await soon(() => expect(told(scene, "resolved")).toContain("HighErrorRate tickets"));
        await soon(() => expect(scene.tickets.all.filter(({ history }) => history.length < 2)).toEqual([]));
        await expect(transcript(scene)).toMatchFileSnapshot("delivery/messages.txt");
      }));
  });

const groups = (play: Play) =>
  describe.concurrent("groups", { timeout: 60_000 }, () => {
    it("are one service's alert, or one alert's places", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        await alertmanager.post([
          scene.firing("HighErrorRate", { namespace: "shop", service: "basket" }),
          scene.firing("HighErrorRate", { namespace: "shop", service: "checkout" }),
          scene.firing("PostgresDown", { instance: "orders:5432" }),
          scene.firing("PostgresDown", { instance: "users:5432" }),
        ]);
        const titles = () => scene.messages("incidents").map(({ title }) => title);
        await soon(() =>
          expect(titles().sort()).toEqual([
            "[CRITICAL] HighErrorRate in production: shop/basket",
            "[CRITICAL] HighErrorRate in production: shop/checkout",
            "[CRITICAL] PostgresDown in production (2 firing)",
          ]),
        );
        const [databases] = scene.messages("incidents").filter(({ title }) => title.includes("PostgresDown"));
        expect(databases?.text).toMatch(/orders:5432.*users:5432/s);
        await alertmanager.post([scene.firing("PostgresDown", { instance: "late:5432" })]);
        await soon(() => expect(titles()).toContain("[CRITICAL] PostgresDown in production (3 firing)"));
        await soon(() => expect(scene.tickets.size).toBe(3));
      }));

    it("of any size arrive, though Teams takes no long messages", ({ expect }) =>
      play(async (scene) => {
        const alertmanager = await scene.alertmanager();
        const instances = Array.from({ length: 300 }, (_, index) => `database-${index}.agentprovision.example:5432`);
        await alertmanager.post(instances.map((instance) => scene.firing("PostgresDown", { instance })));
        const title = "[CRITICAL] PostgresDown in production (300 firing)";
        const whole = () => scene.messages("on-call").find((message) => message.title === title);
        await soon(() => expect(whole()).toBeDefined());
        await soon(() => expect(scene.tickets.size).toBe(1));
        const message = whole();
        expect(message?.text).toContain("… and more: 300 firing, 0 resolved");
        expect(new Set(message?.text.match(/instance=database-\d+/g)).size).toBe(25);
        expect(scene.refused).toEqual([]);
      }));
  });
