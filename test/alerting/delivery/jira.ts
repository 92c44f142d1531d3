import type { Answer, Request } from "./stand-in.ts";

/** A ticket as Jira keeps it. */
export interface Ticket {
  readonly key: string;
  readonly summary: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly project: string;
  readonly type: string;
  readonly status: "To Do" | "Done";
  /** How often it was created, changed and moved. */
  readonly history: readonly ("created" | "changed" | "Done" | "Reopen")[];
}

interface Fields {
  readonly summary: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly project: { readonly key: string };
  readonly issuetype: { readonly name: string };
}

const transitions = [
  { id: "31", name: "Done" },
  { id: "11", name: "Reopen" },
] as const;

/** As much of Jira's interface, version 2, as Alertmanager uses; refuses what Jira would refuse. */
export class Jira {
  private readonly tickets = new Map<string, Ticket>();

  constructor(private readonly authorization: string) {}

  get all(): Ticket[] {
    return [...this.tickets.values()];
  }

  get size(): number {
    return this.tickets.size;
  }

  readonly answer = ({ method, path, body, authorization }: Request): Answer => {
    if (authorization !== this.authorization) return { status: 401, body: "wrong user or token" };
    const [, key = "", rest = ""] = /^\/rest\/api\/2\/issue\/([^/]+)(.*)$/.exec(path) ?? [];
    const ticket = this.tickets.get(key);
    if (method === "POST" && path === "/rest/api/2/search") return this.search((body as { jql: string }).jql);
    if (method === "POST" && path === "/rest/api/2/issue") return this.create((body as { fields: Fields }).fields);
    if (ticket === undefined) return { status: 404, body: `nothing answers ${method} ${path}` };
    if (method === "PUT" && rest === "") return this.change(ticket, (body as { fields: Fields }).fields);
    if (method === "GET" && rest === "/transitions") return { status: 200, body: { transitions } };
    if (method === "POST" && rest === "/transitions")
      return this.move(ticket, (body as { transition: { id: string } }).transition.id);
    return { status: 404, body: `nothing answers ${method} ${path}` };
  };

  /** Knows the two queries that Alertmanager asks: for open tickets, and for those closed lately, too. */
  private search(jql: string): Answer {
    const [, label] = /labels="(ALERT\{\w+\})"/.exec(jql) ?? [];
    const [, project] = /project="(\w+)"/.exec(jql) ?? [];
    if (label === undefined || project === undefined) return { status: 400, body: `not understood: ${jql}` };
    const openOnly = jql.includes("statusCategory != Done");
    const found = this.all.filter(
      (ticket) =>
        ticket.labels.includes(label) && ticket.project === project && (!openOnly || ticket.status !== "Done"),
    );
    const issues = found.map(({ key, status }) => {
      const statusCategory = { key: status === "Done" ? "done" : "new" };
      return { key, fields: { status: { name: status, statusCategory } } };
    });
    return { status: 200, body: { issues } };
  }

  private create(fields: Fields): Answer {
    const key = `${fields.project.key}-${this.tickets.size + 1}`;
    return this.keep({ key, status: "To Do", history: ["created"], ...contentOf(fields) }, 201);
  }

  private change(ticket: Ticket, fields: Fields): Answer {
    return this.keep({ ...ticket, ...contentOf(fields), history: [...ticket.history, "changed"] }, 204);
  }

  private keep(ticket: Ticket, status: number): Answer {
    const { key, summary, labels } = ticket;
    if (/[\n\r]/.test(summary) || summary.length > 255) return { status: 400, body: "the summary must be one line" };
    if (labels.some((label) => label === "" || /\s/.test(label)))
      return { status: 400, body: "a label must not be empty or contain spaces" };
    this.tickets.set(key, ticket);
    return { status, body: { key } };
  }

  private move(ticket: Ticket, id: string): Answer {
    const transition = transitions.find((each) => each.id === id);
    if (transition === undefined) return { status: 400, body: `there is no transition ${id}` };
    const status = transition.name === "Done" ? "Done" : "To Do";
    this.tickets.set(ticket.key, { ...ticket, status, history: [...ticket.history, transition.name] });
    return { status: 204 };
  }
}

const contentOf = ({ summary, description, labels, project, issuetype }: Fields) => ({
  summary,
  description,
  labels,
  project: project.key,
  type: issuetype.name,
});
