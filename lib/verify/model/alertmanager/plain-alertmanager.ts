import type { Cluster } from "../cluster.ts";
import { configPathOf, filesIn, type MountedFile } from "../pods/mounted.ts";
import type { Container, Pods } from "../pods/pod.ts";
import { podsOf } from "../pods/pods.ts";

/** An Alertmanager that no operator runs: its configuration is a file that its pods mount. */
export interface PlainAlertmanager {
  readonly pods: Pods;
  readonly container: Container;
  readonly file: MountedFile;
}

/** Those whose configuration is among the objects. */
export const plainAlertmanagersOf = (cluster: Cluster): readonly PlainAlertmanager[] => cluster.derived(compute);

const compute = (cluster: Cluster): readonly PlainAlertmanager[] =>
  podsOf(cluster)
    .filter(({ owner }) => owner.group !== "monitoring.coreos.com")
    .flatMap((pods) =>
      (pods.spec.containers ?? []).filter(isAlertmanager).flatMap((container) => {
        const path = configPathOf(container, "/alertmanager", "/etc/alertmanager/alertmanager.yml");
        const file = filesIn(cluster, pods, container).find((each) => each.path === path);
        return file === undefined ? [] : [{ pods, container, file }];
      }),
    );

/** By the last part of the image's path: `prom/alertmanager`, `openshift/prometheus-alertmanager`. */
const isAlertmanager = ({ image = "" }: Container): boolean => /(?:^|[/-])alertmanager(?:[:@][^/]*)?$/.test(image);
