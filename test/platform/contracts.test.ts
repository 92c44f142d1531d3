import { describe, expect, test } from "vitest";
import { redisConfigMaxmemory } from "../../imports/metrics/redis-exporter.ts";
import { defineAlerts } from "../../lib/alerting/alert.ts";
import type { Delta } from "../../lib/contracts/deltas.ts";
import { development } from "../../lib/environments/development.ts";
import { environments } from "../../lib/environments/index.ts";
import { Fault } from "../../lib/fault.ts";
import { contractFaults, type Installed, known, requireContracts } from "../../lib/platform/contracts.ts";
import { image } from "../../lib/platform/images.ts";
import { promql } from "../../lib/promql/promql.ts";
import { changed } from "../environments/changed.ts";
import { installedOf } from "./installed.ts";

const installed = environments.map(installedOf);
const isVersion = ({ program, of }: Delta) => program === "postgres-exporter" && of === "version";
const without = (unwanted: (delta: Delta) => boolean) => known.deltas.filter((delta) => !unwanted(delta));
const remedy = "run make record-metrics, or review what differs in lib/contracts/deltas.ts";

/** Nothing but one container, in an environment like the first. */
const running = (program: Parameters<typeof image>[0], args: readonly string[]): Installed => ({
  environment: development,
  mixins: [],
  dashboards: [],
  objects: [{ spec: { template: { spec: { containers: [{ image: image(program), args }] } } } }],
});

/** The real contracts but for one program's. */
const recorded = (program: "postgres-exporter" | "kubelet", source: { version?: string; backend?: string }) => ({
  ...known.contracts,
  [program]: { ...known.contracts[program], ...source },
});

/** No deltas but these, and no lines but those of their program. */
const faults = (deltas: readonly Delta[], contracts = known.contracts, where = installed) =>
  contractFaults(where, { contracts, deltas }).filter((line) => line.includes("postgres-exporter"));

test("what is rendered runs as it was recorded or reviewed", () => {
  expect(contractFaults(installed, known)).toEqual([]);
  expect(() => requireContracts(installed)).not.toThrow();
});

test("what is wrong is a fault that says where, what, and what to do", () => {
  const newer = changed(development, { "cluster.kubernetesVersion": "1.35" });
  const nodes: Installed = { environment: newer, mixins: [], dashboards: [], objects: [] };
  expect(() => requireContracts([...installed, nodes])).toThrow(Fault);
  expect(() => requireContracts([...installed, nodes])).toThrow(
    `development: kubelet is 1.35, its contract was recorded from 1.34: ${remedy}`,
  );
});

describe("a version", () => {
  test("that is neither recorded nor reviewed", () => {
    expect(faults(without(isVersion))).toEqual([
      `imports/images.json: postgres-exporter is 0.20.1, its contract was recorded from 0.19.1: ${remedy}`,
    ]);
  });

  test("that was reviewed for another pair", () => {
    const deltas = known.deltas.map((delta) => (isVersion(delta) ? { ...delta, pinned: "0.20.0" } : delta));
    expect(faults(deltas)).toEqual([
      `imports/images.json: postgres-exporter is 0.20.1, its contract was recorded from 0.19.1 and the reviewed delta goes from 0.19.1 to 0.20.0: ${remedy}`,
    ]);
  });

  test("that has been recorded makes its delta superfluous", () => {
    expect(faults(known.deltas, recorded("postgres-exporter", { version: "0.20.1" }))).toEqual([
      "lib/contracts/deltas.ts: the delta of postgres-exporter's version from 0.19.1 to 0.20.1 is no longer needed: remove it",
    ]);
  });

  test("of what an exporter asks counts as far as it decides what there is", () => {
    expect(faults(known.deltas, recorded("postgres-exporter", { backend: "PostgreSQL 15.1" }))).toEqual([]);
    expect(faults(known.deltas, recorded("postgres-exporter", { backend: "PostgreSQL 16.2" }))).toEqual([
      `imports/images.json: postgres-exporter asks PostgreSQL 17, its contract was recorded from PostgreSQL 16 and the reviewed delta goes from PostgreSQL 15 to PostgreSQL 17: ${remedy}`,
    ]);
  });

  test("of the nodes may have another patch", () => {
    const lines = contractFaults(installed, { ...known, contracts: recorded("kubelet", { version: "1.34.9" }) });
    expect(lines.filter((line) => line.includes("kubelet"))).toEqual([]);
  });
});

describe("a flag", () => {
  const recordedFlags = known.contracts["postgres-exporter"]?.flags ?? [];
  const [first, ...rest] = recordedFlags;
  const lines = (args: readonly string[]) =>
    faults(known.deltas, known.contracts, [...installed, running("postgres-exporter", args)]);

  test("that decides nothing may be there", () => {
    expect(lines([...recordedFlags, "--web.listen-address=:9188"])).toEqual([]);
  });

  test("that was not there when the contract was recorded", () => {
    expect(lines([...recordedFlags, "--no-collector.locks"])).toEqual([
      `development: postgres-exporter runs with --no-collector.locks, its contract was recorded without: ${remedy}`,
    ]);
  });

  test("that was there, and is no longer", () => {
    expect(lines(rest)).toEqual([
      `development: postgres-exporter runs without ${first}, its contract was recorded with it: ${remedy}`,
    ]);
  });

  test("that no environment has any more makes its delta superfluous", () => {
    expect(contractFaults(installed.slice(0, 1), known)).toEqual([
      "lib/contracts/deltas.ts: the delta of redis-exporter's flag --config-command=- is no longer needed: remove it",
    ]);
  });
});

test("a flag's delta counts where the flag is", () => {
  const alerts = defineAlerts({
    LittleMemory: {
      expr: promql`${redisConfigMaxmemory()} < 1e6`,
      for: "5m",
      severity: "info",
      identity: ["instance"],
      summary: "Little memory",
      description: "Redis was given little memory.",
      dashboard: "cache",
    },
  });
  const asking = installed.map((each) => ({ ...each, mixins: [{ name: "redis", recordings: [], alerts }] }));
  expect(
    asking
      .map((each) => contractFaults([each], { ...known, deltas: without(({ of }) => of === "version") }))
      .map((lines) => lines.filter((line) => line.includes("LittleMemory"))),
  ).toEqual([
    [],
    [
      "alert LittleMemory: redis-exporter with --config-command=- has no redis_config_maxmemory: use redis_max_clients or redis_memory_max_bytes, which need no CONFIG command",
    ],
    [
      "alert LittleMemory: redis-exporter with --config-command=- has no redis_config_maxmemory: use redis_max_clients or redis_memory_max_bytes, which need no CONFIG command",
    ],
  ]);
});
