import type { Receivers } from "../alerting/receivers.ts";
import type { Bytes } from "../kubernetes/quantity.ts";
import type { Resources } from "../kubernetes/resources.ts";
import type { Duration } from "../promql/promql.ts";

/** An address range in CIDR notation. */
export type Cidr = `${number}.${number}.${number}.${number}/${number}`;

/** How much depends on an environment; decides which rules it must keep. */
export type Tier = "development" | "staging" | "production";

/**
 * All that differs between two installations of the platform. One literal an environment; nothing else asks which one it is.
 *
 * `validate` tells which combinations are impossible.
 */
export interface Environment {
  /** The folder below `dist/` and the label `environment` of every series and alert. */
  readonly name: string;
  readonly tier: Tier;
  readonly cluster: Cluster;
  /** Where people find this repository's runbooks; the path of a runbook below the repository is added to it. */
  readonly repositoryUrl: `https://${string}`;
  /** Where Argo CD finds this repository, and the branch, tag or commit that the environment follows. */
  readonly git: { readonly url: `https://${string}.git`; readonly revision: string };
  readonly applications: readonly [Application, ...Application[]];
  /** Left out where no application keeps data in Postgres. */
  readonly database?: DatabaseInCluster | ManagedDatabase;
  /** Left out where no application uses Redis. */
  readonly cache?: CacheInCluster | ManagedCache;
  readonly secrets: SecretSource;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly receivers: Receivers;
  readonly grafana: Grafana;
}

/** What the cluster is, since policies and Argo CD must know it. */
export interface Cluster {
  /** The label `cluster` of every series and alert that leaves Prometheus. */
  readonly name: string;
  readonly kubernetesVersion: `1.${number}`;
  /** The API server as Argo CD reaches it. */
  readonly url: `https://${string}`;
  /** Addresses at which pods reach the API server behind the Service `kubernetes`, and the port there. */
  readonly apiServer: { readonly cidrs: readonly [Cidr, ...Cidr[]]; readonly port: number };
  readonly nodeCidrs: readonly [Cidr, ...Cidr[]];
  readonly podCidrs: readonly [Cidr, ...Cidr[]];
  readonly serviceCidrs: readonly [Cidr, ...Cidr[]];
  /** Where the cluster's name servers are. */
  readonly dns: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** The pods through which users reach the applications; left out where nobody does but by port-forward. */
  readonly ingress?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** Decides how policies see the nodes' addresses: Cilium's `ipBlock` leaves nodes out unless it is told otherwise. */
  readonly networkPlugin: "calico" | "cilium-with-node-cidrs" | "aws-vpc-cni" | "kube-router";
  /** The largest number of nodes that the cluster grows to; the quota of node agents follows from it. */
  readonly maximumNodes: number;
  /** Zones that pods are spread over; one where there is only one. */
  readonly zones: number;
  readonly storageClass: string;
}

/** How an application tells of its requests: `lib/mixins/http` has recording rules for each. */
export type Instrumentation =
  | { readonly kind: "fastapi-instrumentator"; readonly path: `/${string}` }
  | { readonly kind: "opentelemetry"; readonly path: `/${string}` };

/** A service over HTTP with its scaling. */
export interface Application {
  /** Names its objects and its label `service`. */
  readonly name: string;
  /** The user's own image: a tag, better a digest. */
  readonly image: `${string}:${string}`;
  readonly port: number;
  readonly probePath: `/${string}`;
  readonly replicas: { readonly minimum: number; readonly maximum: number };
  /** Share of the CPU request, in percent, at which replicas are added. */
  readonly cpuTargetPercent: number;
  /** How many pods a drain may take away at once; 0 blocks every drain. */
  readonly maximumUnavailable: number;
  readonly resources: Resources;
  readonly instrumentation: Instrumentation;
  /** The scrape carries the header `X-Internal-Key`, from the application's secret. */
  readonly internalKey: boolean;
  readonly usesDatabase: boolean;
  readonly usesCache: boolean;
  /** Services on the internet that it calls, as HOST:PORT; a policy can only know the port. */
  readonly calls: readonly `${string}:${number}`[];
  /** Environment variables that are no secrets. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Environment variables whose values are secrets, with the name that the secret store knows them by. */
  readonly secretVariables: readonly string[];
}

export interface Volume {
  readonly size: Bytes;
  /** The cluster's storage class where left out. */
  readonly class?: string;
}

/** Postgres as a StatefulSet of one: for development. */
export interface DatabaseInCluster {
  readonly kind: "in-cluster";
  readonly name: string;
  readonly volume: Volume;
  readonly resources: Resources;
  readonly maximumConnections: number;
}

/** A managed Postgres, reached by address. */
export interface ManagedDatabase {
  readonly kind: "managed";
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The addresses that `host` resolves to. */
  readonly cidrs: readonly [Cidr, ...Cidr[]];
}

/** What Redis does when its memory is full: with an LRU or LFU policy that is its steady state, with `noeviction` an outage. */
export type EvictionPolicy = "allkeys-lru" | "allkeys-lfu" | "volatile-lru" | "noeviction";

/** Redis as a StatefulSet of one: for development. */
export interface CacheInCluster {
  readonly kind: "in-cluster";
  readonly name: string;
  readonly maximumMemory: Bytes;
  readonly evictionPolicy: EvictionPolicy;
  readonly volume: Volume;
  readonly resources: Resources;
}

/** A managed Redis, reached by address, with TLS. */
export interface ManagedCache {
  readonly kind: "managed";
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly cidrs: readonly [Cidr, ...Cidr[]];
  readonly evictionPolicy: EvictionPolicy;
}

/** Where the values of Secrets come from. Plain ones stand in Git: for development only. */
export type SecretSource =
  | { readonly kind: "plain" }
  | {
      readonly kind: "external";
      /** A ClusterSecretStore of external-secrets. */
      readonly store: string;
      /** Put before each key. */
      readonly prefix: string;
      readonly refreshInterval: Duration;
    };

export interface Prometheus {
  readonly replicas: number;
  readonly scrapeInterval: Duration;
  readonly scrapeTimeout: Duration;
  readonly evaluationInterval: Duration;
  readonly retention: Duration;
  /** At this size the oldest data go; room for the write-ahead log and compaction stays on the volume. */
  readonly retentionSize: Bytes;
  readonly volume: Volume;
  readonly resources: Resources;
  /** Without it every link in an alert is wrong. */
  readonly externalUrl: `http${string}`;
  /** The most series that one target may give; a target above it fails as a whole. */
  readonly sampleLimit: number;
}

export interface Alertmanager {
  readonly replicas: number;
  readonly volume: Volume;
  readonly resources: Resources;
  readonly externalUrl: `http${string}`;
  readonly retention: Duration;
}

export interface Grafana {
  readonly externalUrl: `http${string}`;
  /** Kept across restarts where people save things in it; stateless where everything comes from Git. */
  readonly volume?: Volume;
  readonly resources: Resources;
}
