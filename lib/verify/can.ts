import { Fault } from "../fault.ts";
import { suggestion } from "../suggestion.ts";
import type { Cluster } from "./model/cluster.ts";
import { nameOf } from "./model/manifest.ts";
import { rangeOf } from "./model/network/address-range.ts";
import { behind, podsBehind } from "./model/network/discovery.ts";
import { connection, type End, endOf, type Side } from "./model/network/network.ts";
import { podsIn, podsOf } from "./model/pods/pods.ts";
import type { World } from "./world.ts";

/** Whether somebody can listen there. */
export const isPort = (number: number): boolean => number > 0 && number < 65_536;

/** An answer to `verify --can A B:PORT`. */
export interface Answered {
  readonly allowed: boolean;
  readonly lines: readonly string[];
}

/**
 * Whether A may connect to B, and which policies decide. An end is `namespace/name` of a workload, of a Service (as B), or an address;
 * the port is a number, with `/UDP` where it is not TCP. The port of a Service is translated.
 *
 * @throws Fault where an end or the port is not known.
 */
export function can(cluster: Cluster, world: World, from: string, to: string): Answered {
  const [, place = "", number = "", protocol = "TCP"] = /^(.+):(\d+)(?:\/(TCP|UDP|SCTP))?$/i.exec(to) ?? [];
  if (place === "") throw new Fault(`${to}: it has no port; write it as namespace/name:8080 or 10.0.0.1:443`);
  if (!isPort(Number(number))) throw new Fault(`${to}: ${number} is no port: write one of 1 to 65535`);
  const port = { number: Number(number), protocol: protocol.toUpperCase() };
  const answers = sources(cluster, world, from).flatMap((source) =>
    destinations(cluster, world, place, port.number).map((destination) => {
      const at = { ...port, number: destination.port };
      const { answer, egress, ingress } = connection(cluster, world, source, destination.end, at);
      const says = { yes: "yes", no: "no", unknown: "uncertain" }[answer];
      return {
        allowed: answer === "yes",
        lines: [
          `${says}: ${textOf(source)} to ${textOf(destination.end)} at ${at.number}/${at.protocol}`,
          ...[egress, ingress].map((side) => `  ${sideText(side)}`),
        ],
      };
    }),
  );
  return { allowed: answers.every(({ allowed }) => allowed), lines: answers.flatMap(({ lines }) => lines) };
}

const textOf = (end: End) => (end.kind === "pods" ? nameOf(end.pods.owner) : end.name);

/** The policies that decide on one side. */
function sideText({ direction, answer, binding, admitting }: Side): string {
  if (binding.length === 0) return `${direction}: open, no policy binds it`;
  const names = binding.map(({ object }) => nameOf(object)).join(", ");
  if (answer === "no") return `${direction}: closed, no rule lets it through of ${names}`;
  const rules = admitting.map(({ policy, field }) => `${nameOf(policy.object)} ${field}`).join(", ");
  if (answer === "yes") return `${direction}: open by ${rules || `rules together of ${names}`}`;
  return `${direction}: uncertain, it may be open by ${rules}`;
}

function sources(cluster: Cluster, world: World, text: string): readonly End[] {
  const end = workload(cluster, world, text);
  if (end.length > 0) return end;
  const known = podsOf(cluster).map(({ owner, namespace }) => `${namespace}/${owner.name}`);
  throw new Fault(`${text}: no workload of the objects has this name, and it is no address${meant(text, known)}`);
}

function destinations(cluster: Cluster, world: World, text: string, port: number): { end: End; port: number }[] {
  const [namespace = "", name = ""] = text.split("/");
  const service = cluster.find("Service", namespace, name);
  const declared = service?.body.spec?.ports?.find((each) => each.port === port);
  if (service && declared) {
    const found = podsBehind(cluster, service).flatMap((pods) => {
      const number = behind(declared, pods)?.number;
      return number === undefined ? [] : [{ end: endOf(pods, world), port: number }];
    });
    if (found.length > 0) return found;
  }
  const direct = workload(cluster, world, text).map((end) => ({ end, port }));
  if (direct.length > 0) return direct;
  if (declared) throw new Fault(`${text}: none of the objects is behind this Service`);
  const ports = (service?.body.spec?.ports ?? []).flatMap((each) => each.port ?? []);
  if (service) throw new Fault(`${text}: this Service has no port ${port}: it has ${ports.join(", ") || "none"}`);
  const known = [...podsOf(cluster).map(({ owner }) => owner), ...cluster.all("Service")].map(
    (each) => `${each.namespace}/${each.name}`,
  );
  throw new Fault(
    `${text}: no workload and no Service of the objects has this name, and it is no address${meant(text, known)}`,
  );
}

function meant(text: string, known: readonly string[]): string {
  const near = suggestion(text.slice(0, 300), known);
  if (near !== undefined) return `: did you mean ${near}?`;
  return text.includes("/") ? "" : ": write namespace/name";
}

/** The pods of a workload, or an address. */
function workload(cluster: Cluster, world: World, text: string): readonly End[] {
  const range = rangeOf(text.replace(/^\[(.*)\]$/, "$1"));
  if (range) return [{ kind: "addresses", name: text, ranges: [range] }];
  const [namespace = "", name = ""] = text.split("/");
  return podsIn(cluster, namespace)
    .filter(({ owner }) => owner.name === name)
    .map((pods) => endOf(pods, world));
}
