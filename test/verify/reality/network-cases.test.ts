import { expect, it } from "vitest";
import { openIn } from "./expected.ts";
import { deviations, openInKubeRouter } from "./kube-router.ts";
import { networkCases } from "./network-cases.ts";
import { recorded } from "./recorded.ts";
import { Scene, scenePods } from "./scene.ts";

const scene = new Scene(
  0,
  Object.fromEntries(scenePods.map(({ namespace, name }, index) => [`${namespace}/${name}`, `10.244.0.${index + 2}`])),
);
/** As many as are always played. */
const cases = networkCases(scene, 60);

it("draws the same cases from the same seed", () =>
  expect(networkCases(scene, 180, 7)).toEqual(networkCases(scene, 180, 7)));

it("judges every connection of every case", () =>
  expect(() => networkCases(scene, 180, 7).map(({ policies }) => openIn(scene, policies))).not.toThrow());

it.each(deviations)("has a case in which $what", (deviation) => {
  const shown = cases.filter(({ policies }) => {
    const [as, otherwise] = [openIn(scene, policies), openInKubeRouter(scene, policies, [deviation])];
    return as.size !== otherwise.size || [...as].some((each) => !otherwise.has(each));
  });
  expect(shown.map(({ name }) => name)).not.toEqual([]);
});

it("is right about every connection that was tried in a cluster", () => {
  const all = new Map(networkCases(scene, 240).map(({ name, policies }) => [name, policies]));
  const seen = [...recorded()];
  expect(seen.length).toBeGreaterThan(120);
  for (const [name, open] of seen)
    expect([...openInKubeRouter(scene, all.get(name) ?? [])].sort(), name).toEqual([...open].sort());
});
