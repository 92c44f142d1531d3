import { expect, it } from "vitest";
import { suggestion } from "../lib/suggestion.ts";

it.each([
  ["postgress", "postgres"],
  ["postgre", "postgres"],
  ["Redis", "redis"],
  ["htpp", "http"],
  ["nods", "nodes"],
])("takes %s for %s", (word, meant) => expect(suggestion(word, ["http", "nodes", "postgres", "redis"])).toBe(meant));

it("prefers the nearest", () => expect(suggestion("reads", ["redis", "read"])).toBe("read"));

it.each(["", "kafka", "x"])("takes %j for nothing", (word) =>
  expect(suggestion(word, ["http", "nodes", "postgres"])).toBeUndefined(),
);

it.each([
  ["shop-frontend", "shop-backend", false],
  ["ceph-mon", "ceph-mgr", false],
  ["shop-fronted", "shop-frontend", true],
  ["shopfrontend", "shop-frontend", true],
  ["web-settings-v1", "web-settings-v2", true],
])("looks at parts: %s, %s", (word, known, isMeant) =>
  expect(suggestion(word, [known])).toBe(isMeant ? known : undefined),
);
