import { setTimeout as pass } from "node:timers/promises";
import { seconds } from "../../../lib/promql/duration.ts";
import { holdings } from "../alertmanager-api.ts";
import { type Heard, heard, repeated, type Subject } from "../outside/heard.ts";
import { progress } from "../progress.ts";
import type { Fault, Means } from "./fault.ts";
import type { Told } from "./minimum.ts";
import { summaryOf } from "./text.ts";
import type { Watch } from "./watch.ts";

/** What became of a fault; times in seconds, those of the way there since it was made, those of the way back since it was mended. */
export interface Outcome {
  readonly alert: string;
  pending?: number;
  firing?: number;
  told?: number;
  /** In milliseconds. */
  mended?: number;
  over?: number;
  toldOver?: number;
  readonly problems: string[];
  /** Messages that came from a second Alertmanager, too. */
  readonly repeats: string[];
}

/** Beyond its minimum an alert may take so many seconds more: each step is late by up to its own interval. */
const slack = 180;

/** What an alert's windows remember is forgotten in so many seconds. */
const longest = 17 * 60;

/**
 * Makes a fault at its time, waits until everybody heard of it once, mends it, and waits until everybody heard that it is over; `over` is
 * called as soon as only messages are waited for.
 */
export async function play(
  fault: Fault,
  alert: Told,
  means: Means,
  watch: Watch,
  outcome: Outcome,
  over: () => void,
): Promise<void> {
  try {
    await raise(fault, alert, means, watch, outcome);
    over();
    if (outcome.over !== undefined) await hearTheEnd(fault, alert, means, watch, outcome);
  } catch (error) {
    outcome.problems.push(lastLine(error as Error));
  } finally {
    over();
  }
  progress(`${fault.alert}: ${outcome.problems.join("; ") || "as it should be"}`);
}

/** From before the fault until its alert is over. */
async function raise(fault: Fault, alert: Told, means: Means, watch: Watch, outcome: Outcome): Promise<void> {
  await pass(seconds(fault.after ?? "0s") * 1000);
  const labels = { ...alert.labels, ...fault.labels };
  const heardBy = ears(fault, alert, means);
  if (watch.state(labels) !== undefined && fault.endless === undefined)
    outcome.problems.push("was there before its fault");
  await fault.make(means);
  const made = Date.now();
  const since = (start: number) => Math.round((Date.now() - start) / 1000);
  const mending = fault.lasts && pass(seconds(fault.lasts) * 1000).then(() => mend(fault, means, outcome));
  const limit = alert.minimum.detection + slack;

  const { for: waiting } = alert.alert;
  if (await watch.until(() => watch.state(labels) !== undefined, limit)) outcome.pending = since(made);
  if (seconds(waiting) > 0 && watch.state(labels)?.state === "firing" && fault.endless === undefined)
    outcome.problems.push("was not seen pending");
  if (await watch.until(() => watch.state(labels)?.state === "firing", limit)) outcome.firing = since(made);
  const told = () => alert.routes.every(({ receiver }) => heardBy(receiver).some(({ state }) => state === "firing"));
  if (outcome.firing !== undefined && (await watch.until(told, alert.minimum.wait + slack))) outcome.told = since(made);
  else outcome.problems.push(outcome.firing === undefined ? "does not fire" : `not told to ${missing(alert, heardBy)}`);
  if (outcome.told !== undefined) progress(`${fault.alert}: told after ${outcome.told} s`);
  if (fault.endless) return;

  const mended = await (mending ?? mend(fault, means, outcome));
  if (outcome.firing === undefined) return;
  if (!(await watch.until(() => watch.state(labels) === undefined, longest))) {
    outcome.problems.push("is not over");
    return;
  }
  outcome.over = since(mended);
  progress(`${fault.alert}: over ${outcome.over} s after its repair`);
}

/** From the end of the alert until everybody knows of it. */
async function hearTheEnd(fault: Fault, alert: Told, means: Means, watch: Watch, outcome: Outcome): Promise<void> {
  const heardBy = ears(fault, alert, means);
  const labels = { ...alert.labels, ...fault.labels };
  let again = false;
  const over = () => {
    again ||= watch.state(labels) !== undefined;
    return alert.routes.every(({ receiver }) => heardBy(receiver).some(({ state }) => state === "resolved"));
  };
  const interval = Math.max(...alert.routes.map((route) => route.interval));
  if (await watch.until(over, interval + slack))
    outcome.toldOver = Math.round((Date.now() - (outcome.mended ?? 0)) / 1000);
  else
    outcome.problems.push(
      `not told that it is over: ${missing(alert, heardBy, "resolved")}; it ${again ? "fired again" : "did not fire again"} meanwhile; ${await holdings(means.installed.alertmanager, fault.alert)}; heard of the same name: ${ofTheSameName(fault, alert, means)}`,
    );
  judge(alert, fault, heardBy, outcome);
}

/** What each receiver has heard of the alert so far. */
function ears(fault: Fault, alert: Told, { installed: { outside } }: Means): (receiver: string) => Heard[] {
  const subject: Subject = { alert: fault.alert, severity: alert.alert.severity, labels: fault.labels };
  return (receiver) =>
    receiver === "dead-man-switch"
      ? outside.deadManSwitch.taken.map(({ at, sender }) => ({ at, sender, state: "firing", title: "", text: "" }))
      : heard(outside, receiver, subject);
}

/** All that receivers were told of alerts of this name, one line each: a message may speak of others only. */
const ofTheSameName = (fault: Fault, alert: Told, means: Means): string => {
  const heardBy = ears({ ...fault, labels: {} }, alert, means);
  const lines = alert.routes.flatMap(({ receiver }) =>
    heardBy(receiver).map(({ at, state, text }) => `${receiver} ${new Date(at).toISOString()} ${state}: ${text}`),
  );
  return lines.join(" | ").replaceAll("\n", " ") || "nothing";
};

/** Gives the time at which it was. */
async function mend(fault: Fault, means: Means, outcome: Outcome): Promise<number> {
  await fault.mend?.(means).catch((error: Error) => outcome.problems.push(`not mended: ${lastLine(error)}`));
  outcome.mended = Date.now();
  return outcome.mended;
}

/** What a program says last is in general what is wrong. */
const lastLine = ({ message }: Error): string => {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => /^[\w.]*(?:Error|Exception)\b/.test(line)) ?? lines[0] ?? "failed";
};

const missing = (alert: Told, heardBy: (receiver: string) => Heard[], wanted: Heard["state"] = "firing"): string =>
  alert.routes
    .map(({ receiver }) => receiver)
    .filter((receiver) => !heardBy(receiver).some(({ state }) => state === wanted))
    .join(", ");

/** Once to each receiver, and with the right words. */
function judge(
  alert: Told,
  fault: Fault,
  heardBy: (receiver: string) => Heard[],
  { problems, repeats }: Outcome,
): void {
  for (const { receiver } of alert.routes) {
    const again = repeated(heardBy(receiver).filter(({ state }) => state === "firing"));
    if (again) (again.promised ? repeats : problems).push(`${receiver} was ${again.text}`);
  }
  const summary = summaryOf(alert.alert, fault.labels);
  const severity = alert.alert.severity.toUpperCase();
  for (const { state, title, text } of alert.routes.flatMap(({ receiver }) => heardBy(receiver))) {
    if (!text.includes(summary)) problems.push(`a message does not say "${summary}": ${text}`);
    if (state === "firing" && !title.startsWith(`[${severity}] ${fault.alert} in live`))
      problems.push(`a title says ${title}`);
  }
}
