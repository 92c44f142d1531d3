import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import { monitoredLabel, namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";

/** Namespaces with what holds in them for every pod: Pod Security, default limits, no connection but to the name servers. */
export class Namespaces extends PlatformChart {
  constructor(scope: Construct, { cluster, tier }: Environment) {
    super(scope, "namespaces", "namespaces");
    for (const { name, podSecurity } of Object.values(namespaces)) {
      this.guarded(name, podSecurity, tier);
      this.defaultLimits(name);
      this.denyAll(name);
      this.allowNames(name, cluster.dns);
    }
  }

  private guarded(name: string, level: string, tier: string): void {
    const modes = ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, "latest"],
    ]);
    new k8s.KubeNamespace(this, `namespace-${name}`, {
      metadata: {
        name,
        labels: { ...monitoredLabel, tier, ...Object.fromEntries(modes) },
        // A namespace takes everything in it along; Argo CD shall ask a person.
        annotations: { "argocd.argoproj.io/sync-options": "Prune=false,Delete=false" },
      },
    });
  }

  /** For containers that say nothing, since the quota refuses those without requests. */
  private defaultLimits(namespace: string): void {
    const quantities = (cpu: string, memory: string) => ({
      cpu: k8s.Quantity.fromString(cpu),
      memory: k8s.Quantity.fromString(memory),
    });
    new k8s.KubeLimitRange(this, `limits-${namespace}`, {
      metadata: { name: "defaults", namespace },
      spec: {
        limits: [
          {
            type: "Container",
            defaultRequest: quantities("50m", "64Mi"),
            default: { memory: k8s.Quantity.fromString("256Mi") },
          },
        ],
      },
    });
  }

  private denyAll(namespace: string): void {
    new k8s.KubeNetworkPolicy(this, `deny-${namespace}`, {
      metadata: { name: "default-deny", namespace },
      spec: { podSelector: {}, policyTypes: ["Egress", "Ingress"] },
    });
  }

  private allowNames(namespace: string, dns: Environment["cluster"]["dns"]): void {
    const ports = ["UDP", "TCP"].map((protocol) => ({ protocol, port: k8s.IntOrString.fromNumber(53) }));
    const to = [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": dns.namespace } },
        podSelector: { matchLabels: dns.labels },
      },
    ];
    new k8s.KubeNetworkPolicy(this, `names-${namespace}`, {
      metadata: { name: "allow-names", namespace },
      spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ to, ports }] },
    });
  }
}
