import { expect, it } from "vitest";
import { scheduleNeverComes } from "../../../lib/verify/rules/schedule-never-comes.ts";
import { said } from "../given.ts";
import { object } from "./table.ts";

const judged = (schedule: string, more = "") =>
  said(
    scheduleNeverComes,
    object("batch/v1", "CronJob", "backup", `spec: { schedule: ${JSON.stringify(schedule)}, ${more} }`),
  );

it.each([
  "30 2 * * 1-5",
  "*/5 * * * *",
  "0 0 1,15 jan-MAR ?",
  "7/20 0-6/2 29 2 *",
  // One of both is enough.
  "0 0 31 feb sun",
  "@daily",
  "@every 1h30m",
])("takes %s", (schedule) => expect(judged(schedule)).toEqual([]));

it.each([
  ["0 0 * *", "it has 4 fields, and a schedule has 5"],
  ["0 0 0 * * *", "it has 6 fields, and a schedule has 5"],
  ["0 24 * * *", "24 is no hour: it takes 0 to 23"],
  ["0 0 0 * *", "0 is no day: it takes 1 to 31"],
  ["0 0 * * 7", "7 is no day of the week: it takes 0 to 6"],
  ["0 0 * * fri-mon", "fri-mon is no day of the week: it ends before it begins"],
  ["*/0 * * * *", "*/0 is no minute: its step is 0"],
  ["1-2-3 * * * *", "1-2-3 is no minute: it has too many parts"],
  ["5m * * * *", "5m is no minute: it is not understood"],
  ["0 0 30 2 *", "no such day ever comes"],
  ["0 0 31 apr,jun *", "no such day ever comes"],
  ["@nightly", "it is no schedule with a name, such as @daily"],
  ["@every day", "it is no schedule with a name, such as @daily"],
  ["CRON_TZ=UTC 0 0 * * *", "it holds a time zone, which has a field of its own, timeZone"],
])("refuses %s", (schedule, what) =>
  expect(judged(schedule)).toEqual([`CronJob backup | spec.schedule | ${schedule} | ${what}`]),
);

it("takes one that never comes where it is suspended as well", () => {
  expect(judged("0 0 31 2 *", "suspend: true")).toEqual([]);
  expect(judged("0 0 31 2 *", "suspend: false")).toHaveLength(1);
  expect(judged("0 24 * * *", "suspend: true")).toHaveLength(1);
});

it("knows time zones", () => {
  for (const zone of ["UTC", "Etc/UTC", "Europe/Vienna", "US/Pacific"])
    expect(judged("@daily", `timeZone: ${zone}`)).toEqual([]);
  for (const [zone, remedy] of [
    ["europe/vienna", "did you mean Europe/Vienna?"],
    ["Europe/Wien", "write one of the time zone database: Europe/Vienna"],
    ["Local", "write one of the time zone database: Europe/Vienna"],
    ['"+02:00"', "write one of the time zone database: Europe/Vienna"],
  ] as const)
    expect(judged("@daily", `timeZone: ${zone}`)).toEqual([
      `CronJob backup | spec.timeZone | ${zone.replaceAll('"', "")} | there is no such time zone: ${remedy}`,
    ]);
});
