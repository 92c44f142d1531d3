import { expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import { production } from "../../lib/environments/production.ts";
import { versionOf } from "../../lib/platform/images.ts";
import { prerequisites } from "../../lib/platform/prerequisites.ts";

const names = (environment: typeof development) => prerequisites(environment).map(({ name }) => name);

it("is external-secrets only where secrets come from a store", () => {
  expect(names(development)).toEqual(["prometheus-operator-definitions", "metrics-server"]);
  expect(names(production)).toEqual([...names(development), "external-secrets"]);
});

it("takes the definitions of exactly the operator that is rendered", () =>
  expect(prerequisites(production)[0]?.source.targetRevision).toBe(`v${versionOf("prometheus-operator")}`));

it("pins versions, over HTTPS, of a chart or of a folder", () => {
  for (const { name, source } of prerequisites(production)) {
    expect(source.targetRevision, name).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(source.repoURL, name).toMatch(/^https:\/\//);
    expect(
      [source.chart, source.path].filter((each) => each !== undefined),
      name,
    ).toHaveLength(1);
  }
});
