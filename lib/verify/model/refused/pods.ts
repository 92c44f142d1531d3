import type { Container, Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { type Fault, isMistyped, placed, repeated } from "./fault.ts";
import { wrongName, wrongNumber } from "./ports.ts";

/**
 * What the API server refuses of pods, or of their template: names and paths that stand twice, ports that are none, and what has two
 * ways to be probed.
 *
 * Source: validateContainers, ValidateVolumes, ValidateVolumeMounts, validateContainerPorts and validateHandler in Kubernetes 1.34,
 * pkg/apis/core/validation/validation.go.
 */
export function refusedInPods({ owner, spec, field }: Pods): readonly Fault[] {
  // An operator merges what its custom resource says with containers of its own.
  if (owner.group === "monitoring.coreos.com") return [];
  const containers = containersOf(spec).map((each) => ({ ...each, field: `${field}.${each.field}` }));
  return [
    ...twice(containers.map(({ container, field }) => ({ item: container, field }))).map((fault) => ({
      ...fault,
      what: "another container of the pod has this name",
    })),
    ...twice(placed(spec.volumes, `${field}.volumes`)).map((fault) => ({
      ...fault,
      what: "another volume of the pod has this name",
    })),
    ...containers.flatMap(({ container, field }) => [
      ...refusedPorts(container, field),
      ...refusedMounts(container, field),
      ...handlersOf(container, field).filter((fault) => !isMistyped(owner, fault.field)),
    ]),
  ];
}

const twice = (list: readonly { readonly item: { readonly name?: string }; readonly field: string }[]) =>
  repeated(list, ({ item }) => item.name).map(({ item: { name = "" }, field }) => ({
    field: `${field}.name`,
    value: name,
    remedy: "rename or remove one of them",
  }));

const refusedPorts = ({ ports }: Container, field: string): readonly Fault[] =>
  placed(ports, `${field}.ports`).flatMap(({ item, field }) => [
    ...wrongNumber(`${field}.containerPort`, item.containerPort),
    // None is written as 0, too.
    ...wrongNumber(`${field}.hostPort`, item.hostPort || undefined),
    ...wrongName(`${field}.name`, item.name),
  ]);

const refusedMounts = ({ volumeMounts }: Container, field: string): readonly Fault[] =>
  repeated(placed(volumeMounts, `${field}.volumeMounts`), ({ item }) => item.mountPath).map(({ item, field }) => ({
    field: `${field}.mountPath`,
    value: item.mountPath ?? "",
    what: "the container mounts something else there already",
    remedy: "remove one of the two, or mount it elsewhere",
  }));

const ways = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"] as const;

/** Probes and hooks that do not ask in one way. */
function handlersOf(container: Container, field: string): readonly Fault[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle: { postStart, preStop } = {} } = container;
  const probes = { livenessProbe, readinessProbe, startupProbe };
  return Object.entries({ ...probes, "lifecycle.postStart": postStart, "lifecycle.preStop": preStop }).flatMap(
    ([name, handler]) => {
      const found = handler === undefined ? undefined : ways.filter((way) => handler[way] !== undefined);
      if (found === undefined || found.length === 1) return [];
      const at = { field: `${field}.${name}` };
      return [
        found.length === 0
          ? { ...at, what: `it says neither ${ways.slice(0, 4).join(", ")}`, remedy: "add one of them, or remove it" }
          : { ...at, value: found.join(", "), what: "it is asked in one way", remedy: "leave one of them" },
      ];
    },
  );
}
