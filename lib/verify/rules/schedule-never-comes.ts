import { neverComes, scheduleFault } from "../model/schedule.ts";
import type { Rule } from "../rule.ts";

/** A CronJob that the API server refuses, or that never runs. */
export const scheduleNeverComes: Rule = {
  id: "schedule-never-comes",
  topic: "objects",
  severity: "error",
  sentence: "A CronJob's schedule is one, and comes.",
  why: "The API server refuses the CronJob, or takes it and never runs it.",
  remedy: "write minute, hour, day, month and day of the week: 30 2 * * 1-5",
  *check(cluster) {
    for (const object of cluster.all("CronJob")) {
      const { schedule, timeZone, suspend } = object.body.spec ?? {};
      const what = schedule === undefined ? undefined : scheduleFault(schedule);
      // Who suspends it as well means it.
      const isMeant = suspend === true && what === neverComes;
      if (what !== undefined && !isMeant) yield { object, field: "spec.schedule", value: `${schedule}`, what };
      const zone = timeZone === undefined ? undefined : zoneNamed(timeZone);
      if (timeZone !== undefined && zone !== timeZone)
        yield {
          object,
          field: "spec.timeZone",
          value: timeZone,
          what: "there is no such time zone",
          remedy: zone === undefined ? "write one of the time zone database: Europe/Vienna" : `did you mean ${zone}?`,
        };
    }
  },
};

/** A zone of the time zone database, as Node.js has it; the API server knows each name in one case only. */
function zoneNamed(name: string): string | undefined {
  const known = Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    // Older names are known, too; offsets are no names.
    return /^[A-Z]/i.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
