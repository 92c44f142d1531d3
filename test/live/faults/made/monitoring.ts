import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../../record/platform.ts";
import { monitoringStates } from "../../record/states/monitoring.ts";
import { namespace, object } from "../../record/states/state.ts";
import type { Fault, Means } from "../fault.ts";
import { monitored, objectsOf, pythonPod, touch } from "./ground.ts";
import { raise } from "./refused.ts";

const monitoring = "monitoring";
const apply =
  (objects: readonly KubernetesObject[]) =>
  ({ kubectl }: Means) =>
    kubectl.apply(objects);
const remove =
  (objects: readonly KubernetesObject[]) =>
  ({ kubectl }: Means) =>
    kubectl.delete(objects);

/** Gives so many series of a name, and more of them while the fault lasts. */
const exporting = `
import http.server, os, sys
name, few, many = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
class Exporter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        lasts = os.path.exists("/tmp/begun") and not os.path.exists("/tmp/mended")
        self.send_response(200)
        self.send_header("content-type", "text/plain; version=0.0.4")
        self.end_headers()
        lines = (f'{name}{{number="{number}"}} 1\\n' for number in range(many if lasts else few))
        self.wfile.write("".join(lines).encode())
http.server.ThreadingHTTPServer(("", 9100), Exporter).serve_forever()
`;

/** Lets nobody in. */
const block: KubernetesObject = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "blocked", namespace },
  spec: { podSelector: { matchLabels: { app: "blocked" } }, policyTypes: ["Ingress"] },
};

/**
 * Targets of which nothing is to be said yet, and a rule that fails as soon as one of them gives a second series. Prometheus reloads
 * everything when rules change, so it is there from the beginning.
 */
export const targets = (platform: Platform): KubernetesObject[] => {
  const exporter = (name: string, ...series: readonly string[]) => pythonPod(platform, name, exporting, ...series);
  return [
    exporter("crowded", "crowd", "5", "50"),
    ...monitored("crowded", 9100, {}, { sampleLimit: 20 }),
    exporter("blocked", "blocked", "1", "1"),
    ...monitored("blocked", 9100),
    exporter("twin", "twin", "1", "2"),
    ...monitored("twin", 9100),
    object("monitoring.coreos.com/v1", "PrometheusRule", "twin", {
      groups: [{ name: "twin", rules: [{ record: "record:twin:product", expr: "twin * on () twin" }] }],
    }),
  ];
};

const order = (name: string): Pick<Fault, "make" | "mend"> => ({
  make: async ({ kubectl }) => void (await kubectl.run(touch(name, "begun"))),
  mend: async ({ kubectl }) => void (await kubectl.run(touch(name, "mended"))),
});

/** An operated program with the file that its configuration is reloaded from, and where it takes the order to. */
const programs = {
  prometheus: { folder: "/etc/prometheus/config_out", file: "prometheus.env.yaml", port: 9090 },
  alertmanager: { folder: "/etc/alertmanager/config_out", file: "alertmanager.env.yaml", port: 9093 },
};

const reloader = (kind: keyof typeof programs, replica: number, script: string) => {
  const { folder, port } = programs[kind];
  const reload = `wget -q -O- --post-data= http://127.0.0.1:${port}/-/reload || true`;
  return [
    ...["exec", "--namespace", monitoring, `${kind}-${kind}-${replica}`, "--container", "config-reloader", "--"],
    ...["sh", "-c", `cd ${folder} && ${script} && ${reload}`],
  ];
};

/** Another configuration for one instance: it is made by a filter, and lasts until the one that was there before is put back. */
const configured = (kind: keyof typeof programs, replica: number, filter: string): Pick<Fault, "make" | "mend"> => {
  const { file } = programs[kind];
  return {
    make: async ({ kubectl }) => {
      await kubectl.run(
        reloader(
          kind,
          replica,
          `{ [ -e before ] || cp ${file} before; } && ${filter} before > changed && cat changed > ${file}`,
        ),
      );
    },
    mend: async ({ kubectl }) => {
      await kubectl.run(reloader(kind, replica, `{ [ ! -e before ] || { cat before > ${file} && rm before; }; }`));
    },
  };
};

/** A filter that leaves out where Alertmanager is. */
const toNobody = `awk '/^[a-z_]+:/ { left = ($1 == "alerting:") } !left'`;
/** Every scrape through a proxy that is not there. Without the jobs themselves, their last samples would count for another five minutes. */
const fromNobody = `awk '{ print } /^- job_name:/ { print "  proxy_url: http://127.0.0.1:1" }'`;
const garbage = "awk 'NR == 1 { print \"no such part: true\" } 1'";
const nowhere =
  'alerting:\\n  alertmanagers:\\n  - api_version: v2\\n    static_configs:\\n    - targets: ["127.0.0.1:1"]\\n';
const toNowhere = `awk 'BEGIN { printf "${nowhere.replaceAll('"', '\\"')}" } /^[a-z_]+:/ { left = ($1 == "alerting:") } !left'`;

const inPrometheus = (replica: number, script: string) => [
  ...["exec", "--namespace", monitoring, `prometheus-prometheus-${replica}`, "--container", "prometheus", "--"],
  ...["sh", "-c", script],
];

/** Until a write has failed: a file system gives back a little that it had kept for itself. Not where the volume is the machine's own disk. */
const fill = `size=$(df -k /prometheus | awk 'END { print $2 }'); [ "$size" -lt 1048576 ] || { echo the volume is larger than was claimed >&2; exit 1; }
for _ in $(seq 60); do
  dd if=/dev/zero bs=64k 2>/dev/null >> /prometheus/filling
  wget -q -O- http://127.0.0.1:9090/metrics | grep -q '^prometheus_tsdb_wal_writes_failed_total [1-9]' && exit 0
  sleep 1
done
echo everything is written on a full volume >&2; exit 1`;

const rejected = objectsOf(monitoringStates, "an object that the operator rejects");

/** Of two instances of Prometheus one stays well and tells of the other. */
export const monitoringFaults: readonly Fault[] = [
  {
    alert: "OperatorRejectsResources",
    what: "a monitor refers to a Secret that is not there",
    labels: { controller: "prometheus", resource: "ServiceMonitor" },
    make: apply(rejected),
    mend: remove(rejected),
  },
  {
    alert: "AlertmanagerNotificationsFail",
    what: "a receiver refuses its message",
    labels: { integration: "discord" },
    make: raise,
    // Its window remembers what was counted.
    lasts: "30s",
  },
  {
    alert: "AlertmanagerReloadFailed",
    what: "a configuration that Alertmanager does not understand is reloaded",
    labels: { pod: "alertmanager-alertmanager-2" },
    ...configured("alertmanager", 2, garbage),
  },
  {
    alert: "TargetDown",
    what: "a network policy lets nobody reach an exporter",
    labels: { job: "blocked" },
    make: apply([block]),
    mend: remove([block]),
    // When the others have been told: while a network plug-in takes up a policy's end, Alertmanagers may miss what another has sent.
    lasts: "450s",
  },
  {
    alert: "PrometheusScrapesNothing",
    what: "one of two instances reaches none of its targets",
    labels: {},
    // It writes a lot until its volume is full, and hardly anything without targets.
    after: "45s",
    ...configured("prometheus", 1, fromNobody),
    // Until the fault after the next is told, which is the same instance's.
    lasts: "450s",
  },
  {
    alert: "PrometheusRulesFail",
    what: "a rule matches many to many",
    labels: { job: "prometheus" },
    ...order("twin"),
  },
  {
    alert: "PrometheusReloadFailed",
    what: "a configuration that Prometheus does not understand is reloaded",
    labels: { pod: "prometheus-prometheus-1" },
    after: "55s",
    make: configured("prometheus", 1, garbage).make,
    // It is mended with the one that reaches no targets.
    lasts: "445s",
  },
  {
    alert: "ScrapeLimitHit",
    what: "a target gives more series than its monitor admits, for two scrapes",
    labels: { job: "prometheus" },
    ...order("crowded"),
    lasts: "30s",
  },
  {
    alert: "PrometheusStorageFails",
    what: "the volume of one of two instances is full, for a moment",
    labels: { pod: "prometheus-prometheus-1" },
    make: async ({ kubectl }) => void (await kubectl.run(inPrometheus(1, fill))),
    mend: async ({ kubectl }) => void (await kubectl.run(inPrometheus(1, "rm /prometheus/filling"))),
    lasts: "1s",
  },
  {
    alert: "PrometheusDropsAlerts",
    what: "one of two instances looks for Alertmanager where it is not",
    labels: { pod: "prometheus-prometheus-0" },
    ...configured("prometheus", 0, toNowhere),
    // Nobody is told of anything meanwhile, since the other one reaches no targets.
    lasts: "150s",
  },
  {
    alert: "PrometheusFindsNoAlertmanager",
    what: "one of two instances has no Alertmanager in its configuration",
    labels: { pod: "prometheus-prometheus-1" },
    after: "515s",
    ...configured("prometheus", 1, toNobody),
  },
  {
    alert: "Watchdog",
    what: "nothing: it always fires",
    labels: {},
    make: async () => undefined,
    endless: true,
  },
];
