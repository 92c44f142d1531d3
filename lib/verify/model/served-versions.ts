import { distance } from "fastest-levenshtein";
import table from "../../../imports/served-versions.json" with { type: "json" };
import { removalOf } from "./removals.ts";

/**
 * The minor release since which Kubernetes serves a kind, by apiVersion and kind; versions that it gave up long ago are not among
 * them. Source: Kubernetes' own packages, asked by `make served-versions`.
 */
export const servedSince: Readonly<Record<string, Readonly<Record<string, number>>>> = table;

/** The newest release that is known. */
export const newestRelease = Math.max(...Object.values(servedSince).flatMap((kinds) => Object.values(kinds)));

const groupOf = (apiVersion: string) => (apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "");
const groups = new Set(Object.keys(servedSince).map(groupOf));

/** Whether a group can only be Kubernetes' own; those of custom resources have a dot in their name. */
export function isOwnGroup(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return groups.has(group) || !group.includes(".");
}

/** The versions in which a release serves a kind, the newest first. */
export const versionsFor = (kind: string, release: number): string[] =>
  Object.entries(servedSince)
    .flatMap(([apiVersion, { [kind]: since }]) => (since === undefined ? [] : [{ apiVersion, since }]))
    .filter(
      ({ apiVersion, since }) =>
        since <= release && (removalOf(apiVersion, kind)?.minor ?? Number.POSITIVE_INFINITY) > release,
    )
    .sort((a, b) => b.since - a.since)
    .map(({ apiVersion }) => apiVersion);

/** The version of a kind whose group differs in a letter or two, as `networking.k8.io/v1` does. */
export const misspelt = (apiVersion: string, kind: string): string | undefined =>
  versionsFor(kind, newestRelease).find((each) => distance(groupOf(each), groupOf(apiVersion)) <= 2);
