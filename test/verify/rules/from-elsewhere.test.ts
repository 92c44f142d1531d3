import { describe, expect, it } from "vitest";
import { alertDashboardLinkToNowhere } from "../../../lib/verify/rules/alert-dashboard-link-to-nowhere.ts";
import { dashboardDataSourceUnknown } from "../../../lib/verify/rules/dashboard-data-source-unknown.ts";
import { missingConfigMap } from "../../../lib/verify/rules/missing-config-map.ts";
import { missingServiceAccount } from "../../../lib/verify/rules/missing-service-account.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { folderOf, ran } from "../command/ran.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";
import { shop } from "./monitoring-objects.ts";

const chart = "what HelmRelease flux-system/stack installs is not among the objects";
const release = (fields = "") => `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: stack, namespace: flux-system }
spec: { chart: { spec: { chart: stack } }${fields} }
`;

describe("a chart that a controller installs", () => {
  const grafana = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: sources, namespace: monitoring }
data: { a.yaml: "datasources: [{ name: Loki, uid: loki, type: loki }]" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: board, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data:
  board.json: '{"uid": "board", "title": "Board", "panels": [{ "datasource": { "uid": "prometheus" }, "targets": [] }]}'
`;
  const running = `---
apiVersion: v1
kind: Pod
metadata: { name: grafana, namespace: monitoring }
spec: { containers: [{ name: grafana, image: "grafana/grafana:13.0.0" }] }
`;
  const linked =
    given("up == 0").replace("alert: Asks,", "alert: Asks, annotations: { dashboard: /d/other },") + grafana;

  it.each([
    ["rules", seriesUnknown, given("shop:orders:rate5m > 1")],
    ["exporters", seriesUnknown, given("shop_orders_total > 1")],
    ["data sources", dashboardDataSourceUnknown, given("up == 0") + grafana],
    ["dashboards", alertDashboardLinkToNowhere, linked + running],
  ])("may bring %s", (_, rule, yaml) => {
    const [line = ""] = said(rule, yaml);
    expect(line).not.toMatch(/^(\(|$)/);
    expect(said(rule, yaml + release())).toEqual([`(${line} | ${chart})`]);
    expect(said(rule, yaml + release(), { complete: true })).toEqual([line]);
  });

  const reading = shop("containers: [{ name: web, envFrom: [{ configMapRef: { name: settings } }] }]");
  const application = (source: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: stack, namespace: argocd }
spec: { ${source}, destination: { namespace: shop } }
`;
  const rancher = `---
apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: { name: stack, namespace: kube-system }
spec: { chart: stack, targetNamespace: shop }
`;

  it.each([
    ["a release into the namespace", release(", targetNamespace: shop"), true],
    ["a release into another one", release(", targetNamespace: other"), false],
    ["a release into its own", release(), false],
    ["a chart of Rancher's", rancher, true],
    ["a chart of Argo CD's", application("source: { chart: stack }"), true],
    ["one of several sources", application("sources: [{ ref: values }, { chart: stack }]"), true],
    ["a chart in a folder", application("source: { path: shop, helm: { valueFiles: [a.yaml] } }"), true],
    ["a folder that nobody gave", application("source: { path: shop }"), true],
    ["nothing", application("source: ~, sources: [~, 1]"), false],
  ])("fills its namespace: %s", (_, object, isDoubted) =>
    expect(said(missingConfigMap, reading + object)[0]).toMatch(
      isDoubted ? /^\(.*installs is not among the objects\)$/ : /^Pod/,
    ),
  );
});

describe("a namespace that belongs to an add-on", () => {
  const account = (namespace: string, beside: string) => `apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: ${namespace} }
spec: { jobTemplate: { spec: { template: { spec: { serviceAccountName: admin, containers: [{ name: a, image: a }] } } } } }
---
${beside.replaceAll("NAMESPACE", namespace)}`;
  const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: NAMESPACE }\n";
  const config =
    "apiVersion: config.gatekeeper.sh/v1alpha1\nkind: Config\nmetadata: { name: config, namespace: NAMESPACE }\n";
  const program = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: controller, namespace: NAMESPACE }
spec: { template: { spec: { containers: [{ name: a, image: a }] } } }
`;
  const group =
    "apiVersion: operators.coreos.com/v1\nkind: OperatorGroup\nmetadata: { name: a, namespace: NAMESPACE }\n";

  it.each([
    ["has Services", "shop", service, /^CronJob/],
    ["has neither programs nor Services", "shop", "", /\| no program of namespace shop is among/],
    [
      "has strangers and no program",
      "gatekeeper-system",
      config,
      /\| no program of namespace gatekeeper-system is among/,
    ],
    ["has strangers and a program", "gatekeeper-system", config + program, /^CronJob/],
    ["is OpenShift's", "openshift-monitoring", "", /\| no program of namespace openshift-monitoring is among/],
    ["is OpenShift's, whose objects these are", "openshift-monitoring", program, /^CronJob/],
    ["has bundles of operators", "shop", group + program, /what OperatorGroup shop\/a installs is not among/],
  ])("that %s", (_, namespace, beside, line) =>
    expect(said(missingServiceAccount, account(namespace, beside))[0]).toMatch(line),
  );
});

it.each([
  ["https://grafana.example.org/d/other/board", true],
  ["https://docs.google.com/document/d/1aBc/edit", false],
])("takes pages of others for no dashboards: %s", (link, isFound) => {
  const yaml = given("up == 0").replace("alert: Asks,", `alert: Asks, annotations: { more: "${link}" },`);
  expect(said(alertDashboardLinkToNowhere, yaml, { complete: true })).toHaveLength(isFound ? 1 : 0);
});

it("does not expect dashboards of a Grafana that is not among the objects", () => {
  const board = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: board, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data: { board.json: '{"uid": "board", "title": "Board", "panels": []}' }
`;
  const to = (uid: string) =>
    said(
      alertDashboardLinkToNowhere,
      given("up == 0").replace("alert: Asks,", `alert: Asks, annotations: { dashboard: /d/${uid} },`) + board,
    )[0];
  expect(to("85a562078cdf77779eaa1add43ccec1e")).toMatch(/^\(.* \| no Grafana is among the objects\)$/);
});

it("is not sure where a folder of Argo CD is not among what is read", async () => {
  const application = (path: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: stack, namespace: argocd }
spec: { source: { path: ${path} }, destination: { namespace: shop } }
`;
  const reading = shop("containers: [{ name: web, image: web, envFrom: [{ configMapRef: { name: settings } }] }]");
  const told = async (path: string) => {
    const ending = await ran([folderOf({ "web/web.yaml": reading, "stack.yaml": application(path) })]);
    return JSON.stringify(ending).includes("error missing-config-map");
  };
  expect(await told("./web/")).toBe(true);
  expect(await told("charts/web")).toBe(false);
});

it("does not know names that are filled in", () => {
  const reading = (name: string) => `${shop("serviceAccountName: web, containers: [{ name: web, image: web }]")}---
apiVersion: v1
kind: ServiceAccount
metadata: { name: "${name}", namespace: shop }
`;
  expect(said(missingServiceAccount, reading("${NAME}"))[0]).toMatch(
    /\| ServiceAccount shop\/\$\{NAME\} has a name that is filled in before it is applied\)$/,
  );
  expect(said(missingServiceAccount, reading("${NAME}"), { complete: true })[0]).toMatch(/^Pod/);
  for (const name of ["$NAME-web", "$name", "$(name)"])
    expect(said(missingServiceAccount, reading(name))[0]).toMatch(/^\(/);
  expect(said(missingServiceAccount, reading("other"))[0]).toMatch(/^Pod/);
});
