import { expect, it } from "vitest";
import { effectsOf, parsedImage } from "../../lib/contracts/effective.ts";

const redis = (tag: string, ...args: string[]) =>
  effectsOf({ image: `docker.io/oliver006/redis_exporter:${tag}@sha256:0`, args: ["--ping-on-connect", ...args] });

it("reads an image's repository and tag", () => {
  expect(parsedImage("localhost:5000/a/b:v1@sha256:0")).toEqual({ repository: "localhost:5000/a/b", tag: "v1" });
  expect(parsedImage("localhost:5000/a/b")).toEqual({ repository: "localhost:5000/a/b", tag: "" });
});

it("finds a contract behind any registry", () =>
  expect(effectsOf({ image: "mirror.example/prometheus/node-exporter:v1.12.1", args: [] })?.contract.program).toBe(
    "node-exporter",
  ));

it("applies what was reviewed of version and flags", () => {
  const effects = redis("v1.93.0-alpine", "--config-command=-");
  expect(effects?.uncertain).toBeUndefined();
  expect(effects?.family("redis_config_maxmemory")).toMatch(
    /^redis-exporter with --config-command=- has no redis_config/,
  );
  expect(effects?.family("redis_expired_time_cap_reached_total")).toMatchObject({ family: { kind: "counter" } });
  expect(effects?.family("redis_max_clients")).toMatchObject({ own: undefined });
});

it("is not sure of a version or a flag that nobody reviewed", () => {
  expect(redis("v1.2.3")?.uncertain).toBe("redis-exporter is 1.2.3, its contract was recorded from 1.54.0");
  expect(redis("v1.54.0", "--check-keys=a")?.uncertain).toBe(
    "redis-exporter runs with --check-keys=a, its contract was recorded without",
  );
});

it("knows nothing of other programs", () => expect(effectsOf({ image: "nginx:1", args: [] })).toBeUndefined());
