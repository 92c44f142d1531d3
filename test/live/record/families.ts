import type { FamilyKind } from "./contract.ts";
import type { Described, Series } from "./recording.ts";
import type { Reviewed } from "./reviewed.ts";

/** The recorded series of one family, without name, `le` and `quantile`. */
export interface RecordedFamily {
  readonly kind: FamilyKind;
  readonly name: string;
  readonly help: string;
  readonly series: readonly Series[];
  /** The names that its series are stored under. */
  readonly stored: readonly string[];
}

/** A name as it is stored, and what it belongs to. */
interface Membership {
  readonly family: string;
  readonly kind: FamilyKind;
  readonly help: string;
}

/** Recorded series by family. A summary without quantiles is two counters, since it has nothing else. */
export function familiesOf(
  series: readonly Series[],
  descriptions: ReadonlyMap<string, Described>,
  reviewed: Pick<Reviewed, "counters">,
): RecordedFamily[] {
  const withQuantiles = new Set(series.filter((each) => "quantile" in each).map(nameOf));
  const families = new Map<string, { membership: Membership; series: Series[]; stored: Set<string> }>();
  for (const each of series) {
    const membership = membershipOf(nameOf(each), descriptions, reviewed, withQuantiles);
    const found = families.get(membership.family) ?? { membership, series: [], stored: new Set() };
    families.set(membership.family, found);
    found.stored.add(nameOf(each));
    found.series.push(bare(each, membership.kind));
  }
  return [...families.values()].map(({ membership: { family, kind, help }, series, stored }) => ({
    kind,
    name: family,
    help,
    series,
    stored: [...stored].sort(),
  }));
}

const nameOf = (series: Series): string => series["__name__"] ?? "";

/** A series without its name, and without the labels that a histogram or a summary adds by itself. */
function bare(series: Series, kind: FamilyKind): Series {
  const added = kind === "histogram" ? "le" : kind === "summary" ? "quantile" : undefined;
  return Object.fromEntries(Object.entries(series).filter(([label]) => label !== "__name__" && label !== added));
}

function membershipOf(
  name: string,
  descriptions: ReadonlyMap<string, Described>,
  { counters }: Pick<Reviewed, "counters">,
  withQuantiles: ReadonlySet<string>,
): Membership {
  const own = descriptions.get(name);
  if (own?.type === "summary") return { family: name, kind: "summary", help: own.help };
  if (own !== undefined && own.type !== "histogram") {
    const counts = own.type === "counter" || counters.some(({ family }) => family.test(name));
    return { family: name, kind: counts ? "counter" : "gauge", help: own.help };
  }
  const [, base = name, suffix] = /^(.*)_(bucket|count|sum|total|created|info)$/.exec(name) ?? [];
  const parent = descriptions.get(base);
  const help = parent?.help ?? "";
  if (parent?.type === "histogram" && suffix !== "created") return { family: base, kind: "histogram", help };
  if (suffix === "bucket") throw new Error(`${name} has no description: its target was gone when it was read`);
  if (parent?.type === "summary" && (suffix === "count" || suffix === "sum"))
    return withQuantiles.has(base) ? { family: base, kind: "summary", help } : { family: name, kind: "counter", help };
  // OpenMetrics describes the family of a counter without its suffix.
  return { family: name, kind: suffix === "total" && parent?.type === "counter" ? "counter" : "gauge", help };
}
