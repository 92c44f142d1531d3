import type { Environment } from "../environments/environment.ts";
import type { World } from "../verify/world.ts";
import { images, versionOf } from "./images.ts";

/** What verify cannot read from the objects of an environment; they are all there is. */
export const worldOf = ({ cluster, database, cache }: Environment): World => ({
  complete: true,
  reviewed: true,
  kubernetes: cluster.kubernetesVersion,
  apiServer: cluster.apiServer.cidrs.map((cidr) => ({ cidr, port: cluster.apiServer.port })),
  nodeCidrs: cluster.nodeCidrs,
  nodes: cluster.maximumNodes,
  backends: {
    ...(database && { "postgres-exporter": postgres }),
    ...(cache && { "redis-exporter": `Redis ${versionOf("redis")}` }),
  },
});

/** Managed services are taken to have the versions that are run in clusters: `0.8.7-pg17` is PostgreSQL 17. */
const postgres = `PostgreSQL ${images.postgres.tag.replace(/^.*-pg/, "")}`;
