import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { Construct } from "constructs";
import type { Mixin } from "../lib/alerting/mixin.ts";
import { type Addresses, toRuleGroup } from "../lib/alerting/rule-groups.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";

/** The rules of what is installed: one object a component. */
export class Rules extends PlatformChart {
  constructor(scope: Construct, installed: readonly Mixin[], addresses: Addresses) {
    super(scope, "rules", "rules");
    for (const mixin of installed) {
      const group = toRuleGroup(mixin, addresses);
      if (group.rules.length === 0) continue;
      customResource<IPrometheusRule>(this, {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: mixin.name, namespace: namespaces.monitoring.name },
        spec: { groups: [group] },
      });
    }
  }
}
