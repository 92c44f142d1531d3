import type { Known } from "../manifest.ts";
import { rangeOf } from "../network/address-range.ts";
import type { Policy, PolicyPeer, PolicyPort } from "../network/policies.ts";
import { type Fault, isMistyped, placed, repeated } from "./fault.ts";
import { wrongName, wrongNumber, wrongServiceName } from "./ports.ts";

/** What the API server refuses of a Service. Source: ValidateService in Kubernetes 1.34, pkg/apis/core/validation/validation.go. */
export function refusedInService(object: Known<"Service">): readonly Fault[] {
  const ports = placed(object.body.spec?.ports, "spec.ports");
  return [
    ...ports.flatMap(({ item: { name = "", port }, field }) => [
      ...wrongNumber(`${field}.port`, port),
      ...wrongServiceName(`${field}.name`, name),
      ...(ports.length > 1 && name === "" && !isMistyped(object, `${field}.name`)
        ? [{ field: `${field}.name`, what: "a Service with several ports names each", remedy: "give it a name" }]
        : []),
    ]),
    ...repeated(ports, ({ item }) => item.name || undefined).map(({ item: { name = "" }, field }) => ({
      field: `${field}.name`,
      value: name,
      what: "another port of the Service has this name",
      remedy: "rename one of them",
    })),
    ...repeated(ports, ({ item: { port, protocol = "TCP" } }) =>
      port === undefined ? port : `${port}/${protocol}`,
    ).map(({ item: { port, protocol = "TCP" }, field }) => ({
      field: `${field}.port`,
      value: `${port}`,
      what: `another port of the Service has this number for ${protocol}`,
      remedy: "remove one of them",
    })),
  ];
}

/** What it refuses of a NetworkPolicy. Source: Kubernetes 1.34, pkg/apis/networking/validation/validation.go. */
export const refusedInPolicy = ({ object, rules }: Policy): readonly Fault[] =>
  Object.entries(rules).flatMap(([direction, rules]) =>
    rules.flatMap(({ field, peers, ports }) => [
      ...placed(peers, `${field}.${direction === "ingress" ? "from" : "to"}`).flatMap(({ item, field }) =>
        isMistyped(object, field) ? [] : refusedPeer(item, field),
      ),
      ...placed(ports, `${field}.ports`).flatMap(({ item, field }) =>
        isMistyped(object, field) ? [] : refusedPort(item, field),
      ),
    ]),
  );

function refusedPeer({ podSelector, namespaceSelector, ipBlock }: PolicyPeer, field: string): readonly Fault[] {
  if (!ipBlock)
    return podSelector || namespaceSelector
      ? []
      : [{ field, what: "it says nobody", remedy: "for all pods of its namespace write podSelector: {}" }];
  if (podSelector || namespaceSelector)
    return [{ field, what: "it has an ipBlock and a selector", remedy: "make two peers of it" }];
  const { cidr = "", except } = ipBlock;
  const range = rangeOf(cidr);
  const wrong = refusedBlock(`${field}.ipBlock.cidr`, cidr);
  if (wrong.length > 0 || range === undefined) return wrong;
  return placed(except, `${field}.ipBlock.except`).flatMap(({ item, field }): readonly Fault[] => {
    const part = rangeOf(item);
    const isWithin =
      part?.family === range.family &&
      part.first >= range.first &&
      part.last <= range.last &&
      part.last - part.first < range.last - range.first;
    const fault = refusedBlock(field, item);
    return fault.length > 0 || isWithin
      ? fault
      : [{ field, value: item, what: `it is no smaller part of ${cidr}`, remedy: "remove it, or mend the address" }];
  });
}

function refusedBlock(field: string, block: string): readonly Fault[] {
  const range = rangeOf(block);
  if (range === undefined)
    return [{ field, value: block, what: "it is no block of addresses", remedy: "write one as 10.0.0.0/8" }];
  const length = range.family === 4 ? 32 : 128;
  return block.includes("/")
    ? []
    : [{ field, value: block, what: "it has no mask", remedy: `for this address alone write ${block}/${length}` }];
}

function refusedPort({ port, endPort }: PolicyPort, field: string): readonly Fault[] {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(String(port)) ?? [];
  if (first !== undefined)
    return [
      {
        field: `${field}.port`,
        value: `${port}`,
        what: "it is no port",
        remedy: `write port: ${first} and endPort: ${last}`,
      },
    ];
  const wrong = typeof port === "string" ? wrongName(`${field}.port`, port) : wrongNumber(`${field}.port`, port);
  if (endPort === undefined) return wrong;
  const at = { field: `${field}.endPort`, value: `${endPort}` };
  if (typeof port !== "number")
    return [...wrong, { ...at, what: "a range begins with a number", remedy: "write the number of its first port" }];
  return [
    ...wrong,
    ...wrongNumber(at.field, endPort),
    ...(endPort < port ? [{ ...at, what: `port is ${port}`, remedy: "write the higher one as endPort" }] : []),
  ];
}
