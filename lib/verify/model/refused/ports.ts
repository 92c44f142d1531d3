import type { Fault } from "./fault.ts";

/** Why something is no number of a port. */
export const wrongNumber = (field: string, port: number | undefined): readonly Fault[] =>
  port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [{ field, value: `${port}`, what: "it is no port", remedy: "write a number from 1 to 65535" }];

/**
 * Why something is no name of a container's port, which policies name as well.
 * Source: IsValidPortName in k8s.io/apimachinery 0.34, pkg/util/validation/validation.go.
 */
export function wrongName(field: string, name: string | undefined): readonly Fault[] {
  if (name === undefined || name === "") return [];
  const at = { field, value: name };
  if (name.length > 15) return [{ ...at, what: `it has ${name.length} characters, and may have 15` }];
  if (/^\d+$/.test(name))
    return [{ ...at, what: "a name has a letter at least", remedy: `write ${name} without quotes` }];
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)
    ? []
    : [{ ...at, what: "a port's name holds a-z, 0-9 and single - between them only, and a letter at least" }];
}

/** Why something is no name of a Service's port. Source: validateServicePort in Kubernetes 1.34, pkg/apis/core/validation/validation.go. */
export const wrongServiceName = (field: string, name: string | undefined): readonly Fault[] =>
  name === undefined || name === "" || (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 63)
    ? []
    : [
        {
          field,
          value: name,
          what: "the name of a Service's port holds a-z, 0-9 and - only, 63 at most, and begins and ends with a letter or digit",
        },
      ];
