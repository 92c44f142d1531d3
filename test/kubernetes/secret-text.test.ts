import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type SecretText,
  type StoredValue,
  secretText,
  toPlain,
  toTemplate,
} from "../../lib/kubernetes/secret-text.ts";

const user: StoredValue = { stored: "database/user", wellKnown: "monitor" };
const password: StoredValue = { stored: "database/password", wellKnown: "secret" };
const variable = ({ stored }: StoredValue) => stored.replace("/", "_");

const url = secretText`postgresql://${user}:${password}@${"host"}:${"5432"}/`;

it("is text with the well-known values, where secrets are plain", () => {
  expect(toPlain(url)).toBe("postgresql://monitor:secret@host:5432/");
  expect(toPlain(secretText`${password}`)).toBe("secret");
  expect(toPlain(secretText`${"no secret"}`)).toBe("no secret");
});

it("joins plain text with what stands beside it", () =>
  expect(secretText`${"a"}b${user}${"c"}d${"e"}`).toEqual({ parts: ["ab", "cde"], values: [user] }));

describe("as a template of external-secrets", () => {
  it("leaves a value alone that is all there is", () =>
    expect(toTemplate(secretText`${password}`, variable)).toBe("{{ .database_password }}"));

  it("escapes values within a longer text", () =>
    expect(toTemplate(url, variable)).toBe(
      'postgresql://{{ .database_user | urlquery | replace "+" "%20" }}:{{ .database_password | urlquery | replace "+" "%20" }}@host:5432/',
    ));
});

/** What external-secrets makes of such a template: Go's `urlquery` writes a space as `+`. */
function rendered(template: string, values: Readonly<Record<string, string>>): string {
  const filters: Record<string, (value: string) => string> = {
    urlquery: (value) => new URLSearchParams({ "": value }).toString().slice(1),
    'replace "+" "%20"': (value) => value.replaceAll("+", "%20"),
  };
  return template.replace(/\{\{ (.*?) \}\}/g, (_, pipeline: string) => {
    const [name = "", ...steps] = pipeline.split(" | ");
    return steps.reduce((value, step) => filters[step]?.(value) ?? `?${step}`, values[name.slice(1)] ?? "");
  });
}

it("gives any password back to who reads the address, and the host stays the host", () => {
  const unit = fc.oneof(
    fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)),
    fc.constantFrom("é", "€", "😀"),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit }), (secret) => {
      const address = rendered(toTemplate(url, variable), { database_user: "monitor", database_password: secret });
      const { hostname, password: escaped, username } = new URL(address);
      expect([username, decodeURIComponent(escaped), hostname]).toEqual(["monitor", secret, "host"]);
    }),
  );
});

it("keeps all text and all values in their order", () => {
  const value = fc.record({ stored: fc.stringMatching(/^[a-z]{1,5}$/), wellKnown: fc.stringMatching(/^[0-9]{1,5}$/) });
  const hole = fc.oneof(value, fc.stringMatching(/^[a-z]{0,3}$/));
  fc.assert(
    fc.property(fc.array(hole), (holes) => {
      const strings = Object.assign(
        Array.from({ length: holes.length + 1 }, () => "-"),
        { raw: [] },
      );
      const text: SecretText = secretText(strings, ...holes);
      const expected = holes.map((each) => (typeof each === "string" ? each : each.wellKnown)).join("-");
      expect(toPlain(text)).toBe(`-${expected}${holes.length > 0 ? "-" : ""}`);
      expect(text.parts).toHaveLength(text.values.length + 1);
    }),
  );
});
