import { expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { gitOps } from "../../platform.ts";
import { chartsOf, environmentCharts, nameOf } from "./rendered.ts";

/** What each chart makes, and where, if not in every environment. */
function shapes(): Record<string, string[]> {
  const where = new Map<string, Map<string, string[]>>();
  for (const environment of environments)
    for (const [chart, objects] of environmentCharts(environment)) {
      const ofChart = where.get(chart) ?? new Map<string, string[]>();
      where.set(chart, ofChart);
      for (const name of objects.map(nameOf)) ofChart.set(name, [...(ofChart.get(name) ?? []), environment.name]);
    }
  const shape = ([name, found]: [string, string[]]) =>
    found.length === environments.length ? name : `${name} (${found.join(", ")})`;
  return Object.fromEntries([...where].sort().map(([chart, objects]) => [chart, [...objects].map(shape)]));
}

it.each(Object.entries(shapes()))("%s", (_, shape) => expect(shape).toMatchSnapshot());

it.each([...chartsOf(gitOps(environments))])("argocd/%s", (_, objects) =>
  expect(objects.map(nameOf)).toMatchSnapshot(),
);
