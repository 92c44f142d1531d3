import type { Breakage, Breaker, MutableObject } from "./fault.ts";

/** Objects written twice, and values of another type. */
export const inputFaults: Breaker = (objects) =>
  objects.flatMap((object) => [...duplicated(objects, object), ...mistyped(object)]);

const isOfCluster = (kind: string) => kind === "Namespace" || kind.startsWith("Cluster");

const objectName = ({ kind, metadata }: MutableObject): string =>
  isOfCluster(kind) ? `${kind} ${metadata.name}` : `${kind} ${metadata.namespace ?? "default"}/${metadata.name}`;

function duplicated(objects: readonly MutableObject[], object: MutableObject): readonly Breakage[] {
  const others = objects.filter((each) => each !== object && each.kind === object.kind && sameSpace(each, object));
  return others.slice(0, 1).map((other) => ({
    rule: "duplicate-object",
    what: `gives it the name of another ${object.kind}`,
    object: objectName(other),
    apply: () => {
      object.metadata.name = other.metadata.name;
    },
  }));
}

const sameSpace = (one: MutableObject, other: MutableObject) =>
  one.metadata.namespace === other.metadata.namespace && one.apiVersion === other.apiVersion;

function mistyped(object: MutableObject): readonly Breakage[] {
  const { kind, spec, metadata } = object;
  const fault = (what: string, apply: () => void): Breakage => ({
    rule: "field-has-wrong-type",
    what,
    object: objectName(object),
    apply,
  });
  return [
    ...(kind === "Service" && spec.ports
      ? [
          fault("quotes a port", () => {
            spec.ports[0].port = String(spec.ports[0].port);
          }),
        ]
      : []),
    ...(spec?.template?.spec?.containers
      ? [
          fault("writes an amount that is none", () => {
            spec.template.spec.containers[0].resources = { limits: { memory: "512MB" } };
          }),
          fault("makes a map of the containers", () => {
            spec.template.spec.containers = spec.template.spec.containers[0];
          }),
          fault("leaves out the quotes of an annotation", () => {
            spec.template.metadata.annotations = { ...spec.template.metadata.annotations, enabled: true };
          }),
        ]
      : []),
    ...(kind === "PrometheusRule"
      ? [
          fault("writes a duration as people do", () => {
            spec.groups[0].interval = "15sec";
          }),
        ]
      : []),
    ...(metadata.labels
      ? [
          fault("leaves out the quotes of a label", () => {
            metadata.labels["version"] = 3;
          }),
        ]
      : []),
  ];
}
