import type { Delta } from "../contracts/deltas.ts";
import type { Environment } from "../environments/environment.ts";
import type { Source } from "../promql/metric.ts";
import { image, images, type Program, versionOf } from "./images.ts";

/** Where contracts were recorded, by the program that an image or the cluster brings. */
export type Contracts = Partial<Record<Program | "kubelet", Source>>;

/** Something that runs otherwise than it was recorded: everywhere, or in one environment. */
export type Fact = Pick<Delta, "program" | "of" | "recorded" | "pinned"> & { readonly environment?: Environment };

const differs = ({ recorded, pinned }: Fact) => recorded !== pinned;

/** What exporters ask, with as much of its version as decides which series there are. */
const backends: Partial<Record<Program, { readonly version: string; readonly parts: number }>> = {
  "postgres-exporter": { version: `PostgreSQL ${images.postgres.tag.replace(/^.*-pg/, "")}`, parts: 1 },
  "redis-exporter": { version: `Redis ${versionOf("redis")}`, parts: 2 },
};

/** The first parts of a version: of `Redis 7.4.11` and 2 `Redis 7.4`. */
const upTo = (parts: number, version: string) =>
  new RegExp(`^\\D*\\d+(\\.\\d+){0,${parts - 1}}`).exec(version)?.[0] ?? version;

const isProgram = (name: string): name is Program => name in images;

/** Versions of programs, and of what they ask, that are not those that were recorded. */
export const imageFacts = (contracts: Contracts): Fact[] =>
  Object.entries(contracts)
    .flatMap(([program, source]) => (isProgram(program) ? programFacts(program, source) : []))
    .filter(differs);

function programFacts(program: Program, { version, backend }: Source): Fact[] {
  const own: Fact = { program, of: "version", recorded: version, pinned: versionOf(program) };
  const asked = backends[program];
  if (asked === undefined || backend === undefined) return [own];
  const [recorded, pinned] = [upTo(asked.parts, backend), upTo(asked.parts, asked.version)];
  return [own, { program, of: "backend", recorded, pinned }];
}

/** The same of one environment: its nodes, and the flags that its containers have. */
export function environmentFacts(environment: Environment, objects: readonly object[], contracts: Contracts): Fact[] {
  const recorded = upTo(2, contracts.kubelet?.version ?? "");
  const pinned = environment.cluster.kubernetesVersion;
  const nodes: Fact = { environment, program: "kubelet", of: "version", recorded, pinned };
  return [nodes, ...flagFacts(environment, objects, contracts)].filter(differs);
}

/** Flags that decide which series a program has; what else it is told makes no difference to them. */
const decisive: Partial<Record<Program, RegExp>> = {
  cadvisor: /^--?(store_container_labels|whitelisted_container_labels|enable_metrics|disable_metrics)=/,
  "kube-state-metrics": /^--(resources|metric-)/,
  "node-exporter": /^--(no-)?collector\./,
  "postgres-exporter": /^--(no-)?(collector|disable|auto-discover|exclude)/,
  "redis-exporter": /^--/,
};

interface Container {
  readonly image: string;
  readonly args?: readonly string[];
}

function flagFacts(environment: Environment, objects: readonly object[], contracts: Contracts): Fact[] {
  const programs = new Map(
    Object.keys(decisive)
      .filter(isProgram)
      .map((program) => [image(program), program]),
  );
  return objects.flatMap(containersOf).flatMap(({ image, args = [] }): Fact[] => {
    const program = programs.get(image);
    const contract = program && contracts[program];
    if (!program || !contract) return [];
    const flags = args.filter((flag) => decisive[program]?.test(flag));
    const recorded = contract.flags;
    return [
      ...flags.filter((flag) => !recorded.includes(flag)).map((pinned) => ({ recorded: "", pinned })),
      ...recorded.filter((flag) => !flags.includes(flag)).map((recorded) => ({ recorded, pinned: "" })),
    ].map((flag) => ({ environment, program, of: "flag", ...flag }));
  });
}

const containersOf = (object: object): readonly Container[] =>
  (object as { spec?: { template?: { spec?: { containers?: readonly Container[] } } } }).spec?.template?.spec
    ?.containers ?? [];
