import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantityText, thousandths } from "../../../lib/verify/model/quantity.ts";

describe("thousandths", () => {
  it.each([
    ["250m", 250],
    ["1", 1000],
    [2, 2000],
    ["0.1", 100],
    [".5", 500],
    ["1.", 1000],
    ["1Ki", 1_024_000],
    ["1.5Gi", 1.5 * 2 ** 30 * 1000],
    ["1k", 1_000_000],
    ["1e3", 1_000_000],
    ["1E3", 1_000_000],
    ["1E", 1e21],
    ["12E-1", 1200],
    ["1u", 1],
    ["1n", 1],
    ["100500u", 101],
    ["-1", -1000],
  ])("reads %s", (text, expected) => expect(thousandths(text)).toBe(expected));

  it.each(["", "1 Gi", "1gi", "Mi", "1K", "1Mi1", "0x10", "1e", "--1", "NaN"])("refuses %j", (text) =>
    expect(thousandths(text)).toBeUndefined(),
  );

  it("reads what quantityText writes", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (amount) => {
        expect(thousandths(quantityText("requests.cpu", amount))).toBe(amount);
        expect(thousandths(quantityText("memory", amount * 2 ** 10 * 1000))).toBeGreaterThanOrEqual(
          amount * 2 ** 10 * 1000,
        );
      }),
    ));

  it("grows with its number and rounds up", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 6 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom("n", "u", "m", "", "k", "Ki", "Mi"),
        (whole, part, suffix) => {
          const read = thousandths(`${whole}.${String(part).padStart(3, "0")}${suffix}`) ?? Number.NaN;
          expect(Number.isInteger(read)).toBe(true);
          expect(read).toBeGreaterThanOrEqual(thousandths(`${whole}${suffix}`) ?? Number.NaN);
          expect(read).toBeLessThanOrEqual(thousandths(`${whole + 1}${suffix}`) ?? Number.NaN);
        },
      ),
    ));
});

describe("quantityText", () => {
  it.each([
    ["requests.cpu", 9875, "9875m"],
    ["requests.cpu", 2000, "2"],
    ["limits.memory", 14912 * 2 ** 20 * 1000, "14912Mi"],
    ["requests.storage", 2 ** 30 * 1000, "1Gi"],
    ["pods", 24_000, "24"],
    ["count/deployments.apps", 24_000, "24"],
  ])("writes %s", (resource, amount, text) => expect(quantityText(resource, amount)).toBe(text));
});
