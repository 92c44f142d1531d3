import type { Breakage, Breaker, MutableObject } from "./fault.ts";

/** Faults in policies and roles. */
export const reachabilityBreakers: readonly Breaker[] = [
  (objects) =>
    policies(objects)
      .filter(({ spec }) => Object.keys(spec.podSelector?.matchLabels ?? {}).length > 0)
      .map((policy) => ({
        rule: "policy-selects-no-pod",
        what: "selects a label that no pod has",
        object: nameOf(policy),
        apply: () => {
          const [label] = Object.keys(policy.spec.podSelector.matchLabels);
          policy.spec.podSelector.matchLabels[label ?? ""] += "-x";
        },
      })),
  // Whose names stand nowhere else is cut off by its own policy alone.
  (objects) =>
    of(objects, "ServiceMonitor").flatMap((monitor): Breakage[] =>
      ownPolicies(objects, monitor.metadata.namespace, monitor.metadata.name).flatMap((policy) =>
        // What scrapes itself needs no policy.
        policy.spec.ingress.length === 0 || monitor.metadata.name === "prometheus"
          ? []
          : [
              {
                what: "lets nobody in",
                apply: () => {
                  policy.spec.ingress = [];
                },
              },
              {
                what: "lets in other ports only",
                apply: () => {
                  for (const { ports } of policy.spec.ingress) for (const port of ports) port.port = 4;
                },
              },
              {
                what: "lets in another namespace",
                apply: () => {
                  for (const { from } of policy.spec.ingress)
                    for (const peer of from) peer.namespaceSelector = { matchLabels: { nobody: "has-it" } };
                },
              },
              {
                what: "lets in another protocol",
                apply: () => {
                  for (const { ports } of policy.spec.ingress) for (const port of ports) port.protocol = "SCTP";
                },
              },
            ].map((each) => ({ rule: "target-not-reachable", object: nameOf(monitor), ...each })),
      ),
    ),
  (objects) =>
    of(objects, "Prometheus").flatMap((prometheus) =>
      of(objects, "Role")
        .filter(({ metadata }) => metadata.name.endsWith("-discovery"))
        // One for monitors to come is missed by nobody.
        .filter(({ metadata }) => of(objects, "ServiceMonitor").some((monitor) => looksIn(monitor, metadata.namespace)))
        .flatMap((role) =>
          ["list", "watch"].map((verb) => ({
            rule: "discovery-forbidden",
            what: `takes ${verb} from ${nameOf(role)}`,
            object: nameOf(prometheus),
            apply: () => {
              for (const rule of role.rules) rule.verbs = rule.verbs.filter((each: string) => each !== verb);
            },
          })),
        ),
    ),
  (objects) =>
    of(objects, "Deployment")
      .filter(({ metadata }) => metadata.name === "kube-state-metrics")
      .flatMap((deployment) =>
        of(objects, "ClusterRole")
          .filter(({ metadata }) => metadata.name.endsWith("kube-state-metrics"))
          .flatMap(({ rules }) =>
            rules.flatMap((rule: MutableObject) =>
              rule.resources.map((resource: string) => ({
                rule: "kube-state-metrics-forbidden",
                what: `takes ${resource} from its role`,
                object: nameOf(deployment),
                apply: () => {
                  rule.resources = rule.resources.filter((each: string) => each !== resource);
                },
              })),
            ),
          ),
      ),
  (objects) =>
    of(objects, "Deployment")
      .filter(({ metadata }) => ["kube-state-metrics", "prometheus-operator"].includes(metadata.name))
      .flatMap((deployment) =>
        ownPolicies(objects, deployment.metadata.namespace, deployment.metadata.name).map((policy) => ({
          rule: "api-server-not-reachable",
          what: "lets nothing out",
          object: nameOf(deployment),
          apply: () => {
            policy.spec.egress = [];
          },
        })),
      ),
];

const of = (objects: readonly MutableObject[], kind: string): MutableObject[] =>
  objects.filter((object) => object.kind === kind);
const policies = (objects: readonly MutableObject[]) => of(objects, "NetworkPolicy");
const ownPolicies = (objects: readonly MutableObject[], namespace: string, name: string) =>
  policies(objects).filter(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
const nameOf = ({ kind, metadata: { namespace, name } }: MutableObject) =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

const looksIn = ({ metadata, spec }: MutableObject, namespace: string): boolean =>
  (spec.namespaceSelector?.matchNames ?? [metadata.namespace]).includes(namespace);
