import { App, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { Manifest } from "../charts/rendered.ts";

/** The objects that a function makes in a chart, as they stand in YAML. */
export function made(make: (scope: Construct) => void): Manifest[] {
  const chart = new Chart(new App(), "chart", { disableResourceNameHashes: true });
  make(chart);
  return chart.toJson() as Manifest[];
}

/** A place for constructs whose objects do not matter. */
export const somewhere = (): Chart => new Chart(new App(), "chart");
