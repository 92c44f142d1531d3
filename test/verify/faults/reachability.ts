import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

/** Faults in policies and roles. */
export const reachabilityBreakers: readonly Breaker[] = [
  (objects) =>
    policies(objects)
      .filter(({ spec }) => Object.keys(spec.podSelector?.matchLabels ?? {}).length > 0)
      .map((policy) => ({
        rule: "policy-selects-no-pod",
        what: "selects a label that no pod has",
        object: named(policy),
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
            ].map((each) => ({ rule: "target-not-reachable", object: named(monitor), ...each })),
      ),
    ),
  (objects) =>
    of(objects, "Prometheus").flatMap((prometheus) =>
      of(objects, "Role")
        .filter(({ metadata }) => metadata.name.endsWith("-discovery"))
        // One for monitors to come is missed by nobody.
        .filter(({ metadata: { namespace } }) =>
          [...of(objects, "ServiceMonitor"), ...of(objects, "Secret")].some((each) => looksIn(each, namespace)),
        )
        .flatMap((role) =>
          ["list", "watch"].map((verb) => ({
            rule: "discovery-forbidden",
            what: `takes ${verb} from ${named(role)}`,
            object: named(prometheus),
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
                object: named(deployment),
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
          object: named(deployment),
          apply: () => {
            policy.spec.egress = [];
          },
        })),
      ),
  (objects) => [
    ...of(objects, "Prometheus").flatMap((prometheus) => closed(objects, prometheus, ["egress"], [9093])),
    ...of(objects, "Alertmanager")
      .filter(({ spec }) => spec.replicas > 1)
      .flatMap((alertmanager) => closed(objects, alertmanager, ["egress", "ingress"], [9094])),
  ],
  (objects) =>
    of(objects, "Deployment").flatMap((deployment) =>
      ownPolicies(objects, deployment.metadata.namespace, deployment.metadata.name).flatMap((policy) =>
        (policy.spec.egress ?? [])
          .filter(({ to }: MutableObject) => to.every(({ podSelector }: MutableObject) => podSelector))
          .flatMap((rule: MutableObject) =>
            [
              {
                what: "other pods",
                apply: () => {
                  for (const peer of rule.to) peer.podSelector = { matchLabels: { nobody: "has-it" } };
                },
              },
              {
                what: "other ports",
                apply: () => {
                  for (const port of rule.ports) port.port = 4;
                },
              },
            ].map((each) => ({
              rule: "dependency-not-reachable",
              object: named(deployment),
              what: `lets it out to ${each.what}`,
              apply: each.apply,
            })),
          ),
      ),
    ),
  (objects) =>
    policies(objects).flatMap((policy) => {
      // Whose configuration speaks of Services, in its namespace.
      const asking = policy.metadata.namespace === "monitoring" && named(firstOf(objects, "grafana"));
      const names = (policy.spec.egress ?? [])
        .flatMap(({ ports = [] }: MutableObject) => ports)
        .filter(({ port }: MutableObject) => port === 53);
      return asking && names.length > 0
        ? [
            {
              what: "no UDP",
              apply: () => {
                for (const port of names) port.protocol = "TCP";
              },
            },
            {
              what: "other ports",
              apply: () => {
                for (const port of names) port.port = 54;
              },
            },
          ].map((each) => ({ rule: "names-not-reachable", object: asking, ...each }))
        : [];
    }),
  (objects) =>
    of(objects, "ServiceMonitor")
      .filter(({ metadata }) => metadata.name === "kubelet")
      .flatMap((monitor) =>
        of(objects, "ClusterRole").flatMap(({ rules }) =>
          rules
            .filter(({ resources = [] }: MutableObject) => resources.includes("nodes/metrics"))
            .flatMap((rule: MutableObject) =>
              [
                { field: "verbs", value: ["list"] },
                { field: "resources", value: ["nodes"] },
                { field: "apiGroups", value: ["metrics.k8s.io"] },
              ].map(({ field, value }) => ({
                rule: "metrics-forbidden",
                what: `makes ${field} of the role ${value}`,
                object: named(monitor),
                apply: () => {
                  rule[field] = value;
                },
              })),
            ),
        ),
      ),
  (objects) =>
    of(objects, "ClusterRole")
      .filter(({ metadata }) => metadata.name.endsWith("prometheus-operator"))
      .flatMap(({ rules }) =>
        rules.flatMap((rule: MutableObject) =>
          rule.resources.filter(isOperators).map((resource: string) => ({
            rule: "operator-forbidden",
            what: `takes ${resource} from the operator's role`,
            object: named(firstOf(objects, "prometheus-operator")),
            apply: () => {
              rule.resources = rule.resources.filter((each: string) => each !== resource);
            },
          })),
        ),
      ),
  (objects) =>
    policies(objects).flatMap((policy) =>
      ["ingress", "egress"].flatMap((direction) =>
        (policy.spec[direction] ?? []).flatMap(({ from, to, ports = [] }: MutableObject): Breakage[] => [
          ...(from ?? to ?? [])
            .filter(
              ({ podSelector, namespaceSelector }: MutableObject) => podSelector && isOwn(objects, namespaceSelector),
            )
            .map((peer: MutableObject) => ({
              rule: "policy-peer-selects-nothing",
              what: `a peer of ${direction} has a label that no pod has`,
              object: named(policy),
              apply: () => {
                for (const label in peer.podSelector.matchLabels) peer.podSelector.matchLabels[label] += "-x";
              },
            })),
          ...(direction === "ingress" ? ports : []).map((port: MutableObject) => ({
            rule: "policy-port-nobody-listens-on",
            what: `names port ${port.port} as nobody does`,
            object: named(policy),
            apply: () => {
              port.port = "wep";
            },
          })),
        ]),
      ),
    ),
];

const of = (objects: readonly MutableObject[], kind: string): MutableObject[] =>
  objects.filter((object) => object.kind === kind);
const policies = (objects: readonly MutableObject[]) => of(objects, "NetworkPolicy");
const ownPolicies = (objects: readonly MutableObject[], namespace: string, name: string) =>
  policies(objects).filter(({ metadata }) => metadata.namespace === namespace && metadata.name === name);

/** Of a monitor, or of scrapes in Prometheus' own words. */
const looksIn = ({ kind, metadata, spec, stringData }: MutableObject, namespace: string): boolean =>
  kind === "Secret"
    ? (stringData?.["scrapes.yaml"] ?? "").includes(`- ${namespace}\n`)
    : (spec.namespaceSelector?.matchNames ?? [metadata.namespace]).includes(namespace);

/** Ways to close ports of the policy that has the name of who asks for them. */
const closed = (
  objects: readonly MutableObject[],
  who: MutableObject,
  directions: readonly string[],
  numbers: readonly number[],
): Breakage[] =>
  ownPolicies(objects, who.metadata.namespace, who.metadata.name).flatMap(({ spec }) =>
    directions.map((direction) => ({
      rule: "alertmanager-not-reachable",
      what: `closes ${numbers} of ${direction}`,
      object: named(who),
      apply: () => {
        const ports: MutableObject[] = spec[direction].flatMap((rule: MutableObject) => rule.ports);
        for (const port of ports) if (numbers.includes(port.port)) port.port = 4;
      },
    })),
  );

const firstOf = (objects: readonly MutableObject[], name: string): MutableObject =>
  objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);

const isOwn = (objects: readonly MutableObject[], { matchLabels = {} }: MutableObject = {}): boolean =>
  of(objects, "Namespace").some(({ metadata }) => metadata.name === matchLabels["kubernetes.io/metadata.name"]);

/** What the operator needs for what each environment has. */
const isOperators = (resource: string): boolean =>
  ["prometheuses", "alertmanagers", "servicemonitors", "prometheusrules", "statefulsets", "secrets"].includes(resource);
