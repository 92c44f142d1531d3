import fc from "fast-check";
import { expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { brokenRules } from "../../lib/environments/validate.ts";
import { type Bytes, bytes, type Cpu, millicores, toBytes, toCpu } from "../../lib/kubernetes/quantity.ts";

const rulesBrokenBy = (resources: { memory: Bytes; cpu: Cpu }) =>
  brokenRules({ ...development, grafana: { ...development.grafana, resources } }).map(({ rule }) => rule.id);

it("takes every quantity that the platform itself writes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 45 }), fc.integer({ min: 1, max: 1e6 }), (size, thousandths) => {
      const [memory, cpu] = [toBytes(size), toCpu(thousandths)];
      expect(rulesBrokenBy({ memory, cpu })).toEqual([]);
      return bytes(memory) >= size && bytes(memory) - size < bytes("1Mi") && millicores(cpu) === thousandths;
    }),
  );
});

it("takes cores as it takes thousandths of them", () => {
  fc.assert(fc.property(fc.nat(1000), (cores) => millicores(`${cores}`) === millicores(`${cores * 1000}m`)));
});

it.each(["0Mi", "-1Mi", "1e3Mi", " 1Mi", "Mi", "1MB", "1024", ""])("%j is no memory", (memory) =>
  expect(rulesBrokenBy({ memory: memory as Bytes, cpu: "1" })).toContain("quantity-form"),
);

it.each(["0", "0m", "-1", "1.5m", "1e3m", "m", "", "2 "])("%j is no processor time", (cpu) =>
  expect(rulesBrokenBy({ memory: "1Gi", cpu: cpu as Cpu })).toContain("quantity-form"),
);
