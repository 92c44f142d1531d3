import fc from "fast-check";
import { expect, it } from "vitest";
import { type Bytes, bytes, type Cpu, millicores, toBytes, toCpu } from "../../lib/kubernetes/quantity.ts";
import { type Resources, total } from "../../lib/kubernetes/resources.ts";

it.each<[Bytes, number]>([
  ["1Ki", 1024],
  ["512Mi", 536_870_912],
  ["1.5Gi", 1_610_612_736],
  ["2Ti", 2_199_023_255_552],
])("%s is %d bytes", (size, number) => expect(bytes(size)).toBe(number));

it.each<[Cpu, number]>([
  ["250m", 250],
  ["2", 2000],
  ["0.5", 500],
])("%s is %d thousandths of a core", (cpu, number) => expect(millicores(cpu)).toBe(number));

it("rounds up, or a quota would be too small", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (quarters) => {
      const size = quarters / 4;
      const written = bytes(toBytes(size));
      return written >= size && written < size + 2 ** 20;
    }),
  );
  fc.assert(
    fc.property(fc.nat(), (quarters) => {
      const thousandths = quarters / 4;
      const written = millicores(toCpu(thousandths));
      return written >= thousandths && written < thousandths + 1;
    }),
  );
});

const resources = fc.record({
  cpu: fc.nat(5000).map((each): Cpu => `${each}m`),
  memory: fc.nat(5000).map((each): Bytes => `${each}Mi`),
});

it("adds up containers, whichever way they are grouped", () => {
  fc.assert(
    fc.property(fc.array(resources), fc.array(resources), (some, others) => {
      const [one, other, both] = [total(some), total(others), total([...some, ...others])];
      expect(both).toEqual({
        millicores: one.millicores + other.millicores,
        bytes: one.bytes + other.bytes,
        limitBytes: one.limitBytes + other.limitBytes,
      });
    }),
  );
});

it("takes the request for the limit of memory where there is no other", () => {
  const each: Resources = { cpu: "1", memory: "1Mi" };
  expect(total([each, { ...each, memoryLimit: "3Mi" }])).toEqual({
    millicores: 2000,
    bytes: 2 * 2 ** 20,
    limitBytes: 4 * 2 ** 20,
  });
});
