/** What a field of a schedule may hold. */
interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for numbers, the first for the least. */
  readonly words?: readonly string[];
}

const minutes: Bounds = { name: "minute", least: 0, most: 59 };
const hours: Bounds = { name: "hour", least: 0, most: 23 };
const days: Bounds = { name: "day", least: 1, most: 31 };
const months: Bounds = {
  name: "month",
  least: 1,
  most: 12,
  words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
const weekdays: Bounds = {
  name: "day of the week",
  least: 0,
  most: 6,
  words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
};

/** The longest each month can be. */
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The times that a field names; `all` where it is `*`. */
interface Times {
  readonly values: ReadonlySet<number>;
  readonly all: boolean;
}

/**
 * What is wrong with a CronJob's schedule; nothing where it will come.
 *
 * Source: github.com/robfig/cron/v3, parser.go and spec.go, which Kubernetes uses; pkg/apis/batch/validation refuses time zones in it.
 */
export function scheduleFault(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule)) return "it holds a time zone, which has a field of its own, timeZone";
  if (schedule.startsWith("@")) return nameFault(schedule);
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== 5) return `it has ${fields.length} fields, and a schedule has 5`;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const read = [
    times(minute, minutes),
    times(hour, hours),
    times(day, days),
    times(month, months),
    times(weekday, weekdays),
  ];
  const fault = read.find((each) => typeof each === "string");
  if (typeof fault === "string") return fault;
  return comes(...(read as [Times, Times, Times, Times, Times])) ? undefined : neverComes;
}

/** Of a schedule that is one. */
export const neverComes = "no such day ever comes";

function nameFault(schedule: string): string | undefined {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule)) return undefined;
  if (/^@every [+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+)$/.test(schedule)) return undefined;
  return "it is no schedule with a name, such as @daily";
}

/** Days and days of the week that are both restricted are alternatives. */
function comes(minute: Times, hour: Times, day: Times, month: Times, weekday: Times): boolean {
  if ([minute, hour, month].some(({ values }) => values.size === 0)) return false;
  const dayComes = [...month.values].some((each) => [...day.values].some((one) => one <= (lengths[each - 1] ?? 0)));
  const weekdayComes = weekday.values.size > 0;
  return day.all || weekday.all ? dayComes && weekdayComes : dayComes || weekdayComes;
}

function times(field: string, bounds: Bounds): Times | string {
  const values = new Set<number>();
  let all = false;
  for (const part of field.split(",").filter((each) => each !== "")) {
    const found = range(part, bounds);
    if (typeof found === "string") return found;
    all ||= found.all;
    for (let value = found.first; value <= found.last; value += found.step) values.add(value);
  }
  return { values, all };
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly all: boolean;
}

function range(part: string, bounds: Bounds): Range | string {
  const { name, least, most } = bounds;
  const wrong = (why: string) => `${part} is no ${name}: ${why}`;
  const [span = "", every, ...tooMany] = part.split("/");
  const [low = "", high, ...tooManyEnds] = span.split("-");
  if (tooMany.length > 0 || tooManyEnds.length > 0) return wrong("it has too many parts");
  const isAll = low === "*" || low === "?";
  const first = isAll ? least : numberOf(low, bounds);
  const end = isAll ? most : high === undefined ? first : numberOf(high, bounds);
  const step = every === undefined ? 1 : numberOf(every);
  if (first === undefined || end === undefined || step === undefined) return wrong("it is not understood");
  // From there on.
  const last = every !== undefined && high === undefined ? most : end;
  if (first < least || last > most) return wrong(`it takes ${least} to ${most}`);
  if (first > last) return wrong("it ends before it begins");
  if (step === 0) return wrong("its step is 0");
  return { first, last, step, all: isAll && step === 1 };
}

function numberOf(text: string, { words = [], least = 0 }: Partial<Bounds> = {}): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return least + word;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
