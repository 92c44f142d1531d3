import { suggestion } from "../../suggestion.ts";
import type { Manifest } from "../model/manifest.ts";
import { removalOf } from "../model/removals.ts";
import { isOwnGroup, misspelt, newestRelease, servedSince, versionsFor } from "../model/served-versions.ts";
import type { Found, Rule } from "../rule.ts";

/** An object in a version in which no Kubernetes serves its kind, or the cluster's release does not do so yet. */
export const apiVersionNotServed: Rule = {
  id: "api-version-not-served",
  topic: "objects",
  severity: "error",
  sentence: "The API server knows the kind of each object in its version, and does so already.",
  why: "It refuses the object, since there is no such resource; what should be in force is not.",
  remedy: "write the object in a version that the cluster serves",
  *check(cluster, { kubernetes }) {
    const release = kubernetes === undefined ? newestRelease : Number(kubernetes.split(".")[1]);
    if (release > newestRelease) return;
    for (const object of cluster.manifests) {
      const { apiVersion, kind } = object;
      const since = servedSince[apiVersion]?.[kind];
      if (removalOf(apiVersion, kind) !== undefined) continue;
      if (since === undefined) yield* neverServed(object, release);
      else if (since > release)
        yield {
          object,
          field: "apiVersion",
          value: apiVersion,
          what: `Kubernetes serves ${kind} in it since 1.${since}, the cluster is of ${kubernetes}`,
          ...use(versionsFor(kind, release)[0]),
        };
    }
  },
};

/** What no release serves, as far as that is known: other owners have kinds of their own, and alpha versions come and go. */
function* neverServed(object: Manifest, release: number): Iterable<Found> {
  const { apiVersion, kind } = object;
  const kinds = servedSince[apiVersion];
  const instead = isOwnGroup(apiVersion) ? versionsFor(kind, release)[0] : misspelt(apiVersion, kind);
  if (instead !== undefined) {
    if (apiVersion.includes("alpha")) return;
    const what = `no release of Kubernetes serves ${kind} in it`;
    yield { object, field: "apiVersion", value: apiVersion, what, ...use(instead) };
  } else if (kinds !== undefined && !isOfClients(kind)) {
    const meant = ofPlugins[kind] ?? suggestion(kind, Object.keys(kinds));
    // Other programs have kinds of their own in the oldest group.
    if (meant === undefined && apiVersion === "v1") return;
    const what = `no release of Kubernetes serves such a kind in ${apiVersion}`;
    yield { object, field: "kind", value: kind, what, ...use(meant) };
  }
}

/** The API server's plug-ins are called otherwise than the kinds that configure them. */
const ofPlugins: Readonly<Record<string, string>> = {
  MutatingAdmissionWebhook: "MutatingWebhookConfiguration",
  ValidatingAdmissionWebhook: "ValidatingWebhookConfiguration",
};

/** A kubectl configuration and lists are written as objects and are none of a cluster. */
const isOfClients = (kind: string) => kind === "Config" || kind.endsWith("List");

const use = (instead: string | undefined) => (instead === undefined ? {} : { remedy: `use ${instead}` });
