import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import type { Construct } from "constructs";
import { baseConfiguration, customResourceSpec } from "../lib/alerting/alertmanager-config.ts";
import type { Mixin } from "../lib/alerting/mixin.ts";
import { requireComponents } from "../lib/alerting/routing.ts";
import type { Environment } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import { inhibitionsOf } from "../lib/mixins/inhibitions.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { alertmanagerBase } from "../lib/platform/operated.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import type { Secrets } from "../lib/platform/secrets.ts";
import { toYaml } from "../lib/yaml.ts";

const namespace = namespaces.monitoring.name;

/** Who hears of which alert, and which alerts make others silent. */
export class Notifications extends PlatformChart {
  constructor(scope: Construct, environment: Environment, { receivers: secret }: Secrets, installed: readonly Mixin[]) {
    super(scope, "notifications", "platform");
    requireComponents(environment, installed);
    const { receivers } = environment;
    customResource<IAlertmanagerConfig>(this, {
      apiVersion: "monitoring.coreos.com/v1alpha1",
      kind: "AlertmanagerConfig",
      metadata: { name: "platform", namespace },
      spec: customResourceSpec(receivers, secret, inhibitionsOf(installed)),
    });
    // Configuration, whose credentials are files: it may stand in Git.
    new k8s.KubeSecret(this, "base", {
      metadata: { name: alertmanagerBase, namespace },
      stringData: { "alertmanager.yaml": toYaml(baseConfiguration(receivers, secret)) },
    });
  }
}
