import type { Dashboard } from "../../../lib/verify/model/grafana/dashboards.ts";
import { eventually } from "../eventually.ts";
import { lackingImages } from "../install/lacking.ts";
import { isReady, type Pod } from "../install/pods.ts";
import { installed, kubectl } from "../installed.ts";
import { progress } from "../progress.ts";
import { askingIn, dashboardsIn } from "./dashboards.ts";
import { GrafanaApi } from "./grafana-api.ts";

/** Looks at every dashboard through Grafana's API, and asks what each of its panels asks; says so where there is no Grafana. */
export async function dashboardsAreLoaded(): Promise<string> {
  const because = await lacking();
  if (because !== undefined) return because;
  const { api, dashboards } = await grafana();
  const problems = await problemsOf(api, dashboards);
  if (problems.length > 0) throw new Error(`Grafana:\n  ${problems.join("\n  ")}`);
  return `${dashboards.length}, and ${askingIn(dashboards).length} panels ask without an error`;
}

/** All that it keeps is removed, and with it what somebody noted there; the dashboards return, since they are files. */
export async function databaseIsLost(): Promise<string> {
  const because = await lacking();
  if (because !== undefined) return because;
  const { api, dashboards } = await grafana();
  const [before] = await podsOfGrafana();
  if (before === undefined) throw new Error("there is no pod of Grafana");
  const { name, namespace, uid } = before.metadata;
  const note = "live-before-the-loss";
  await api.note(note);
  if ((await api.notes(note)) === 0) throw new Error("Grafana does not keep a note: this proves nothing");
  progress("Grafana's database is lost");
  await kubectl.run(["exec", "--namespace", namespace, name, "--", "sh", "-c", "rm -rf /var/lib/grafana/*"]);
  await kubectl.run(["delete", "pod", name, "--namespace", namespace, "--force", "--grace-period=0"]);
  const start = Date.now();
  await eventually("a new pod of Grafana", 180, async () =>
    (await podsOfGrafana()).some((pod) => pod.metadata.uid !== uid && isReady(pod)) ? [] : ["it is not ready"],
  );
  await eventually("dashboards", 60, () => unlike(api, dashboards));
  const seconds = Math.round((Date.now() - start) / 1000);
  if ((await api.notes(note)) > 0) throw new Error("Grafana has a note from before: its database was not lost");
  // A Prometheus may be starting, too.
  await eventually("answers for panels", 120, () => problemsOf(api, dashboards));
  return `all that it keeps removed: its ${dashboards.length} dashboards are there again after ${seconds} s, and their panels ask without an error`;
}

/** Why there is none. */
async function lacking(): Promise<string | undefined> {
  const found = (await lackingImages()).find(([name]) => name === "grafana");
  return found && `not tried: ${found[1]}`;
}

async function grafana(): Promise<{ readonly api: GrafanaApi; readonly dashboards: readonly Dashboard[] }> {
  const { files } = await installed();
  const objects = files.flatMap((file) => file.objects);
  return { api: new GrafanaApi(kubectl, objects), dashboards: dashboardsIn(objects) };
}

const podsOfGrafana = async (): Promise<Pod[]> =>
  (await kubectl.list<Pod>("pods", "monitoring")).filter(
    ({ metadata: { labels, deletionTimestamp } }) =>
      labels?.["app.kubernetes.io/name"] === "grafana" && deletionTimestamp === undefined,
  );

/** What Grafana has otherwise than it was applied. */
async function unlike(api: GrafanaApi, dashboards: readonly Dashboard[]): Promise<string[]> {
  const all = await Promise.all(
    dashboards.map(async ({ uid = "", title, panels }) => {
      const loaded = await api.dashboard(uid);
      return [
        ...(loaded.title === title ? [] : [`${uid} is called ${loaded.title}`]),
        ...(loaded.provisioned ? [] : [`${uid} is not provisioned`]),
        ...panels
          .filter((panel) => !loaded.panels.includes(panel.title ?? ""))
          .map((panel) => `${uid} has no panel ${panel.title}`),
      ];
    }),
  );
  return all.flat();
}

/** What is wrong with dashboards, their data sources, and what their panels ask. */
async function problemsOf(api: GrafanaApi, dashboards: readonly Dashboard[]): Promise<string[]> {
  const asking = askingIn(dashboards);
  const problems = await unlike(api, dashboards);
  for (const source of new Set(asking.map((each) => each.source))) problems.push(...(await api.complaints(source)));
  for (const { where, source, targets } of asking)
    problems.push(...(await api.refused(source, targets)).map((each) => `${where}: ${each}`));
  return problems;
}
