import type { Construct } from "constructs";
import type { Mixin } from "../lib/alerting/mixin.ts";
import { dashboards } from "../lib/dashboards/index.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";

/** The dashboards of what is installed, each a ConfigMap that Grafana mounts. */
export class Dashboards extends PlatformChart {
  readonly configMaps: readonly string[];

  constructor(scope: Construct, installed: readonly Mixin[], repositoryUrl: string) {
    super(scope, "dashboards", "platform");
    this.configMaps = dashboards(installed, repositoryUrl).map(({ name: dashboard, json }) => {
      const name = `dashboard-${dashboard}`;
      new k8s.KubeConfigMap(this, name, {
        // The label serves clusters whose Grafana has a side-car that looks for it.
        metadata: { name, namespace: namespaces.monitoring.name, labels: { grafana_dashboard: "1" } },
        data: { [`${dashboard}.json`]: json() },
      });
      return name;
    });
  }
}
