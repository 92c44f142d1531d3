import type { Construct } from "constructs";
import type { CacheInCluster, Cluster } from "../lib/environments/environment.ts";
import { scratch } from "../lib/kubernetes/mount.ts";
import type { Endpoint } from "../lib/kubernetes/peer.ts";
import { bytes } from "../lib/kubernetes/quantity.ts";
import { keyOf } from "../lib/kubernetes/secret.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import type { Secrets } from "../lib/platform/secrets.ts";

/** The image's own user. */
const redisUser = 999;

/** Redis as one pod with a snapshot on a volume: for development. */
export class Cache extends PlatformChart {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, cache: CacheInCluster, cluster: Cluster, secrets: Secrets) {
    super(scope, "cache", "platform");
    const { name, volume, resources } = cache;
    const workload = Workload.statefulSet(this, {
      name,
      namespace: namespaces.application.name,
      component: "cache",
      user: redisUser,
      containers: [
        {
          name: "redis",
          image: image("redis"),
          // The password comes from the environment: a shell puts it in, since Redis reads no variables and a flag shows in the object.
          command: ["sh", "-c", `exec redis-server ${flags(cache)} --requirepass "$REDIS_PASSWORD"`],
          env: { REDIS_PASSWORD: keyOf(secrets.redis, "password") },
          ports: { redis: 6379 },
          resources,
          probes: {
            ready: { run: ["sh", "-c", 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping | grep -q PONG'] },
            alive: { open: "redis" },
          },
          mounts: [{ path: "/data", readOnly: false, volume: { name: "data" } }, scratch("tmp", "/tmp", "16Mi")],
        },
      ],
      claim: { name: "data", size: volume.size, class: volume.class ?? cluster.storageClass },
    });
    workload.service({ headless: true });
    this.endpoint = workload.endpoint("redis");
  }
}

const flags = ({ maximumMemory, evictionPolicy }: CacheInCluster) =>
  `--dir /data --maxmemory ${bytes(maximumMemory)} --maxmemory-policy ${evictionPolicy} --appendonly yes`;
