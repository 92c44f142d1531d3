import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dashboards, pages, tag } from "../../lib/dashboards/index.ts";
import type { Panel } from "../../lib/grafana/panel.ts";
import { everything } from "../mixins/everything.ts";

const repositoryUrl = "https://git.example/blob/main";
const all = dashboards(everything, repositoryUrl);
const without = (...names: string[]) =>
  dashboards(
    everything.filter(({ name }) => !names.includes(name)),
    repositoryUrl,
  );

test("there are the seven of the design, each with its own name and title", () => {
  expect(all.map(({ title }) => title)).toEqual([
    "System Overview",
    "Application Performance",
    "Error Rates and Latency",
    "Database",
    "Cache",
    "Resource Utilization",
    "Infrastructure Health",
  ]);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(all)("$title", (dashboard) => {
  test("it offers the choices that its page lists", () => {
    const page = pages.find(({ name }) => name === dashboard.name);
    expect(dashboard.variables).toEqual(page?.variables);
    const names = dashboard.variables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("its JSON fits into a ConfigMap, and names itself", () => {
    const json = dashboard.json();
    expect(json.length).toBeLessThan(262_144);
    expect(JSON.parse(json)).toMatchObject({ uid: dashboard.name, tags: [tag] });
  });

  test("its panels lead to dashboards that there are", () => {
    const names = all.map(({ name }) => name as string);
    for (const { details } of dashboard.panels) if (details !== undefined) expect(names).toContain(details);
  });

  test("it begins with what is wrong", () => {
    const queries = dashboard.rows[0]?.lines.flat().flatMap((panel) => Object.values(panel.queries)) ?? [];
    expect(queries.some(({ families }) => families.has("ALERTS"))).toBe(true);
  });
});

test("without a cache there is no dashboard of it, and no panel", () => {
  const rest = without("redis");
  expect(rest.map(({ name }) => name)).not.toContain("cache");
  expect(rest.flatMap(({ panels }) => panels.map(({ component }) => component))).not.toContain("redis");
  expect(rest.map((dashboard) => dashboard.json()).join("")).not.toContain("redis_");
});

test("without data services nobody is asked whether it is one of them", () => {
  const rest = without("redis", "postgres").find(({ name }) => name === "errors-and-latency");
  expect(rest?.rows.map(({ title }) => title)).not.toContain("Is it a data service?");
  expect(rest?.variables.map(({ name }) => name)).toEqual(["namespace", "service"]);
});

test("where nothing is installed there are no dashboards", () => {
  expect(dashboards([], repositoryUrl)).toEqual([]);
});

test("every panel of a mixin is on a dashboard", async () => {
  const shown = new Set(all.flatMap(({ panels }) => panels));
  const mixins = join(import.meta.dirname, "../../lib/mixins");
  const folders = everything
    .map(({ name }) => name)
    .filter((name) => readdirSync(join(mixins, name)).includes("panels.ts"));
  expect(folders.length).toBe(everything.length);
  for (const folder of folders) {
    const panels: Record<string, Panel> = await import(join(mixins, folder, "panels.ts"));
    const idle = Object.entries(panels).filter(([, panel]) => !shown.has(panel));
    expect(idle.map(([name]) => `${folder}: ${name}`)).toEqual([]);
  }
});
