import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReceiverKey } from "../../../lib/alerting/alertmanager-config.ts";
import type { Generated, Labels, SampleAlert } from "../routes/generated.ts";
import { Alertmanager, type PostedAlert } from "./alertmanager.ts";
import { firing } from "./alerts.ts";
import { forTest, type QuietHours } from "./configuration.ts";
import type { Message } from "./messages.ts";
import { StandIns } from "./stand-ins.ts";

const token = "the-token";

/** Stand-ins for all receivers of an environment, and any number of Alertmanagers that know only them. */
export class Scene extends StandIns {
  private readonly folder = mkdtempSync(join(tmpdir(), "delivery-"));
  private readonly running: Alertmanager[] = [];

  private constructor(readonly generated: Generated) {
    super(generated.environment.receivers.all, token);
  }

  /** Plays a scene and clears the stage, whatever happens. */
  static async play(generated: Generated, act: (scene: Scene) => Promise<void>): Promise<void> {
    const scene = new Scene(generated);
    try {
      await scene.open();
      await act(scene);
    } finally {
      await Promise.all([...scene.running.map((each) => each.stop()), scene.close()]);
      rmSync(scene.folder, { recursive: true, force: true });
    }
  }

  /** An Alertmanager; one of the same name as an earlier one finds its data. */
  async alertmanager(options: { name?: string; quietHours?: QuietHours; flags?: readonly string[] } = {}) {
    const { name = "alertmanager", quietHours = "never", flags = ["--cluster.listen-address="] } = options;
    const started = await Alertmanager.start({
      folder: join(this.folder, name),
      configuration: this.configuration(quietHours),
      externalUrl: this.generated.environment.alertmanager.externalUrl,
      flags,
    });
    this.running.push(started);
    return started;
  }

  /** The generated configuration with the stand-ins in it. */
  configuration(quietHours: QuietHours): string {
    const secrets = join(this.folder, "secrets");
    mkdirSync(secrets, { recursive: true });
    const keys: Readonly<Record<ReceiverKey, string>> = {
      "slack-url": this.slack.url,
      "teams-url": this.teams.url,
      "jira-token": token,
      "dead-man-switch-url": this.deadManSwitch.url,
    };
    for (const [key, text] of Object.entries(keys)) writeFileSync(join(secrets, key), text);
    const { slack, teams, jira, deadManSwitch } = this;
    const places = { slack: slack.url, teams: teams.url, jira: jira.url, deadManSwitch: deadManSwitch.url, secrets };
    return forTest(this.generated.alertmanager, places, quietHours);
  }

  firing(name: string, labels?: Labels): PostedAlert {
    return firing(this.generated, name, labels);
  }

  /** The labels that say what an alert is about. */
  identityOf(name: string): readonly string[] {
    return this.alerts.find((alert) => alert.name === name)?.identity ?? [];
  }

  /** Links of all messages to a receiver; tickets have no silence, and are looked at in their text. */
  linksTo(receiver: string): Message["links"][] {
    return this.receivers[receiver]?.kind === "jira" ? [] : this.messages(receiver).map(({ links }) => links);
  }

  /** Nothing answers under the receivers' addresses in the meantime. */
  async unreachable(meanwhile: () => Promise<void>): Promise<void> {
    await this.close();
    await meanwhile();
    await this.open();
  }

  get alerts(): readonly SampleAlert[] {
    return this.generated.alerts;
  }
}
