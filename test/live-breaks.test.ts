import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { production } from "../lib/environments/production.ts";
import { requireLinks } from "../lib/platform/links.ts";
import { live } from "./live/environment.ts";
import { breaks, broken } from "./live/install/breaks.ts";
import { appliedFiles, renderedFiles } from "./live/install/objects.ts";
import type { KubernetesObject } from "./live/kubectl.ts";

/** Mistakes do not depend on it. */
const environment = live(production.cluster);
const rendered = renderedFiles(environment);
const files = appliedFiles(environment, "10.96.0.100");
const applied = files.flatMap(({ objects }) => objects);
const steps = ["install", "steady-state"].map((name) => readFileSync(`test/live/${name}/index.ts`, "utf8")).join("");

it.each(files)("are made in each chart: $name", ({ objects }) => {
  const names = new Set(Object.values(breaks).map(({ object }) => object));
  const isBroken = ({ kind, metadata }: KubernetesObject) =>
    names.has(`${kind} ${metadata.namespace ?? ""}/${metadata.name}`);
  expect(objects.some(isBroken)).toBe(true);
});

it.each(Object.keys(breaks))("changes one object and no other: %s", (name) => {
  const texts = new Set(broken(applied, name).map((object) => JSON.stringify(object)));
  expect(applied.filter((object) => !texts.has(JSON.stringify(object)))).toHaveLength(1);
});

it.each(Object.entries(breaks))("would be refused by the linker, if that can see it: %s", (name, { refusedBy }) => {
  const files = rendered.map(({ name: path, objects }) => ({ path, objects: broken(objects, name) }));
  const link = () => requireLinks(environment, files);
  if (refusedBy === undefined) expect(link).not.toThrow();
  else expect(link).toThrow(`(${refusedBy})`);
});

it.each(Object.entries(breaks))("must fail at a step that there is: %s", (_, { step }) => {
  expect(steps).toContain(`it("${step}"`);
});
