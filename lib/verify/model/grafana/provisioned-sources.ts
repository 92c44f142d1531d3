import type { Cluster } from "../cluster.ts";
import { type EmbeddedFile, filesOf } from "../embedded.ts";
import { nameOf, once } from "../manifest.ts";
import { filesIn } from "../pods/mounted.ts";
import type { Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { isCollected, sidecarsIn } from "../pods/sidecars.ts";
import { type DataSource, dataSourcesOf } from "./data-sources.ts";
import { isGrafana } from "./grafanas.ts";

/** The data sources with which the Grafana of some pods begins, in the order of their files. */
export function provisionedSources(cluster: Cluster, pods: Pods): readonly DataSource[] {
  const files = new Set([...mounted(cluster, pods), ...collected(cluster, pods)].map(idOf));
  return once(dataSourcesOf(cluster), ({ file }) => file.object).filter(({ file }) => files.has(idOf(file)));
}

const idOf = ({ object, name }: EmbeddedFile): string => `${nameOf(object)} ${name}`;

/** Files in the folder that Grafana reads, and not those below. Source: Grafana 12, pkg/services/provisioning/datasources/config_reader.go. */
const mounted = (cluster: Cluster, pods: Pods): readonly EmbeddedFile[] =>
  containersOf(pods.spec)
    .filter(({ container }) => isGrafana(container))
    .flatMap(({ container }) => filesIn(cluster, pods, container))
    .filter(({ path }) => /\/datasources\/[^/]+\.ya?ml$/.test(path));

/** What a side-car writes there; of two files with one name the later one is left. */
function collected(cluster: Cluster, pods: Pods): readonly EmbeddedFile[] {
  const sidecars = sidecarsIn(pods).filter(({ label }) => /datasource/i.test(label));
  const files = [...cluster.all("ConfigMap"), ...cluster.all("Secret")]
    .filter((object) => isCollected(sidecars, object))
    .flatMap(filesOf);
  return [...new Map(files.map((file) => [file.name, file])).values()];
}
