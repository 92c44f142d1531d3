import type { Fault } from "./fault.ts";
import { faults } from "./made/index.ts";
import type { Told } from "./minimum.ts";

/** An alert that takes longer before anybody hears of it is proven on samples of a past that was. */
export const mostSeconds = 600;

/** How an alert is proven to work where it runs. */
export type LiveProof =
  | { readonly kind: "fault"; readonly fault: Fault }
  | { readonly kind: "backfilled" }
  /** Its fault cannot be made in a cluster of one node; it is proven on backfilled samples, too. */
  | { readonly kind: "impossible"; readonly because: string };

/** Alerts that would be soon enough, and whose faults cannot be made here. */
export const impossible: Readonly<Record<string, string>> = {
  ContainerRestartsOften:
    "more than five restarts in an hour that are no crash loop take the hour; quicker ones are a crash loop, which suppresses it",
};

/** All proofs of an alert: there should be one. */
export const proofsOf = ({ name, minimum }: Told): LiveProof[] => [
  ...faults.filter(({ alert }) => alert === name).map((fault): LiveProof => ({ kind: "fault", fault })),
  ...(minimum.detection > mostSeconds ? [{ kind: "backfilled" } as const] : []),
  ...(impossible[name] === undefined ? [] : [{ kind: "impossible", because: impossible[name] } as const]),
];
