import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { environments } from "../../lib/environments/index.ts";
import { allOf, containersOf, podsOf, selects, theOne } from "./rendered.ts";

interface DataSource {
  uid: string;
  type: string;
  url: string;
  isDefault?: boolean;
}

interface Dashboard {
  uid: string;
  title: string;
}

/** Every data source that a dashboard speaks of. */
const asked = (text: string): string[] =>
  [...text.matchAll(/"datasource":\s*\{\s*"type":\s*"[\w-]+",\s*"uid":\s*"([^"]*)"/g)].map(([, uid = ""]) => uid);

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const configMaps = allOf(environment, "ConfigMap");
  const provisioned = parse(theOne(configMaps, "grafana-datasources").data["datasources.yaml"] ?? "") as {
    datasources: DataSource[];
  };
  const provider = parse(theOne(configMaps, "grafana-providers").data["providers.yaml"] ?? "") as {
    providers: { options: { path: string } }[];
  };
  const deployment = theOne(allOf(environment, "Deployment"), "grafana");
  const pod = theOne(
    podsOf(environment).map((each) => ({ ...each, apiVersion: "v1", kind: "Pod", metadata: each })),
    "grafana",
  );
  const [container] = containersOf(pod);
  const env = new Map((container?.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
  const dashboards = configMaps.filter(({ metadata }) => selects({ grafana_dashboard: "1" }, metadata.labels ?? {}));

  it("has data sources with fixed uids, one of them the default", () => {
    expect(provisioned.datasources.map(({ uid, type }) => [uid, type])).toEqual([
      ["prometheus", "prometheus"],
      ["alertmanager", "alertmanager"],
    ]);
    expect(provisioned.datasources.filter(({ isDefault }) => isDefault).map(({ uid }) => uid)).toEqual(["prometheus"]);
  });

  it("asks Services that are there, at ports that they have", () => {
    for (const { url } of provisioned.datasources) {
      const { hostname, port } = new URL(url);
      const [name = "", namespace] = hostname.split(".");
      const service = theOne(allOf(environment, "Service"), name, namespace);
      expect((service.spec.ports ?? []).map((each) => String(each.port))).toContain(port);
    }
  });

  it("has the seven dashboards, which ask data sources that are there", () => {
    expect(dashboards.map(({ metadata }) => metadata.name.replace("dashboard-", "")).sort()).toEqual([
      ...["application-performance", "cache", "database", "errors-and-latency"],
      ...["infrastructure-health", "resource-utilization", "system-overview"],
    ]);
    const uids = provisioned.datasources.map(({ uid }) => uid);
    for (const { data } of dashboards)
      for (const [file, text] of Object.entries(data)) {
        expect(`${(JSON.parse(text) as Dashboard).uid}.json`).toBe(file);
        expect(asked(text).length, file).toBeGreaterThan(0);
        for (const uid of asked(text)) expect([...uids, "-- Grafana --"]).toContain(uid);
      }
  });

  it("mounts each dashboard once, where the provider and the home page look", () => {
    const volume = pod.spec.volumes?.find(({ projected }) => projected);
    const mount = container?.volumeMounts?.find(({ name }) => name === volume?.name);
    expect(volume?.projected?.sources?.map(({ configMap }) => configMap?.name)).toEqual(
      dashboards.map(({ metadata }) => metadata.name),
    );
    expect(provider.providers.map(({ options }) => options.path)).toEqual([mount?.mountPath]);
    const home = String(env.get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"));
    expect(dashboards.flatMap(({ data }) => Object.keys(data)).map((file) => `${mount?.mountPath}/${file}`)).toContain(
      home,
    );
  });

  it("fetches nothing from the internet and lets nobody in without a name", () => {
    for (const off of ["REPORTING", "CHECK_FOR_UPDATES", "CHECK_FOR_PLUGIN_UPDATES", "FEEDBACK_LINKS"])
      expect(env.get(`GF_ANALYTICS_${off}_ENABLED`) ?? env.get(`GF_ANALYTICS_${off}`), off).toBe("false");
    expect(env.get("GF_NEWS_NEWS_FEED_ENABLED")).toBe("false");
    expect(env.get("GF_PLUGINS_PREINSTALL_DISABLED")).toBe("true");
    expect(env.get("GF_SECURITY_DISABLE_GRAVATAR")).toBe("true");
    expect([env.get("GF_AUTH_ANONYMOUS_ENABLED"), env.get("GF_USERS_ALLOW_SIGN_UP")]).toEqual(["false", "false"]);
  });

  it("knows its address, and its password only from the Secret", () => {
    expect(env.get("GF_SERVER_ROOT_URL")).toBe(environment.grafana.externalUrl);
    expect(env.get("GF_SECURITY_ADMIN_PASSWORD")).toEqual({ secretKeyRef: { name: "grafana", key: "password" } });
  });

  it("has a volume where the environment says so, which two pods never share", () => {
    const claims = allOf(environment, "PersistentVolumeClaim").map(({ metadata }) => metadata.name);
    expect(claims).toEqual(environment.grafana.volume ? ["grafana"] : []);
    expect(deployment.spec.strategy).toEqual({ type: "Recreate" });
    const data = container?.volumeMounts?.find(({ mountPath }) => mountPath === "/var/lib/grafana");
    expect(pod.spec.volumes?.find(({ name }) => name === data?.name)).toHaveProperty(
      environment.grafana.volume ? "persistentVolumeClaim" : "emptyDir",
    );
  });

  it("starts anew when what it reads at its start changes", () =>
    expect(deployment.spec.template.metadata?.annotations).toHaveProperty("checksum/provisioning"));
});
