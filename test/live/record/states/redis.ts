import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../platform.ts";
import { namespace, pod, type State, script } from "./state.ts";

const host = "redis.agentprovision.svc";
const exporter = "redis-exporter";

/** Redis in trouble, and with a replica. */
export function redisStates(platform: Platform): readonly State[] {
  const { image } = platform.container("StatefulSet", "redis");
  const password = platform.secret("redis", "password");
  const env = [{ name: "REDISCLI_AUTH", value: password }];
  const cli = `redis-cli -h ${host}`;
  const client = (name: string, text: string) => pod(name, script(image, text, { env }));
  return [
    {
      name: "keys that expire, are found and are missed",
      objects: [
        client(
          "redis-client",
          `while true; do ${cli} set a$RANDOM x ex 5; ${cli} get none; ${cli} mset b 1 c 2; ${cli} get b; ${cli} -n 1 set d 1; sleep 1; done`,
        ),
      ],
      seen: "redis_keyspace_misses_total > 0 and redis_expired_keys_total > 0",
    },
    {
      name: "more than fits into its memory",
      objects: [
        client(
          "redis-filler",
          `${cli} config set maxmemory 8mb; while true; do ${cli} eval "for i=1,500 do redis.call('set', 'fill' .. math.random(1000000), string.rep('x', 4096)) end" 0; sleep 2; done`,
        ),
      ],
      seen: "redis_evicted_keys_total > 0",
    },
    {
      name: "commands that fail, are slow and block",
      objects: [
        client(
          "redis-trouble",
          `${cli} config set slowlog-log-slower-than 1000; ${cli} config set latency-monitor-threshold 1; ${cli} set text x; while true; do ${cli} incr text; ${cli} lpush b x; ${cli} nonsense; ${cli} eval "for i=1,3000000 do end" 0; ${cli} -a wrong ping; timeout 5 ${cli} blpop none 4; sleep 1; done`,
        ),
      ],
      seen: "redis_errors_total > 0 and on () redis_latency_spike_last",
    },
    {
      name: "more clients than it admits",
      objects: [
        client(
          "redis-crowd",
          `sleep 30; while true; do ${cli} config set maxclients 20; for i in $(seq 30); do timeout 3 ${cli} blpop none$i 3 & done; wait; ${cli} config set maxclients 10000; sleep 20; done`,
        ),
      ],
      seen: "redis_rejected_connections_total > 0",
    },
    replica(platform, image, password),
  ];
}

/** A second Redis that follows the first, with an exporter and a monitor like the platform's. */
function replica(platform: Platform, image: string, password: string): State {
  const name = "redis-replica";
  const server = pod(name, {
    name: "redis",
    image,
    command: [
      "sh",
      "-c",
      `exec redis-server --replicaof ${host} 6379 --masterauth "$PASSWORD" --requirepass "$PASSWORD"`,
    ],
    env: [{ name: "PASSWORD", value: password }],
    ports: [{ containerPort: 6379 }],
  });
  const labelled: KubernetesObject = { ...server, metadata: { ...server.metadata, labels: { app: name } } };
  const address = `redis://${host}:6379`;
  return {
    name: "a replica",
    objects: [
      labelled,
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace },
        spec: { selector: { app: name }, ports: [{ port: 6379 }] },
      },
      ...platform.copies(["ServiceAccount", "Secret", "Deployment", "Service", "ServiceMonitor"], exporter, {
        monitoring: namespace,
        [exporter]: `${exporter}-replica`,
        redis: name,
        [address]: `redis://${name}.${namespace}.svc:6379`,
      }),
    ],
    seen: "redis_master_link_up == 1 and on () redis_connected_slave_lag_seconds",
  };
}
