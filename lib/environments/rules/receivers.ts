import type { Receivers } from "../../alerting/receivers.ts";
import { repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Each list of receivers with its path. */
const lists = ({ bySeverity, byComponent }: Receivers): [string, readonly string[]][] => [
  ...Object.entries(bySeverity).map(([key, names]): [string, readonly string[]] => [
    `receivers.bySeverity.${key}`,
    names,
  ]),
  ...Object.entries(byComponent).map(([key, names]): [string, readonly string[]] => [
    `receivers.byComponent.${key}`,
    names,
  ]),
];

/** Every mention of a receiver with its path. */
const mentions = (receivers: Receivers) =>
  lists(receivers).flatMap(([path, names]) => names.map((value, index) => ({ path: `${path}[${index}]`, value })));

/** Rules about who hears of what. */
export const receiverRules: readonly Rule[] = [
  {
    id: "receiver-unknown",
    what: "a route ends at a receiver of `receivers.all`",
    *check({ receivers }) {
      for (const { path, value } of mentions(receivers))
        if (!Object.hasOwn(receivers.all, value))
          yield { field: path, value, remedy: `use one of ${Object.keys(receivers.all).join(", ")}, or declare it` };
    },
  },
  {
    id: "receiver-unused",
    what: "a receiver that no route uses hears nothing",
    *check({ receivers }) {
      const used = new Set(mentions(receivers).map(({ value }) => value));
      for (const name of Object.keys(receivers.all))
        if (!used.has(name))
          yield {
            field: `receivers.all.${name}`,
            value: "used by no route",
            remedy: "add it to a severity, or remove it",
          };
    },
  },
  {
    id: "receiver-twice",
    what: "a receiver hears of an alert once: by its severity or by its component",
    *check({ receivers }) {
      const bySeverity = new Set(Object.values(receivers.bySeverity).flat());
      for (const { path, value } of mentions(receivers))
        if (path.startsWith("receivers.byComponent") && bySeverity.has(value))
          yield { field: path, value, remedy: "it hears of a severity of all components already: remove it" };
      for (const [path, names] of lists(receivers))
        for (const again of repeated(names.map((value, index) => ({ path: `${path}[${index}]`, value }))))
          yield { field: again.path, value: again.value, remedy: "remove it" };
    },
  },
  {
    id: "critical-unheard",
    what: "a critical alert wakes somebody, and neither nobody nor a ticket does",
    *check({ receivers: { all, bySeverity } }) {
      if (bySeverity.critical.every((name) => all[name]?.kind === "jira"))
        yield {
          field: "receivers.bySeverity.critical",
          value: bySeverity.critical,
          remedy: "add a receiver of kind slack or teams",
        };
    },
  },
  {
    id: "channel-form",
    what: "Slack knows channels in lower case, without spaces and full stops, of 80 letters at most",
    *check({ receivers }) {
      for (const [name, receiver] of Object.entries(receivers.all))
        if (receiver.kind === "slack" && !/^#[^\s.A-Z#]{1,80}$/.test(receiver.channel))
          yield {
            field: `receivers.all.${name}.channel`,
            value: receiver.channel,
            remedy: "write it as Slack shows it",
          };
    },
  },
  {
    id: "jira-version",
    what: "Alertmanager speaks version 2 of Jira's interface, over HTTPS: version 3 wants another format of texts",
    *check({ receivers }) {
      for (const [name, receiver] of Object.entries(receivers.all))
        if (receiver.kind === "jira" && !/^https:\/\/[^/]+\/(.*\/)?rest\/api\/2\/$/.test(receiver.apiUrl))
          yield {
            field: `receivers.all.${name}.apiUrl`,
            value: receiver.apiUrl,
            remedy: "write https://HOST/rest/api/2/",
          };
    },
  },
];
