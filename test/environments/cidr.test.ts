import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressRange, overlap, toCidr } from "../../lib/environments/cidr.ts";
import type { Cidr } from "../../lib/environments/environment.ts";

const octet = fc.nat(255);
/** Close together, so that a good share of pairs overlap. */
const cidr = fc
  .tuple(fc.constantFrom(10, 11), fc.nat(3), octet, octet, fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}` as Cidr);

const address = (value: Cidr) => value.split("/")[0] ?? "";
const blockOf = (value: Cidr) => {
  const block = new BlockList();
  block.addSubnet(address(value), Number(value.split("/")[1]));
  return block;
};

describe("address ranges", () => {
  it.each(["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "256.0.0.0/8", "10.0.0.0/", "010.0.0.0/8", "10.0.0.0/08", "::/0"])(
    "%s is none",
    (text) => expect(addressRange(text as Cidr)).toBeUndefined(),
  );

  it("knows host bits and the range that is meant", () => {
    const range = addressRange("192.168.77.2/24");
    expect(range).toMatchObject({ hasHostBits: true, prefix: 24 });
    expect(range && toCidr(range)).toBe("192.168.77.0/24");
    expect(addressRange("192.168.77.0/24")).toMatchObject({ hasHostBits: false });
  });

  it("has 2 to the power of the free bits addresses, the written one among them", () => {
    fc.assert(
      fc.property(cidr, (value) => {
        const range = addressRange(value);
        const own = addressRange(`${address(value)}/32` as Cidr);
        if (range === undefined || own === undefined) return false;
        return (
          range.last - range.first + 1 === 2 ** (32 - range.prefix) &&
          range.first <= own.first &&
          own.first <= range.last
        );
      }),
    );
  });

  it("reads back the first address that it writes", () => {
    fc.assert(
      fc.property(cidr, (value) => {
        const range = addressRange(value);
        if (range === undefined) return false;
        expect(addressRange(toCidr(range))).toEqual({ ...range, hasHostBits: false });
        return true;
      }),
    );
  });
});

describe("overlap", () => {
  it("agrees with Node's own block lists, and does not mind the order", () => {
    fc.assert(
      fc.property(cidr, cidr, (one, other) => {
        // Of two ranges either one holds the other or they share nothing.
        const expected = blockOf(one).check(address(other)) || blockOf(other).check(address(one));
        return overlap(one, other) === expected && overlap(other, one) === expected;
      }),
      { numRuns: 2000 },
    );
  });

  it("is that of one address with itself", () => {
    expect(overlap("10.0.0.1/32", "10.0.0.1/32")).toBe(true);
    expect(overlap("10.0.0.0/31", "10.0.0.1/32")).toBe(true);
    expect(overlap("10.0.0.1/32", "10.0.0.2/32")).toBe(false);
  });

  it("is nothing's with a range that is none", () => expect(overlap("0.0.0.0/0", "10.0.0.0/33")).toBe(false));
});
