import type { Receiver, Receivers } from "../../../lib/alerting/receivers.ts";
import { Jira } from "./jira.ts";
import { type Message, slackMessages, teamsMessages } from "./messages.ts";
import { type Answer, StandIn } from "./stand-in.ts";

/** Teams refuses more. */
const teamsLimit = 28 * 1024;

/** Stand-ins for all that an environment sends messages to. */
export class StandIns {
  readonly slack = new StandIn(() => ({ status: 200, body: "ok" }));
  readonly teams = new StandIn(({ body }) => ({ status: JSON.stringify(body).length > teamsLimit ? 413 : 202 }));
  // On the internet an answer takes longer than Alertmanager's timers drift, on which the beat depends.
  readonly deadManSwitch = new StandIn(() => ({ status: 200, body: "OK" }), 50);
  readonly tickets: Jira;
  readonly jira: StandIn;

  /** Jira takes this token only, from the user that the environment names. */
  constructor(
    readonly receivers: Receivers["all"],
    jiraToken: string,
  ) {
    const tickets = new Jira(`Basic ${Buffer.from(`${userOf(receivers)}:${jiraToken}`).toString("base64")}`);
    this.tickets = tickets;
    this.jira = new StandIn((request): Answer => tickets.answer(request));
  }

  async open(): Promise<void> {
    await Promise.all(this.all.map((each) => each.open()));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((each) => each.close()));
  }

  /** All messages that a receiver has taken, in order. */
  messages(receiver: string): Message[] {
    const declared = this.receivers[receiver];
    if (declared?.kind === "slack") return slackMessages(this.slack.taken, declared.channel);
    if (declared?.kind === "teams") return teamsMessages(this.teams.taken);
    throw new Error(`${receiver} gets no messages`);
  }

  /** What a stand-in would not take. */
  get refused(): StandIn["refused"] {
    return this.all.flatMap(({ refused }) => refused);
  }

  private get all(): readonly StandIn[] {
    return [this.slack, this.teams, this.jira, this.deadManSwitch];
  }
}

function userOf(receivers: Receivers["all"]): string {
  const jira = Object.values<Receiver>(receivers).find(({ kind }) => kind === "jira");
  return jira?.kind === "jira" ? jira.user : "";
}
