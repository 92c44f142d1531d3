import { Fault } from "../fault.ts";
import { suggestion } from "../suggestion.ts";
import type { Cluster } from "./model/cluster.ts";
import { nameOf } from "./model/manifest.ts";
import { rangeOf } from "./model/network/address-range.ts";
import { behind, podsBehind, portsOf } from "./model/network/discovery.ts";
import { connection, type End, endOf, type Side } from "./model/network/network.ts";
import type { Owner, Pods } from "./model/pods/pod.ts";
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
 * Whether A may connect to B, and which policies decide. An end is `namespace/name` of a workload or one of its pods, of a Service (as
 * B), or an address; the port is a number or the name that the Service or the workload gives it, with `/UDP` where it is not TCP. The
 * port of a Service is translated.
 *
 * @throws Fault where an end or the port is not known.
 */
export function can(cluster: Cluster, world: World, from: string, to: string): Answered {
  const [, place = "", written = "", protocol = "TCP"] = /^(.+):([\w-]+)(?:\/(TCP|UDP|SCTP))?$/i.exec(to) ?? [];
  if (place === "") throw new Fault(`${to}: it has no port; write it as namespace/name:8080 or 10.0.0.1:443`);
  const number = /^\d+$/.test(written) ? Number(written) : numberOf(cluster, place, written);
  if (!isPort(number)) throw new Fault(`${to}: ${written} is no port: write one of 1 to 65535`);
  const port = { number, protocol: protocol.toUpperCase() };
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

/** The number of a port that a Service or a workload names. */
function numberOf(cluster: Cluster, place: string, port: string): number {
  const [namespace = "", name = ""] = place.split("/");
  const ofService = cluster.find("Service", namespace, name)?.body.spec?.ports ?? [];
  const ofPods = podsNamed(cluster, place).flatMap(portsOf);
  const ports = [...ofService, ...ofPods.map((each) => ({ name: each.name, port: each.number }))];
  const found = ports.find((each) => each.name === port)?.port;
  if (found !== undefined) return found;
  const names = [...new Set(ports.flatMap((each) => each.name ?? []))];
  throw new Fault(
    `${place}: it names no port ${port}: ${names.length > 0 ? `it has ${names.join(", ")}` : "write its number"}`,
  );
}

const textOf = (end: End) => (end.kind === "pods" ? nameOf(end.pods.owner) : end.name);

/** The policies that decide on one side. */
function sideText({ direction, answer, binding, admitting }: Side): string {
  if (binding.length === 0) return `${direction}: open, no policy binds it`;
  const names = binding.map(({ object }) => nameOf(object)).join(", ");
  if (answer === "no") return `${direction}: closed, no rule lets it through of ${names}`;
  const rules = admitting.map(({ policy, rule }) => `${nameOf(policy.object)} ${rule.field}`).join(", ");
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
  return podsNamed(cluster, text).map((pods) => endOf(pods, world));
}

/** The pods of a workload of that name, or those among which there is one of that name. */
function podsNamed(cluster: Cluster, text: string): readonly Pods[] {
  const [namespace = "", name = ""] = text.split("/");
  const all = podsIn(cluster, namespace);
  const own = all.filter(({ owner }) => owner.name === name);
  return own.length > 0 ? own : all.filter(({ owner }) => isNameOfPod(name, owner));
}

/** Whether a pod that an object makes can have a name: its operator puts the program before it, its controller a number or letters behind. */
function isNameOfPod(name: string, { kind, name: owner }: Owner): boolean {
  const isOperated = kind === "Prometheus" || kind === "Alertmanager";
  const start = `${isOperated ? `${kind.toLowerCase()}-` : ""}${owner}-`;
  const end = isOperated || kind === "StatefulSet" ? /^\d+$/ : /^([a-z0-9]{1,10}-)?[a-z0-9]{5}$/;
  return name.startsWith(start) && end.test(name.slice(start.length));
}
