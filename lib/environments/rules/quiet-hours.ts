import { repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Go finds zones by the names of files, so case counts, as it does not for JavaScript. */
function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    const otherCase = timeZone !== name && timeZone.toLowerCase() === name.toLowerCase();
    return /^[A-Z]/.test(name) && !otherCase;
  } catch {
    return false;
  }
}

/** Rules about when only critical alerts are sent. */
export const quietHourRules: readonly Rule[] = [
  {
    id: "quiet-zone",
    what: "Alertmanager finds time zones in the IANA database, by their exact names",
    *check({ receivers: { quietHours } }) {
      if (quietHours !== undefined && !isTimeZone(quietHours.timeZone))
        yield {
          field: "receivers.quietHours.timeZone",
          value: quietHours.timeZone,
          remedy: "write a name such as Europe/Berlin or UTC",
        };
    },
  },
  {
    id: "quiet-nights",
    what: "a night is from and until two different times, as HH:MM on a clock of 24 hours",
    *check({ receivers: { quietHours } }) {
      if (quietHours === undefined) return;
      const { from, until } = quietHours.nights;
      for (const [key, value] of Object.entries({ from, until }))
        if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value))
          yield { field: `receivers.quietHours.nights.${key}`, value, remedy: "write a time such as 07:30" };
      if (from === until)
        yield { field: "receivers.quietHours.nights.until", value: until, remedy: "write when the night ends" };
    },
  },
  {
    id: "quiet-days",
    what: "quiet days are some of the week, each named once, or warnings are never heard",
    *check({ receivers: { quietHours } }) {
      const days = quietHours?.days ?? [];
      const field = "receivers.quietHours.days";
      for (const { path, value } of repeated(days.map((day, index) => ({ path: `${field}[${index}]`, value: day }))))
        yield { field: path, value, remedy: "remove it" };
      if (new Set(days).size === 7) yield { field, value: days, remedy: "leave a day out" };
    },
  },
];
