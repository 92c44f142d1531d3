import { expect, it } from "vitest";
import { fieldHasWrongType } from "../../../lib/verify/rules/field-has-wrong-type.ts";
import { said } from "../given.ts";

const service = (spec: string, metadata = "name: web") =>
  `apiVersion: v1\nkind: Service\nmetadata: { ${metadata} }\nspec: ${spec}\n`;

it("says nothing of fields that fit, that are null, or that it does not read", () =>
  expect(
    said(fieldHasWrongType, service("{ ports: [{ port: 80, targetPort: http }], selector: null, sessionAffinity: 3 }")),
  ).toEqual([]));

it.each([
  [
    service('{ ports: [{ port: "80" }] }'),
    'Service web | spec.ports[0].port | "80" | it is a string, and the field takes a number: write 80 without quotes',
  ],
  [
    service("{ selector: { app: yes } }"),
    'Service web | spec.selector.app | true | it is true or false, and the field takes a string: quote it: "true"',
  ],
  [
    service("{ ports: { port: 80 } }"),
    'Service web | spec.ports | {"port":80} | it is a map, and the field takes a list',
  ],
  [
    service("{}", "name: web, annotations: { port: 80 }"),
    'Service web | metadata.annotations.port | 80 | it is a number, and the field takes a string: quote it: "80"',
  ],
])("finds a value of another type: %#", (yaml, found) => expect(said(fieldHasWrongType, yaml)).toEqual([found]));
