import { addressRange, overlap, toCidr } from "../cidr.ts";
import type { Cidr, Environment } from "../environment.ts";
import { type Field, fieldsUnder } from "../field.ts";
import { isOutsideName } from "../host.ts";
import type { Rule } from "../rule.ts";

const everyCidr = new Set(["cidrs", "nodeCidrs", "podCidrs", "serviceCidrs"]);
const broadest = 8;

const cidrs = (environment: Environment): Field<Cidr>[] => fieldsUnder(everyCidr, environment);

/** Ranges of pods, services and nodes, as far as their network plug-in keeps them apart. */
function separate({ cluster }: Environment): [Field<Cidr>, Field<Cidr>][] {
  const under = (key: string) => fieldsUnder<Cidr>(new Set([key]), cluster, "cluster");
  const [pods, services, nodes] = [under("podCidrs"), under("serviceCidrs"), under("nodeCidrs")];
  // Amazon's plug-in gives pods addresses of their node's subnet unless it is told otherwise.
  const rivals = cluster.networkPlugin === "aws-vpc-cni" ? services : [...services, ...nodes];
  return [...pairs(pods, rivals), ...pairs(services, nodes), ...[pods, services, nodes].flatMap(within)];
}

const pairs = <T>(ones: readonly T[], others: readonly T[]): [T, T][] =>
  ones.flatMap((one) => others.map((other): [T, T] => [one, other]));

const within = <T>(all: readonly T[]): [T, T][] => all.flatMap((one, index) => pairs(all.slice(index + 1), [one]));

/** Rules about addresses and ports. */
export const networkRules: readonly Rule[] = [
  {
    id: "cidr-form",
    what: "a range is its first address and a prefix of at most 32 bits; the API server refuses policies with others",
    *check(environment) {
      for (const { path, value } of cidrs(environment)) {
        const range = addressRange(value);
        if (range === undefined) yield { field: path, value, remedy: "write a range such as 10.0.0.0/16" };
        else if (range.hasHostBits) yield { field: path, value, remedy: `write ${toCidr(range)}` };
      }
    },
  },
  {
    id: "cidr-broad",
    what: `a policy to a range wider than /${broadest} allows what it should keep out`,
    *check(environment) {
      for (const { path, value } of cidrs(environment))
        if ((addressRange(value)?.prefix ?? broadest) < broadest)
          yield { field: path, value, remedy: "name the subnets that are meant" };
    },
  },
  {
    id: "cidr-overlap",
    what: "pods, services and nodes have ranges of their own, or a policy for one holds for the other",
    *check(environment) {
      for (const [one, other] of separate(environment))
        if (overlap(one.value, other.value))
          yield { field: one.path, value: one.value, remedy: `it overlaps ${other.path}, ${other.value}: change one` };
    },
  },
  {
    id: "managed-outside",
    what: "a managed service is no pod and no Service, so its addresses are not of their ranges",
    *check(environment) {
      const inside = [...environment.cluster.podCidrs, ...environment.cluster.serviceCidrs];
      for (const { path, value } of cidrs(environment).filter(({ path }) => /^(database|cache)\./.test(path)))
        for (const range of inside.filter((each) => overlap(value, each)))
          yield { field: path, value, remedy: `it overlaps ${range}: write the subnets of the service` };
    },
  },
  {
    id: "api-server-behind-service",
    what: "policies see the API server's own addresses, not that of the Service kubernetes",
    *check({ cluster }) {
      for (const [index, cidr] of cluster.apiServer.cidrs.entries())
        if (cluster.serviceCidrs.some((range) => overlap(cidr, range)))
          yield {
            field: `cluster.apiServer.cidrs[${index}]`,
            value: cidr,
            remedy: "write those of `kubectl get endpointslices kubernetes`",
          };
    },
  },
  {
    id: "port-range",
    what: "a port is a whole number from 1 to 65535",
    *check(environment) {
      for (const { path, value } of fieldsUnder<number>(new Set(["port"]), environment))
        if (!Number.isInteger(value) || value < 1 || value > 65_535)
          yield { field: path, value, remedy: "write the port that is listened on" };
    },
  },
  {
    id: "port-privileged",
    what: "an application without root and capabilities listens on ports from 1024",
    *check({ applications }) {
      for (const [index, { port }] of applications.entries())
        if (port >= 1 && port < 1024)
          yield { field: `applications[${index}].port`, value: port, remedy: "listen on another, such as 8000" };
    },
  },
  {
    id: "call-outside",
    what: "`calls` are hosts on the internet: a policy for them leaves out all private addresses",
    *check({ applications }) {
      for (const [index, { calls }] of applications.entries())
        for (const [at, call] of calls.entries()) {
          const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(call) ?? [];
          if (!isOutsideName(host) || Number(port) < 1 || Number(port) > 65_535)
            yield { field: `applications[${index}].calls[${at}]`, value: call, remedy: "write HOST.DOMAIN:PORT" };
        }
    },
  },
];
