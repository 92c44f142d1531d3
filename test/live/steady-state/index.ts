import { describe, expect, it } from "vitest";
import { deadManIntervals } from "../../../lib/alerting/dead-man-switch.ts";
import { namespaces } from "../../../lib/platform/namespaces.ts";
import { worldOf } from "../../../lib/platform/world.ts";
import { seconds } from "../../../lib/promql/duration.ts";
import { eventually } from "../eventually.ts";
import { dashboardsAreLoaded } from "../grafana/index.ts";
import { complaint, isReady, pods } from "../install/pods.ts";
import { installed, kubectl, ofEach } from "../installed.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { progress } from "../progress.ts";
import type { PrometheusApi } from "../prometheus-api.ts";
import { nameOf } from "../rendered.ts";
import { report } from "../result.ts";
import { tryConnections } from "./connections.ts";
import { withoutData } from "./exceptions.ts";
import { probeName, probes, processes } from "./probes.ts";
import { panelQueriesIn, type Query, recordingsIn } from "./queries.ts";
import { seen } from "./seen.ts";
import { beginSilence } from "./silence.ts";
import { unansweredSelectors } from "./verdicts.ts";

/** Looks whether what was installed does its work, and only that. */
export function steadyState(): void {
  describe("steady state", () => {
    it("has every target up, in each Prometheus", hasTargets);
    it("has no failing rule, in any Prometheus", hasRules);
    it("lets through what its policies say, and nothing else", hasPolicies);
    it("runs nothing as root but node agents", runsNoRoot);
    it("answers every recording rule and every panel", answersQueries);
    it("has every dashboard in Grafana", async () => {
      progress("dashboards in Grafana");
      seen.push(["dashboards in Grafana", await dashboardsAreLoaded()]);
    });
    it("answers nothing of what verify says that nothing answers", agreesWithVerify);
    it("tells the dead-man's switch that it lives", beats);
  });
}

async function hasTargets(): Promise<void> {
  progress("targets");
  const { objects, environment } = await installed();
  const jobs = jobsOf(
    objects,
    environment.applications.filter(({ internalKey }) => internalKey).map(({ name }) => name),
  );
  let counts = new Map<string, number>();
  await eventually("targets", 180, () =>
    ofEach(async (prometheus) => {
      const targets = await prometheus.targets();
      const ofJob = (job: string) => targets.filter(({ labels }) => labels["job"] === job).length;
      counts = new Map(jobs.map((job) => [job, ofJob(job)]));
      return [
        ...targets
          .filter(({ health }) => health !== "up")
          .map(({ labels, lastError }) => `${labels["job"]}: ${lastError}`),
        ...[...counts].filter(([, count]) => count === 0).map(([job]) => `${job} has no target`),
      ];
    }),
  );
  beginSilence();
  seen.push(["targets up", [...counts].map(([job, count]) => `${job} ${count}`).join(", ")]);
}

/** A monitor's job has the name of its Service, and that the name of the monitor; the other scrapes name theirs. */
const jobsOf = (objects: readonly KubernetesObject[], others: readonly string[]) => [
  ...objects.filter(({ kind }) => kind === "ServiceMonitor").map(({ metadata }) => metadata.name),
  ...others,
];

async function hasRules(): Promise<void> {
  progress("rules");
  const { objects } = await installed();
  const groups = objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap(({ spec }) => (spec as { groups: { name: string }[] }).groups.map(({ name }) => name));
  let count = 0;
  // A file that changes between the first load and the start of the watch is found by the reloader's look every three minutes.
  await eventually("rules", 240, () =>
    ofEach(async (prometheus) => {
      const found = await prometheus.rules();
      count = found.length;
      return [
        ...groups
          .filter((group) => !found.some((rule) => rule.group === group))
          .map((group) => `group ${group} is not loaded`),
        ...found
          .filter(({ health }) => health !== "ok")
          .map(({ name, lastError }) => `${name}: ${lastError ?? "not evaluated yet"}`),
      ];
    }),
  );
  seen.push(["rules healthy", `${count} in ${groups.length} groups`]);
}

async function hasPolicies(): Promise<void> {
  const { environment, objects } = await installed();
  await kubectl.apply(probes(environment.applications[0].image));
  await eventually("probes", 60, async () =>
    (await pods(kubectl)).filter((pod) => pod.metadata.name === probeName && !isReady(pod)).map(complaint),
  );
  progress("connections, from everywhere to everywhere");
  const reached = await tryConnections(kubectl, environment, objects);
  const open = reached.reduce((sum, each) => sum + each.open.length, 0);
  const denied = reached.reduce((sum, each) => sum + each.denied, 0);
  report(
    "Connections",
    {
      columns: ["from", "reaches", "is kept from"],
      rows: reached.map((each) => [each.from, each.open.join(", ") || "nothing", String(each.denied)]),
    },
    `Each pod tried every TCP port of every pod, of the API server, the kubelets and the name servers: ${denied} connections were kept from, as many as the policies do not allow. \`${probeName}\` is a stranger in its namespace, \`live-outside\` has no policy of its own.`,
  );
  seen.push(["connections", `${open} kinds open as declared, ${denied} denied`]);
}

async function runsNoRoot(): Promise<void> {
  progress("users of processes");
  const all = new Map((await pods(kubectl)).map((pod) => [pod.metadata.uid, pod]));
  const found = await processes(kubectl);
  const known = found.flatMap((process) => {
    const pod = all.get(process.pod);
    return pod ? [{ ...process, pod }] : [];
  });
  expect(new Set(known.map(({ pod }) => pod.metadata.uid)).size, "pods whose processes are seen").toBe(all.size);
  const roots = known
    .filter(({ user, pod }) => user === 0 && pod.metadata.namespace !== namespaces.nodeAgents.name)
    .map(({ pod, name }) => `${nameOf(pod)}: ${name}`);
  expect(roots).toEqual([]);
  seen.push(["processes that are not root's", String(known.filter(({ user }) => user !== 0).length)]);
  for (const { name: namespace } of Object.values(namespaces))
    await kubectl.run(["delete", "pod", probeName, "--namespace", namespace, "--now", "--wait=false"]);
}

async function answersQueries(): Promise<void> {
  progress("recording rules and panels");
  const { files, objects, prometheus } = await installed();
  const queries = [...recordingsIn(objects), ...panelQueriesIn(files.flatMap((file) => file.objects))];
  const isExcepted = ({ where }: Query) => withoutData.some((exception) => exception.where.test(where));
  const obsolete = withoutData.filter((exception) => !queries.some(({ where }) => exception.where.test(where)));
  expect(obsolete, "exceptions that match no query").toEqual([]);
  const expected = queries.filter((query) => !isExcepted(query));
  await eventually("data", 480, () => ofEach((prometheus) => unanswered(prometheus, expected)));
  const silent = prometheus[0] ? new Set(await unanswered(prometheus[0], queries)) : new Set<string>();
  const needless = withoutData
    .filter(({ sometimes }) => !sometimes)
    .filter((exception) => !queries.some(({ where }) => exception.where.test(where) && silent.has(where)))
    .map(({ where, because }) => `${where}: ${because}`);
  expect(needless, "exceptions whose queries all have data").toEqual([]);
  seen.push(["queries with data", `${queries.length - silent.size} of ${queries.length}`]);
  for (const { where, because } of withoutData) {
    const names = queries.filter((query) => where.test(query.where) && silent.has(query.where)).length;
    if (names > 0) seen.push([`queries without data, since ${because}`, String(names)]);
  }
}

async function unanswered(prometheus: PrometheusApi, queries: readonly Query[]): Promise<string[]> {
  const empty: string[] = [];
  for (const { where, expression } of queries)
    if ((await prometheus.series(expression)).length === 0) empty.push(where);
  return empty;
}

/** Each series that verify calls unknown must be unknown to Prometheus, over the last hour. */
async function agreesWithVerify(): Promise<void> {
  const { environment, objects, prometheus } = await installed();
  const expressions = objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap(({ spec }) => (spec as { groups: { rules: { expr: string }[] }[] }).groups)
    .flatMap(({ rules }) => rules.map(({ expr }) => expr));
  const unanswered = unansweredSelectors(objects, worldOf(environment), expressions);
  expect(unanswered.length).toBeGreaterThan(200);
  const [first] = prometheus;
  const answered: string[] = [];
  for (const { selector, rule } of unanswered)
    if (((await first?.series(`last_over_time(${selector}[1h])`)) ?? []).length > 0)
      answered.push(`${selector} (${rule})`);
  expect(answered, "series that verify does not know").toEqual([]);
  seen.push(["selectors that verify refuses, without data", String(unanswered.length)]);
}

async function beats(): Promise<void> {
  progress("the dead-man's switch");
  const { environment, outside } = await installed();
  const { deadManSwitch } = environment.receivers;
  if (deadManSwitch === undefined) throw new Error("the live environment has a dead-man's switch");
  const beat = seconds(deadManSwitch.beat);
  const { groupInterval } = deadManIntervals(deadManSwitch.beat);
  await eventually("two beats", 2.5 * beat, async () =>
    outside.deadManSwitch.taken.length < 2 ? [`${outside.deadManSwitch.taken.length} arrived`] : [],
  );
  const times = outside.deadManSwitch.taken.map(({ at }) => at / 1000);
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  // Alertmanagers that have just found one another may both have sent the first one.
  const longest = Math.max(...distances);
  expect(longest, "seconds between beats").toBeLessThanOrEqual(beat + seconds(groupInterval) / 2);
  seen.push(["beats of the dead-man's switch", `${times.length}, ${Math.round(longest)} s apart at most`]);
}
