import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

const of = (objects: readonly MutableObject[], kind: string) => objects.filter((each) => each.kind === kind);

const address = /\b([a-z0-9-]+)\.([a-z0-9-]+)\.svc:(\d+)/;

/** Services of which files and environments of containers speak. */
const addresses: Breaker = (objects) =>
  objects.flatMap((object) =>
    [object.data, object.stringData, ...environmentsOf(object)].flatMap((texts) =>
      Object.keys(texts ?? {})
        .filter((key) => typeof texts[key] === "string" && address.test(texts[key]))
        .flatMap((key): Breakage[] =>
          [
            ["renames the Service", "$1-x.$2.svc:$3"],
            ["renames the namespace", "$1.$2-x.svc:$3"],
            ["changes the port", "$1.$2.svc:4"],
          ].map(([what = "", now = ""]) => ({
            rule: "address-unknown",
            what: `${what} in ${key}`,
            object: named(object),
            apply: () => {
              texts[key] = texts[key].replace(address, now);
            },
          })),
        ),
    ),
  );

const environmentsOf = ({ spec }: MutableObject): readonly MutableObject[] =>
  (spec?.template?.spec?.containers ?? []).flatMap(({ env = [] }: MutableObject) => env);

/** Files that Alertmanager is told to read. */
const receiverFiles: Breaker = (objects) =>
  of(objects, "Alertmanager").flatMap(({ metadata: { namespace }, spec }) =>
    of(objects, "Secret")
      .filter((secret) => secret.metadata.namespace === namespace && secret.metadata.name === spec.configSecret)
      .flatMap((secret) => {
        const file = secret.stringData?.["alertmanager.yaml"] ?? "";
        const broken = (what: string, apply: () => void): Breakage => ({
          rule: "alertmanager-file-not-mounted",
          what,
          object: named(secret),
          apply,
        });
        const change = (what: string, from: RegExp, now: string) =>
          broken(what, () => {
            secret.stringData["alertmanager.yaml"] = file.replace(from, now);
          });
        if (!/_file: \/etc\/alertmanager\/secrets\//.test(file)) return [];
        return [
          broken("takes the Secrets out of the Alertmanager", () => {
            delete spec.secrets;
          }),
          change("renames a file", /(_file: \/etc\/alertmanager\/secrets\/\S+)/, "$1-x"),
          change(
            "reads another folder",
            /_file: \/etc\/alertmanager\/secrets\//,
            "_file: /etc/alertmanager/elsewhere/",
          ),
        ];
      }),
  );

/** Grafana's provider reads another folder than that of the dashboards. */
const otherFolder: Breaker = (objects) =>
  of(objects, "ConfigMap").flatMap((object) =>
    Object.keys(object.data ?? {})
      .filter((key) => /^providers:/m.test(object.data[key]))
      .flatMap((key) =>
        of(objects, "ConfigMap")
          .filter(({ metadata }) => metadata.labels?.grafana_dashboard)
          .map(
            (dashboard): Breakage => ({
              rule: "dashboard-not-loaded",
              what: `moves the provider's folder away from ${dashboard.metadata.name}`,
              object: named(dashboard),
              apply: () => {
                object.data[key] = object.data[key].replace(/(\bpath: \S+)/, "$1-x");
              },
            }),
          ),
      ),
  );

/** Programs that ask the API server, without a token. */
const withoutToken: Breaker = (objects) => [
  ...["kube-state-metrics", "prometheus-operator"].flatMap((program) =>
    of(objects, "Deployment")
      .filter(({ metadata }) => metadata.name === program)
      .flatMap((object) =>
        [
          { what: "takes the token", value: false },
          { what: "leaves the token to the account", value: undefined },
        ].map(
          ({ what, value }): Breakage => ({
            rule: program === "kube-state-metrics" ? "kube-state-metrics-forbidden" : "operator-forbidden",
            what,
            object: named(object),
            apply: () => {
              object.spec.template.spec.automountServiceAccountToken = value;
            },
          }),
        ),
      ),
  ),
  ...of(objects, "Prometheus").map(
    (object): Breakage => ({
      rule: "discovery-forbidden",
      what: "takes the token",
      object: named(object),
      apply: () => {
        object.spec.automountServiceAccountToken = false;
      },
    }),
  ),
];

/** Resources that rules ask for and of which kube-state-metrics no longer tells. */
const untold: Breaker = (objects) =>
  of(objects, "Deployment")
    .flatMap(({ spec }) => spec.template.spec.containers)
    .flatMap(({ args = [] }: MutableObject) => {
      const at = args.findIndex((arg: string) => arg.startsWith("--resources="));
      return ["daemonsets", "jobs", "pods"].flatMap((resource) =>
        of(objects, "PrometheusRule")
          .filter((rule) => at >= 0 && JSON.stringify(rule.spec).includes(`kube_${resource.slice(0, -1)}_`))
          .map(
            (rule): Breakage => ({
              rule: "series-unknown",
              what: `takes ${resource} from --resources`,
              object: named(rule),
              apply: () => {
                args[at] = args[at].replace(new RegExp(`\\b${resource},?`), "");
              },
            }),
          ),
      );
    });

/** Everything that programs are told and that leads nowhere. */
export const configurationFaults: Breaker = (objects) =>
  [addresses, receiverFiles, otherFolder, withoutToken, untold].flatMap((breaker) => breaker(objects));
