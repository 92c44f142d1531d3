import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { image, images, type Program, versionOf } from "../../lib/platform/images.ts";

const programs = Object.keys(images) as Program[];

it("pins the programs that are rendered", () =>
  expect([...programs].sort()).toEqual([
    ...["alertmanager", "cadvisor", "grafana", "kube-state-metrics", "node-exporter", "postgres", "postgres-exporter"],
    ...["prometheus", "prometheus-config-reloader", "prometheus-operator", "redis", "redis-exporter"],
  ]));

it.each(programs)("pins %s by a tag that people read and a digest that does not move", (program) => {
  expect(images[program].digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(images[program].tag).toMatch(/^v?\d+\.\d+\.\d+(-\w+)?$/);
  expect(images[program].repository).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9_./-]+$/);
  expect(image(program)).toBe(`${images[program].repository}:${images[program].tag}@${images[program].digest}`);
});

it("has no digest twice, as a slip of the clipboard would leave it", () => {
  const digests = programs.map((program) => images[program].digest);
  expect(new Set(digests).size).toBe(digests.length);
});

it("knows versions as their makers write them", () => {
  for (const program of programs.filter((each) => each !== "postgres"))
    expect(versionOf(program)).toMatch(/^\d+\.\d+\.\d+$/);
});

it("takes operator and side-car of one version", () =>
  expect(versionOf("prometheus-config-reloader")).toBe(versionOf("prometheus-operator")));

it("is a file that is easy to review: a line a program", () => {
  const lines = readFileSync("imports/images.json", "utf8")
    .split("\n")
    .filter((line) => line.includes("repository"));
  expect(lines).toHaveLength(programs.length);
});
