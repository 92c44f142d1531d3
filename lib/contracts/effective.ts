import { type Family, type Labels, open } from "../promql/metric.ts";
import type { Contract } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { type Delta, deltas } from "./deltas.ts";
import { deltasOfOthers } from "./deltas-of-others.ts";

/** What runs somewhere, as far as it is known. */
export interface Running {
  /** An image with its tag; its digest may follow. */
  readonly image?: string;
  /** In place of an image: what the cluster itself brings. */
  readonly program?: string;
  readonly version?: string;
  /** What it asks: `PostgreSQL 17`; what is not known is taken to make no difference. */
  readonly backend?: string;
  readonly args: readonly string[];
}

/** What a family of a running program is. */
export interface Effective {
  readonly family: Family;
  /** The program's own labels; nothing where only the name is known. */
  readonly own: Labels | undefined;
}

/** The series of a running program. */
export interface Effects {
  readonly contract: Contract;
  /** The family of that name, as the running version has it; the text where a reviewed difference took it away. */
  readonly family: (series: string) => Effective | string | undefined;
  /** All names. */
  readonly names: () => Iterable<string>;
  /** Why all this is not sure. */
  readonly uncertain?: string;
  /** The differences from the recording that were reviewed. */
  readonly reviewed: readonly Delta[];
  /** Each difference from the recording that nobody reviewed. */
  readonly unreviewed: readonly string[];
}

/** An image's repository and tag. */
export function parsedImage(image: string): { readonly repository: string; readonly tag: string } {
  const [name = ""] = image.split("@");
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/")
    ? { repository: name.slice(0, colon), tag: name.slice(colon + 1) }
    : { repository: name, tag: "" };
}

const withoutRegistry = (repository: string) => {
  const [first = "", ...rest] = repository.split("/");
  return /[.:]/.test(first) || first === "localhost" ? rest.join("/") : repository;
};

/** A tag as the program's makers number it. */
const versionOf = (tag: string) => tag.replace(/^v/, "").replace(/-(alpine|scratch|debian.*|distroless.*|\d+)$/, "");

/** The program of an image; mirrors keep the path, so registries do not count. */
function contractOf({ image = "", program }: Running): Contract | undefined {
  if (program !== undefined) return contracts.find((each) => each.program === program);
  const repository = withoutRegistry(parsedImage(image).repository);
  return contracts.find(
    ({ source, repositories }) =>
      (source.image !== undefined && withoutRegistry(source.image) === repository) || repositories.includes(repository),
  );
}

/** The program of an image, as contracts call it. */
export const programOf = (image: string): string | undefined => contractOf({ image, args: [] })?.program;

const known = new Map<string, Effects | undefined>();

/** What is known of the series of something that runs; nothing where it is no program with a contract. */
export function effectsOf(running: Running): Effects | undefined {
  const id = [running.image, running.program, running.version, running.backend, ...running.args].join("\n");
  if (!known.has(id)) known.set(id, compute(running));
  return known.get(id);
}

function compute(running: Running): Effects | undefined {
  const contract = contractOf(running);
  if (contract === undefined) return undefined;
  const { needed, unknown, unreviewed } = differences(contract, running);
  const reasons = [...unknown, ...unreviewed];
  // Which of its backends it asks is not known.
  const backends = deltas.filter(
    ({ program, of }) => program === contract.program && of === "backend" && running.backend === undefined,
  );
  const uncertain = reasons.length === 0 ? {} : { uncertain: reasons.join("; ") };
  const added = new Set([...needed, ...backends].flatMap(({ added = [] }) => added));
  const renamed = new Map(
    needed.flatMap(({ renamed = {} }) => Object.entries(renamed).map(([old, now]) => [now, old])),
  );
  const found = new Map<string, Effective | string | undefined>();
  const choice = choiceOf(contract, running);
  const familyOf = (series: string): Effective | string | undefined => {
    const part = choice(series);
    if (typeof part === "object") return part.instead;
    const flag = contract.flagFor(series);
    if (flag !== undefined)
      return running.args.some((each) => each.startsWith(flag))
        ? byNameOnly(series)
        : `${contract.program} has no ${series} without ${flag}`;
    if (part === "unrecorded") return byNameOnly(series);
    for (const delta of needed) {
      const instead = delta.renamed?.[series] ?? delta.removed?.find((each) => each.series.test(series))?.instead;
      if (instead !== undefined) return `${running_(delta)} has no ${series}: use ${instead}`;
    }
    const family = contract.families.get(renamed.get(series) ?? series);
    if (family === undefined)
      return added.has(series) || contract.sometimes.test(series) ? byNameOnly(series) : undefined;
    const now = needed.reduce(changed, { family: { ...partsOf(family), series }, own: contract.own(family) });
    return now;
  };
  return {
    contract,
    ...uncertain,
    reviewed: needed,
    unreviewed,
    names: () =>
      [...contract.families.keys(), ...renamed.keys(), ...added].filter((name) => choice(name) === undefined),
    family: (series) => {
      if (!found.has(series)) found.set(series, familyOf(series));
      return found.get(series);
    },
  };
}

/** What a flag makes of a series: it takes it away, or adds it without that it was recorded. */
function choiceOf({ program, source, choice }: Contract, { args }: Running) {
  const [chosen, recorded] = [choice?.chosenBy(args), choice?.chosenBy(source.flags)];
  return (series: string): "unrecorded" | { readonly instead: string } | undefined => {
    const part = choice?.partOf(series);
    if (part === undefined) return undefined;
    if (chosen?.parts.has(part) === false)
      return { instead: `${program} has no ${series}: ${chosen.flag} leaves ${part} out` };
    return recorded?.parts.has(part) === false ? "unrecorded" : undefined;
  };
}

const byNameOnly = (series: string): Effective => ({
  family: { series, kind: kindByName(series), labels: {}, key: [] },
  own: undefined,
});

const partsOf = ({ kind, labels, key }: Family) => ({ kind, labels, key });
const kindByName = (series: string) =>
  series.endsWith("_bucket") ? "bucket" : /_(total|count|sum)$/.test(series) ? "counter" : "gauge";

const running_ = ({ program, of, recorded, pinned }: Delta): string =>
  of === "version" ? `${program} ${pinned}` : `${program} ${pinned === "" ? `without ${recorded}` : `with ${pinned}`}`;

const allDeltas = [...deltas, ...deltasOfOthers];

/** The reviewed deltas that apply, and what nobody reviewed. */
function differences(contract: Contract, { image = "", version, backend, args }: Running) {
  const { program, source, decisive, harmless, choice } = contract;
  const decides = (flag: string) => decisive.test(flag) && !harmless.test(flag);
  const needed: Delta[] = [];
  const unknown: string[] = [];
  const unreviewed: string[] = [];
  const differ = (of: Delta["of"], recorded: string, pinned: string, reason: string) => {
    const found = allDeltas.find(
      (each) => each.program === program && each.of === of && each.recorded === recorded && each.pinned === pinned,
    );
    if (found === undefined) unreviewed.push(reason);
    else needed.push(found);
  };
  const runs = version ?? versionOf(parsedImage(image).tag);
  // An application's own image says nothing of the library that counts its requests.
  if (program !== "agentprovision") {
    const recorded = program === "kubelet" ? source.version.replace(/\.\d+$/, "") : source.version;
    if (runs === "") unknown.push(`the version of ${program} is not known`);
    else if (runs !== recorded)
      differ("version", recorded, runs, `${program} is ${runs}, its contract was recorded from ${recorded}`);
  }
  const [recordedBackend, asked] = [source.backend, backend].map((each = "") => contract.backend.exec(each)?.[0]);
  if (recordedBackend !== undefined && asked !== undefined && recordedBackend !== asked)
    differ(
      "backend",
      recordedBackend,
      asked,
      `${program} asks ${asked}, its contract was recorded from ${recordedBackend}`,
    );
  const flags = args.filter(decides);
  for (const flag of flags)
    if (!source.flags.includes(flag))
      differ("flag", "", flag, `${program} runs with ${flag}, its contract was recorded without`);
  for (const flag of source.flags.filter(decides))
    if (!flags.includes(flag))
      differ("flag", flag, "", `${program} runs without ${flag}, its contract was recorded with it`);
  for (const part of choice?.chosenBy(args)?.parts ?? [])
    if (!choice?.parts.has(part))
      unreviewed.push(`${program} runs with ${choice?.flag} for ${part}, of which nobody knows`);
  return { needed, unknown, unreviewed };
}

function changed({ family, own }: Effective, { changed = [] }: Delta): Effective {
  let now = { family, own };
  for (const { series, without = [], with: more = [], kind } of changed) {
    if (!series.test(family.series)) continue;
    const kept = (labels: Labels): Labels =>
      Object.fromEntries([
        ...Object.entries(labels).filter(([label]) => !without.includes(label)),
        ...more.map((label) => [label, open] as const),
      ]);
    now = {
      family: {
        ...now.family,
        labels: kept(now.family.labels),
        key: now.family.key.filter((label) => !without.includes(label)),
        kind: kind ?? now.family.kind,
      },
      own: now.own && kept(now.own),
    };
  }
  return now;
}
