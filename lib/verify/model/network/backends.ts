import type { Found } from "../../rule.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { near } from "../near.ts";
import { elsewhereOrMade } from "../pods/makers.ts";

/** A port of a Service, to which something leads requests from outside. */
export interface Backend {
  /** Below it are the fields `name` and `port`. */
  readonly field: string;
  readonly namespace: string;
  readonly name: string;
  /** By name or by number. */
  readonly port: string | number | undefined;
}

/** What is missing of a backend: the Service or its port. */
export function missingOf(
  cluster: Cluster,
  world: World,
  { field, namespace, name, port }: Backend,
): Omit<Found, "object"> | undefined {
  const service = cluster.find("Service", namespace, name);
  if (!service) {
    const known = cluster.in("Service", namespace).map((each) => each.name);
    return {
      field: `${field}.name`,
      value: name,
      what: `no Service of namespace ${namespace} has this name`,
      ...near(name, known),
      ...elsewhereOrMade(cluster, world, namespace, "services", name),
    };
  }
  if (port === undefined) return { field, what: "a Service needs a port beside its name" };
  const { type, ports = [] } = service.body.spec ?? {};
  // Another name has the ports that it has.
  if (type === "ExternalName" && ports.length === 0 && typeof port === "number") return undefined;
  if (ports.some((each) => each[typeof port === "string" ? "name" : "port"] === port)) return undefined;
  const known = ports.flatMap((each) => each.name ?? []);
  return {
    field: `${field}.port`,
    value: `${port}`,
    lacking: service,
    what: `Service ${namespace}/${name} has no such port`,
    ...near(`${port}`, known),
  };
}
