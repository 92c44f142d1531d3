import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { type Answer, perhapsSelects } from "../perhaps.ts";
import type { Selector } from "../selector.ts";
import { type Child, gatewayGroup, type Listener, type Route } from "./routes.ts";

/** Which namespaces something comes from, as a listener or a Gateway has it. */
interface From {
  readonly from?: string;
  readonly selector?: Selector;
}

/** Whether a listener takes routes of a kind: one of its protocol, and among those that it names if it names some. */
export function takesKind({ protocol = "", allowedRoutes }: Listener, { kind }: Route): boolean {
  const { kinds = [] } = allowedRoutes ?? {};
  const isNamed = kinds.some((each) => (each.group ?? gatewayGroup) === gatewayGroup && each.kind === kind);
  return (kinds.length === 0 || isNamed) && (kindsOf[protocol]?.includes(kind) ?? true);
}

/** By protocol; a protocol of a controller's own takes what that says. Source: the table of https://gateway-api.sigs.k8s.io/concepts/api-overview/ */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  HTTP: ["HTTPRoute", "GRPCRoute"],
  HTTPS: ["HTTPRoute", "GRPCRoute"],
  TLS: ["TLSRoute", "TCPRoute"],
  TCP: ["TCPRoute"],
  UDP: ["UDPRoute"],
};

/** Whether a listener takes routes of a namespace: of its own, unless it says otherwise. */
export const takesNamespace = (
  cluster: Cluster,
  world: World,
  { allowedRoutes }: Listener,
  own: string,
  route: Route,
): Answer => comesFrom(cluster, world, { from: "Same", ...allowedRoutes?.namespaces }, own, route);

/** Whether a Gateway takes ListenerSets of a namespace: none, unless it says so. */
export const takesListeners = (
  cluster: Cluster,
  world: World,
  { body, namespace = "default" }: Known<"Gateway">,
  listeners: Known<"ListenerSet">,
): Answer =>
  comesFrom(cluster, world, { from: "None", ...body.spec?.allowedListeners?.namespaces }, namespace, listeners);

function comesFrom(
  cluster: Cluster,
  { complete }: World,
  { from, selector = {} }: From,
  own: string,
  { namespace = "default" }: Child,
): Answer {
  if (from === "All") return "yes";
  if (from === "Same") return namespace === own ? "yes" : "no";
  if (from !== "Selector") return "no";
  return perhapsSelects(
    selector,
    cluster.namespaces.get(namespace) ?? {},
    () => !complete && !cluster.defines(namespace),
  );
}

/** Whether a listener serves a host name of a route; `*.` at the beginning of either stands for any labels, one at least. */
export function serves({ hostname = "", protocol = "" }: Listener, host: string): boolean {
  if (hostname === "" || protocol === "TCP" || protocol === "UDP") return true;
  const [one, other] = [hostname.toLowerCase(), host.toLowerCase()];
  return one === other || covers(one, other) || covers(other, one);
}

const covers = (pattern: string, host: string) => pattern.startsWith("*.") && host.endsWith(pattern.slice(1));
