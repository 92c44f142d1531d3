import { slackMessages, teamsMessages } from "../../alerting/delivery/messages.ts";
import type { Request } from "../../alerting/delivery/stand-in.ts";
import type { StandIns } from "../../alerting/delivery/stand-ins.ts";

/** A message, or a change of a ticket, that speaks of one very alert. */
export interface Heard {
  readonly at: number;
  /** The address of the Alertmanager that sent it. */
  readonly sender: string | undefined;
  readonly state: "firing" | "resolved";
  readonly title: string;
  readonly text: string;
}

/** Which alert is listened for. */
export interface Subject {
  readonly alert: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** All that a receiver was told of an alert, in order. */
export function heard(outside: StandIns, receiver: string, subject: Subject): Heard[] {
  const declared = outside.receivers[receiver];
  if (declared?.kind === "jira") return ticketsOf(outside, subject);
  const requests = declared?.kind === "slack" ? outside.slack.taken : outside.teams.taken;
  const messages = (request: Request) =>
    declared?.kind === "slack" ? slackMessages([request], declared.channel) : teamsMessages([request]);
  return requests.flatMap((request) =>
    messages(request).flatMap(({ title, text }) => statesOf(request, title, plain(text), subject)),
  );
}

/** A message can tell that an alert fires, that it is over, or of others only. */
function statesOf({ at, sender }: Request, title: string, text: string, subject: Subject): Heard[] {
  if (!/^\[(\w+)\] (\w+) in /.test(title) || /\] (\w+) in /.exec(title)?.[1] !== subject.alert) return [];
  const over = text.split("\n").filter((line) => line.startsWith("Resolved: "));
  const firing = text.split("\n").filter((line) => !line.startsWith("Resolved: "));
  const told = (state: Heard["state"], lines: readonly string[]): Heard[] =>
    lines.some((line) => speaksOf(line, subject)) ? [{ at, sender, state, title, text: lines.join("\n") }] : [];
  return [...told("firing", title.startsWith("[RESOLVED]") ? [] : firing), ...told("resolved", over)];
}

/** A ticket tells of an alert when it is opened, and that it is over when it is done. */
function ticketsOf({ jira, tickets }: StandIns, subject: Subject): Heard[] {
  const own = tickets.all.filter(
    ({ summary, description }) =>
      / (\w+) in /.exec(summary)?.[1] === subject.alert &&
      description.split("\n").some((line) => speaksOf(plain(line), subject)),
  );
  return own.flatMap(({ key, summary, description }) => {
    const done = jira.taken.filter(({ path, body }) => path.endsWith(`/${key}/transitions`) && isDone(body));
    // Two Alertmanagers may open one each, with the same words.
    const alike = tickets.all.filter((each) => each.summary === summary).map((each) => each.key);
    const opened = jira.taken.filter(
      ({ method, path, body }) => method === "POST" && path.endsWith("/issue") && summaryIn(body) === summary,
    )[alike.indexOf(key)];
    const about = { title: summary, text: plain(description) };
    return [
      ...(opened === undefined ? [] : [{ at: opened.at, sender: opened.sender, state: "firing" as const, ...about }]),
      ...done.map(({ at, sender }) => ({ at, sender, state: "resolved" as const, ...about })),
    ];
  });
}

const isDone = (body: unknown) => (body as { transition?: { id: string } } | undefined)?.transition?.id === "31";
const summaryIn = (body: unknown) => (body as { fields?: { summary?: string } } | undefined)?.fields?.summary;

/** Without what keeps characters from turning into a service's markup. */
const plain = (text: string): string =>
  text.replace(/\\(.)/g, "$1").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** By the labels that say what is affected; an alert without such is the only one of its name. */
const speaksOf = (line: string, { labels }: Subject): boolean =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(", ")
    .split("\0")
    .every((text) => line.includes(text));

/**
 * How one was told the same more than once, if so. Alertmanagers promise at least once, not once: one that does not know yet that
 * another has sent, since it has just started or the network was slow, sends too. None may send twice.
 *
 * Source: https://prometheus.io/docs/alerting/latest/high_availability/, Design Goals.
 */
export function repeated(told: readonly Heard[]): { readonly text: string; readonly promised: boolean } | undefined {
  if (told.length < 2) return undefined;
  const each = told.map(({ at, sender }) => `at ${new Date(at).toISOString()} by ${sender}`);
  const senders = new Set(told.map(({ sender }) => sender));
  return { text: `told ${told.length} times, ${each.join(", ")}`, promised: senders.size === told.length };
}
