import { describe, expect, test } from "vitest";
import { dashboards } from "../../lib/dashboards/index.ts";
import type { Panel } from "../../lib/grafana/panel.ts";
import { variablesOf } from "../../lib/grafana/variable.ts";
import { everything } from "../mixins/everything.ts";

const all = dashboards(everything, "https://git.example");

/** The label whose values a variable offers. */
const labelOf = (values: string) => /, (\w+)\)$/.exec(values)?.[1] ?? "";

/** The label says something else of other components' series: an exporter's address, or where the monitoring itself runs. */
const speakOf: Readonly<Record<string, string | undefined>> = { database: "postgres", cache: "redis" };
const monitoring = ["prometheus", "alertmanager", "operator"];

/** Panels that show all, whatever is chosen, and why. */
const showsAll = ({ component, queries }: Panel, variable: string): string | undefined => {
  if (Object.values(queries).some(({ families }) => families.has("ALERTS")))
    return "what fires is never hidden: what is gone is in no list, and many alerts lack the label";
  if (speakOf[variable] !== undefined && speakOf[variable] !== component) return "it is of no such service";
  if (monitoring.includes(component)) return "the monitoring itself is small, and is seen as a whole";
  return undefined;
};

describe.each(all.filter(({ variables }) => variables.length > 0))("$title", ({ variables, panels }) => {
  test.each(variables)("what has the label of $name shows only what is chosen", ({ name, values }) => {
    const label = labelOf(values);
    expect(label).not.toBe("");
    const deaf = panels.filter(
      (panel) =>
        Object.values(panel.queries).some(({ families }) =>
          [...families.values()].some((each) => label in each.labels),
        ) &&
        !variablesOf(panel.queries).includes(name) &&
        showsAll(panel, name) === undefined,
    );
    expect(deaf.map(({ title }) => `${title}: it has the label ${label}, and shows all of them`)).toEqual([]);
  });
});

test("a panel that obeys does so in all its queries", () => {
  for (const { panels } of all)
    for (const { title, queries } of panels) {
      const used = Object.values(queries).map((query) => new Set(variablesOf({ query })));
      for (const each of used) expect(each, title).toEqual(used[0]);
    }
});

/** What is recorded of a target is gone while it is down, but for what is recorded for the sake of just that. */
const gone = new Set(everything.flatMap(({ recordings }) => recordings.map(({ series }) => series)));
gone.delete("service:http_requests:missing");

describe.each(all.filter(({ variables }) => variables.length > 0))("$title", ({ variables, panels }) => {
  test.each(variables)("the list of $name has what is down, too", ({ name, values }) => {
    const [, series = ""] = /label_values\(([\w:]+)/.exec(values) ?? [];
    const heads = panels.filter(({ kind, queries }) => kind === "stat" && variablesOf(queries).includes(name));
    const telling = heads
      .flatMap(({ queries }) => Object.values(queries).flatMap(({ families }) => [...families.keys()]))
      .filter((each) => !gone.has(each));
    if (telling.length > 0) expect(telling).toContain(series);
  });
});
