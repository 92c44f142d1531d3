import { expect, it } from "vitest";
import type { Environment } from "../../lib/environments/environment.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { Fault } from "../../lib/fault.ts";
import { platform } from "../../platform.ts";
import { changed } from "../environments/changed.ts";

const rendering = (environment: Environment) => () => platform(environment);
const hearing = (byComponent: object) => rendering(changed(production, { "receivers.byComponent": byComponent }));

it.each(environments.map((environment) => [environment.name, environment] as const))(
  "every component with receivers of its own is installed in %s",
  (_, environment) => expect(rendering(environment)).not.toThrow(),
);

it("a misspelt component ends the render, with the one that was meant", () => {
  expect(hearing({ postgress: ["data"] })).toThrow(Fault);
  expect(hearing({ postgress: ["data"], Redis: ["data"] })).toThrow(
    "production: receivers.byComponent.postgress is data; no component of that name is installed: did you mean postgres?\n" +
      "production: receivers.byComponent.Redis is data; no component of that name is installed: did you mean redis?",
  );
});

it("a component that nothing resembles ends it with all that there are", () => {
  expect(hearing({ mainframe: ["data"] })).toThrow(
    /byComponent\.mainframe is data; .*: write one of .*, http, .*postgres/,
  );
});

it("a component that the environment does without has nothing to tell", () => {
  const { cache: _, ...withoutCache } = production;
  const [{ usesCache: __, ...application }] = production.applications;
  expect(rendering({ ...withoutCache, applications: [{ ...application, usesCache: false }] })).toThrow(
    "production: receivers.byComponent.redis is data",
  );
});
