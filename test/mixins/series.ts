import { readdirSync } from "node:fs";
import type { Family } from "../../lib/promql/metric.ts";
import { everything } from "./everything.ts";

const contracts = new URL("../../imports/metrics/", import.meta.url);

/** Every family that a contract holds or a rule records, by the name of its series. */
export async function everyFamily(): Promise<ReadonlyMap<string, Family>> {
  const modules = await Promise.all(
    readdirSync(contracts)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => import(new URL(file, contracts).href) as Promise<Record<string, unknown>>),
  );
  const recorded = everything.flatMap(({ recordings }) => recordings);
  const families = [...modules.flatMap((module) => Object.values(module)).flatMap(familiesIn), ...recorded];
  return new Map(families.map((family) => [family.series, family]));
}

/** A metric, or the several of a histogram. */
function familiesIn(value: unknown): Family[] {
  if (typeof value === "function" && "series" in value) return [value as unknown as Family];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(familiesIn) : [];
}
