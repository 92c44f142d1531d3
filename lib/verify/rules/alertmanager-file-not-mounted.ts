import { type NamedPath, pathsOf } from "../model/alertmanager/alertmanager-paths.ts";
import type { Cluster } from "../model/cluster.ts";
import { type Known, nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { type StoreKind, storeOf } from "../model/pods/stores.ts";
import type { Found, Rule } from "../rule.ts";

/** A file that Alertmanager is told to read and that its pods do not have. */
export const alertmanagerFileNotMounted: Rule = {
  id: "alertmanager-file-not-mounted",
  topic: "alerts",
  severity: "error",
  sentence: "The files that Alertmanager's configuration names are mounted.",
  why: "The receiver's credentials cannot be read, and each notification fails.",
  remedy: "name the Secret or ConfigMap in spec.secrets or spec.configMaps of the Alertmanager, or mend the path",
  *check(cluster) {
    for (const alertmanager of cluster.all("Alertmanager"))
      for (const named of pathsOf(cluster, alertmanager)) {
        const { object, field, path } = named;
        const fault = faultOf(cluster, alertmanager, named);
        if (fault) yield { object, field, value: path, ...fault };
      }
  },
};

interface Folder {
  readonly kind: StoreKind;
  readonly namespace?: string | undefined;
  readonly name: string;
}

type Fault = Pick<Found, "what" | "remedy">;

/** What stands in a folder, and the field that mounts it. */
const folders = new Map<string, { readonly kind: StoreKind; readonly list: "secrets" | "configMaps" }>([
  ["secrets", { kind: "Secret", list: "secrets" }],
  ["configmaps", { kind: "ConfigMap", list: "configMaps" }],
]);

function faultOf(
  cluster: Cluster,
  alertmanager: Known<"Alertmanager">,
  { object, path }: NamedPath,
): Fault | undefined {
  // Elsewhere the image has files of its own.
  if (!path.startsWith("/etc/alertmanager/") || isMounted(alertmanager, path)) return undefined;
  const [top = "", name = "", key = ""] = path.split("/").slice(3);
  if (top === "config") return lacking(cluster, object, name);
  const folder = folders.get(top);
  if (folder === undefined) return { what: `${nameOf(alertmanager)} mounts nothing there` };
  const { kind, list } = folder;
  const mounted = alertmanager.body.spec?.[list] ?? [];
  return mounted.includes(name)
    ? lacking(cluster, { kind, namespace: alertmanager.namespace, name }, key)
    : { what: `spec.${list} of ${nameOf(alertmanager)} does not have ${name}`, ...near(name, mounted) };
}

function lacking(cluster: Cluster, { kind, namespace = "", name }: Folder, key: string): Fault | undefined {
  const store = storeOf(cluster, kind, namespace, name);
  // Templates are named by patterns, too.
  if (store?.keys === undefined || store.keys.has(key) || /[*?[]/.test(key)) return undefined;
  return { what: `${nameOf(store.maker)} has no key ${key}`, ...near(key, store.keys) };
}

/** What the operator mounts for itself. Source: prometheus-operator 0.94, pkg/alertmanager/operator.go. */
const own = ["certs", "config_out", "web_config"].map((name) => `/etc/alertmanager/${name}`);

/** Whether the operator mounts something there for itself, or the custom resource does by a path. */
function isMounted({ body }: Known<"Alertmanager">, path: string): boolean {
  const { volumeMounts = [], containers = [] } = body.spec ?? {};
  const patched = containers.filter(({ name }) => name === "alertmanager").flatMap((each) => each.volumeMounts ?? []);
  const mounts = [...own, ...[...volumeMounts, ...patched].flatMap(({ mountPath }) => mountPath ?? [])];
  return mounts.some((mount) => `${path}/`.startsWith(`${mount.replace(/\/+$/, "")}/`));
}
