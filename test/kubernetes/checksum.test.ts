import fc from "fast-check";
import { expect, it } from "vitest";
import { checksum } from "../../lib/kubernetes/checksum.ts";

const data = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string());

it("is the same for the same data, in whichever order they stand", () => {
  fc.assert(fc.property(data, (one) => checksum(one) === checksum(Object.fromEntries(Object.entries(one).reverse()))));
});

it("is another for other data", () => {
  fc.assert(
    fc.property(data, data, (one, other) => {
      const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
      return (checksum(one) === checksum(other)) === same;
    }),
  );
});

it("does not take the end of a key for the start of its value", () =>
  expect(checksum({ ab: "c" })).not.toBe(checksum({ a: "bc" })));

it("can stand in an annotation", () => expect(checksum({ a: "b" })).toMatch(/^[0-9a-f]{16}$/));
