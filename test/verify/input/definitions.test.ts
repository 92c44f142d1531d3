import { load } from "js-yaml";
import { expect, it } from "vitest";
import { withoutSchemas } from "../../../lib/verify/input/definitions.ts";

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.example.com }
spec:
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          description: |
            any

             text
          type: object
      served: true
    - name: v2
      schema:
        openAPIV3Schema:
          type: object
`;
const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\n";

it("leaves nothing but schemas out, and keeps every line where it was", () => {
  const short = withoutSchemas(definition);
  expect(short.split("\n")).toHaveLength(definition.split("\n").length);
  expect(short.split("\n").indexOf("    - name: v2")).toBe(definition.split("\n").indexOf("    - name: v2"));
  expect(load(short)).toEqual({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "shops.example.com" },
    spec: {
      versions: [
        { name: "v1", schema: { openAPIV3Schema: expect.any(Number) }, served: true },
        { name: "v2", schema: { openAPIV3Schema: expect.any(Number) } },
      ],
    },
  });
});

it.each([
  ["another object", service],
  [
    "text in an object",
    `${service}data:\n  a: |\n    kind: CustomResourceDefinition\n    openAPIV3Schema:\n      b: c\n`,
  ],
])("leaves %s as it is", (_, text) => expect(withoutSchemas(text)).toBe(text));

it("does the same with Windows line ends", () => {
  const short = withoutSchemas(definition.replaceAll("\n", "\r\n"));
  expect(short.split("\n")).toHaveLength(definition.split("\n").length);
  expect(short).not.toContain("description");
});
