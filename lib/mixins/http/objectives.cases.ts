import type { Case, CasesOf, FiringCase, Series, State } from "../../alerting/cases.ts";
import { grows, type Samples } from "../../alerting/samples.ts";
import { seconds, toDuration } from "../../promql/duration.ts";
import type { Duration } from "../../promql/promql.ts";
import type { alerts } from "./alerts.ts";
import { fast, objectives, type Pace, shareAt, slow } from "./objectives.ts";
import { requests, service, timed } from "./requests.cases.ts";
import { trafficPerSecond } from "./rules.ts";

/** For so long so many requests a second, and the share of them that is bad. */
type Phase = readonly [during: Duration, asked: number, bad: number];
type Phases = readonly [Phase, ...Phase[]];

const counts =
  (perSecond: (asked: number, bad: number) => number) =>
  ([first, ...more]: Phases): Samples => {
    const step = ([during, asked, bad]: Phase) => [perSecond(asked, bad), during] as const;
    return grows(step(first), ...more.map(step));
  };
const all = counts((asked) => asked);
const good = counts((asked, bad) => asked * (1 - bad));
const bad = counts((asked, bad) => asked * bad);

/** What makes a request a bad one. */
interface Fault {
  readonly verb: string;
  readonly given: (phases: Phases) => readonly Series[];
}
const fails: Fault = { verb: "fail", given: (phases) => requests(good(phases), bad(phases)) };
const isLate: Fault = { verb: "take longer than a second", given: (phases) => timed(all(phases), good(phases)) };

/** A pair of windows, the time before a case in which all was well, and how often one looks. */
interface Windows extends Pace {
  /** In short windows; long enough that the other pair of an alert has nothing to say. */
  readonly before: number;
  readonly evaluatedEvery: Duration;
}
const hour: Windows = { ...fast[0], before: 24, evaluatedEvery: "5m" };
const sixHours: Windows = { ...fast[1], before: 1, evaluatedEvery: "15m" };
const threeDays: Windows = { ...slow, before: 1, evaluatedEvery: "3h" };

/** What happens in a pair of windows, where one of them decides alone, or the traffic. */
interface Stories {
  readonly comesAndGoes: FiringCase;
  readonly untilNobodyAsks: FiringCase;
  readonly hardlySeen: Case;
}

/** The same stories for each pair, told in its short windows, of which twelve make the long one; all keep within a twentieth of a limit. */
function pair(windows: Windows, objective: number, { verb, given }: Fault): Stories {
  const { before, evaluatedEvery, long, short } = windows;
  const limit = shareAt(objective, windows);
  const percent = `${Number((100 * limit).toPrecision(3))}%`;
  const lasting = (shorts: number) => toDuration(shorts * seconds(short));
  const after = (states: Readonly<Record<number, State>>): Case["seen"] =>
    Object.fromEntries(Object.entries(states).map(([shorts, state]) => [lasting(before + Number(shorts)), state]));
  const wasWell: Phase = [lasting(before), 100, 0];
  return {
    comesAndGoes: {
      title: `just above ${percent} ${verb} for ${long}, then just below`,
      given: given([wasWell, [lasting(13), 100, 1.04 * limit], [lasting(1), 100, 0.98 * limit]]),
      evaluatedEvery,
      seen: after({ 11: "silent", 12: "pending", 13: "firing", 14: "silent" }),
      labels: service,
    },
    untilNobodyAsks: {
      title: `twice ${percent} ${verb} of ever fewer requests, until there are too few of them in ${long}`,
      given: given([
        wasWell,
        [lasting(2), 1.25 * trafficPerSecond, 2 * limit],
        [lasting(12), 0.99 * trafficPerSecond, 2 * limit],
      ]),
      evaluatedEvery,
      seen: after({ 11: "silent", 12: "pending", 13: "firing", 14: "silent" }),
      labels: service,
    },
    hardlySeen: {
      title: `twice ${percent} ${verb} for ${short}, which leaves ${long} just below ${percent}`,
      given: given([wasWell, [lasting(12), 100, 0.9 * limit], [lasting(1), 100, 2 * limit]]),
      evaluatedEvery,
      seen: after({ 12: "silent", 13: "silent" }),
    },
  };
}

const errors = {
  hour: pair(hour, objectives.answered, fails),
  sixHours: pair(sixHours, objectives.answered, fails),
  threeDays: pair(threeDays, objectives.answered, fails),
};
const latency = {
  hour: pair(hour, objectives.inTime, isLate),
  sixHours: pair(sixHours, objectives.inTime, isLate),
  threeDays: pair(threeDays, objectives.inTime, isLate),
};

export const cases: Pick<
  CasesOf<typeof alerts>,
  "ErrorBudgetBurnFast" | "ErrorBudgetBurnSlow" | "LatencyBudgetBurnFast" | "LatencyBudgetBurnSlow"
> = {
  ErrorBudgetBurnFast: {
    fires: [
      {
        title: "one in fifty fails for five minutes, then all is well",
        given: requests(grows([9.8, "5m"], 10), grows([0.2, "5m"], 0)),
        seen: { "2m": "pending", "2m15s": "firing", "17m45s": "firing", "18m": "silent" },
        labels: service,
      },
      errors.hour.comesAndGoes,
      errors.hour.untilNobodyAsks,
      errors.sixHours.comesAndGoes,
      errors.sixHours.untilNobodyAsks,
    ],
    staysSilent: [errors.hour.hardlySeen, errors.sixHours.hardlySeen],
    says: {
      summary: "agentprovision spends its error budget of 30 days within days",
      description:
        "2% of the requests to agentprovision in agentprovision have failed lately; the objective allows 0.1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers fail.",
    },
  },
  ErrorBudgetBurnSlow: {
    fires: [
      {
        title: "two in a thousand fail",
        given: requests(grows(9.98), grows(0.02)),
        seen: { "15m": "pending", "15m15s": "firing" },
        labels: service,
      },
      errors.threeDays.comesAndGoes,
      errors.threeDays.untilNobodyAsks,
    ],
    staysSilent: [errors.threeDays.hardlySeen],
    says: {
      summary: "agentprovision fails more often than its objective allows",
      description:
        "0.2% of the requests to agentprovision in agentprovision have failed over three days, and still do; the objective allows 0.1%. If it goes on, the promise of 30 days is broken. Look for the handler with the most failures.",
    },
  },
  LatencyBudgetBurnFast: {
    fires: [
      {
        title: "a fifth takes longer than a second for five minutes, then all is well",
        given: timed(grows(10), grows([8, "5m"], 10)),
        seen: { "2m": "pending", "2m15s": "firing", "17m45s": "firing", "18m": "silent" },
        labels: service,
      },
      latency.hour.comesAndGoes,
      latency.hour.untilNobodyAsks,
      latency.sixHours.comesAndGoes,
      latency.sixHours.untilNobodyAsks,
    ],
    staysSilent: [latency.hour.hardlySeen, latency.sixHours.hardlySeen],
    says: {
      summary: "agentprovision spends its latency budget of 30 days within days",
      description:
        "20% of the requests to agentprovision in agentprovision have taken longer than a second lately; the objective allows 1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers are slow.",
    },
  },
  LatencyBudgetBurnSlow: {
    fires: [
      {
        title: "one in fifty takes longer than a second",
        given: timed(grows(10), grows(9.8)),
        seen: { "15m": "pending", "15m15s": "firing" },
        labels: service,
      },
      latency.threeDays.comesAndGoes,
      latency.threeDays.untilNobodyAsks,
    ],
    staysSilent: [latency.threeDays.hardlySeen],
    says: {
      summary: "agentprovision is slow more often than its objective allows",
      description:
        "2% of the requests to agentprovision in agentprovision have taken longer than a second over three days, and still do; the objective allows 1%. If it goes on, the promise of 30 days is broken. Look for the slowest handler.",
    },
  },
};
