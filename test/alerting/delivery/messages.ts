import type { Request } from "./stand-in.ts";

/** What people see of a message, wherever it arrives. */
export interface Message {
  readonly title: string;
  readonly text: string;
  /** Addresses by the words that lead there. */
  readonly links: Readonly<Record<string, string>>;
  /** In Slack: the bar beside the message, and what a locked telephone shows. */
  readonly color?: string;
  readonly fallback?: string;
}

interface SlackMessage {
  readonly channel: string;
  readonly attachments: readonly {
    readonly title: string;
    readonly text: string;
    readonly color: string;
    readonly fallback: string;
    readonly actions: readonly { readonly text: string; readonly url: string }[];
  }[];
}

interface TeamsMessage {
  readonly attachments: readonly { readonly content: { readonly body: readonly { readonly text: string }[] } }[];
}

/** The messages to a channel of Slack. */
export const slackMessages = (requests: readonly Request[], channel: string): Message[] =>
  requests
    .map(({ body }) => body as SlackMessage)
    .filter((message) => message.channel === channel)
    .flatMap(({ attachments }) => attachments)
    .map(({ actions, ...attachment }) => ({
      ...attachment,
      links: Object.fromEntries(actions.map(({ text, url }) => [text, url])),
    }));

/** The messages to Teams: cards of a title and a text. */
export const teamsMessages = (requests: readonly Request[]): Message[] =>
  requests
    .flatMap(({ body }) => (body as TeamsMessage).attachments)
    .map(({ content: { body } }) => {
      const [title = "", text = ""] = body.map((block) => block.text);
      const links = [...text.matchAll(/(?<!\\)\[(\w+)\]\(([^)]+)\)/g)].map(([, word, url]) => [word, url]);
      return { title, text, links: Object.fromEntries(links) };
    });
