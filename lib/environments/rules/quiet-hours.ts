import { repeated } from "../field.ts";
import type { Rule } from "../rule.ts";

/** Go finds zones by the names of files, so case counts, as it does not for JavaScript. */
const isTimeZone = (name: string): boolean =>
  name === "UTC" || Intl.supportedValuesOf("timeZone").includes(name) || isAlias(name);

/** An older or newer name of a zone, such as Asia/Kolkata. Asked last: the first formatter takes 25 ms. */
function isAlias(name: string): boolean {
  try {
    const { timeZone } = Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return /^[A-Z]/.test(name) && timeZone.toLowerCase() !== name.toLowerCase();
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
    what: "a night is two different times as HH:MM, from 00:00 and until 24:00 at most",
    *check({ receivers: { quietHours } }) {
      if (quietHours === undefined) return;
      const { from, until } = quietHours.nights;
      const field = "receivers.quietHours.nights";
      const form = /^([01]\d|2[0-3]):[0-5]\d$/;
      if (!form.test(from)) yield { field: `${field}.from`, value: from, remedy: "write a time such as 20:00" };
      // Alertmanager knows no interval that ends as its day begins.
      if (until === "00:00") yield { field: `${field}.until`, value: until, remedy: "write 24:00" };
      else if (until !== "24:00" && !form.test(until))
        yield { field: `${field}.until`, value: until, remedy: "write a time such as 07:30" };
      else if (from === until) yield { field: `${field}.until`, value: until, remedy: "write when the night ends" };
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
