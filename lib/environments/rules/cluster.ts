import { addressRange } from "../cidr.ts";
import type { Rule } from "../rule.ts";

/** Minor versions of Kubernetes 1 that the rendered objects are made for. */
const minors = { oldest: 30, newest: 35 } as const;

/** Rules about the cluster. */
export const clusterRules: readonly Rule[] = [
  {
    id: "kubernetes-version",
    what: `the objects are made for Kubernetes 1.${minors.oldest} to 1.${minors.newest}`,
    *check({ cluster: { kubernetesVersion: value } }) {
      const minor = Number(/^1\.(\d+)$/.exec(value)?.[1]);
      if (!(minor >= minors.oldest && minor <= minors.newest))
        yield {
          field: "cluster.kubernetesVersion",
          value,
          remedy:
            "write the cluster's version without its patch, upgrade it, or try the objects there and widen the rule",
        };
    },
  },
  {
    id: "nodes-addressed",
    what: "every node has an address of `cluster.nodeCidrs`, or policies do not let Prometheus reach it",
    *check({ cluster: { maximumNodes, nodeCidrs } }) {
      const ranges = nodeCidrs.map(addressRange).filter((range) => range !== undefined);
      const addresses = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      if (ranges.length === nodeCidrs.length && maximumNodes > addresses)
        yield { field: "cluster.maximumNodes", value: maximumNodes, remedy: `they hold ${addresses}: add a range` };
    },
  },
  {
    id: "zones-populated",
    what: "a zone without a node leaves pods that are spread over zones pending",
    *check({ cluster: { zones, maximumNodes } }) {
      if (zones > maximumNodes) yield { field: "cluster.zones", value: zones, remedy: `set ${maximumNodes} or fewer` };
    },
  },
  {
    id: "dns-selected",
    what: "no labels select every pod of the name servers' namespace, and every policy would allow them all",
    *check({ cluster: { dns } }) {
      if (Object.keys(dns.labels).length === 0)
        yield {
          field: "cluster.dns.labels",
          value: [],
          remedy: 'write those of the name servers, mostly "k8s-app": "kube-dns"',
        };
    },
  },
];
