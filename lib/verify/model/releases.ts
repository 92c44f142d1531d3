import type { Cluster } from "./cluster.ts";
import { type Manifest, nameOf } from "./manifest.ts";

/** An object for which a controller installs a chart, of which the objects tell nothing more. */
interface Release {
  readonly object: Manifest;
  /** Where it installs what names no other namespace. */
  readonly namespace: string | undefined;
}

/** Why there may be more than the objects: a chart is installed that is not rendered here. */
export const byRelease = (cluster: Cluster, namespace?: string): string | undefined => {
  const release = cluster
    .derived(releases)
    .find((each) => namespace === undefined || each.namespace === undefined || each.namespace === namespace);
  return release && `what ${nameOf(release.object)} installs is not among the objects`;
};

const releases = (cluster: Cluster): readonly Release[] =>
  cluster.manifests.flatMap((object) => read(object, cluster.manifests) ?? []);

interface Body {
  readonly metadata?: { readonly namespace?: string };
  readonly spec?: {
    readonly targetNamespace?: string;
    readonly destination?: { readonly namespace?: string };
    readonly source?: ChartSource;
    readonly sources?: readonly (ChartSource | null)[];
  };
}

interface ChartSource {
  readonly chart?: string;
  readonly helm?: unknown;
  /** A folder of the repository, or a chart in it. */
  readonly path?: string;
}

function read(object: Manifest, all: readonly Manifest[]): Release | undefined {
  const { metadata, spec } = object.body as Body;
  switch (`${object.kind}.${object.group}`) {
    case "HelmRelease.helm.toolkit.fluxcd.io":
    case "HelmChart.helm.cattle.io":
      return { object, namespace: spec?.targetNamespace ?? metadata?.namespace };
    case "Application.argoproj.io": {
      const sources = [...(spec?.source ? [spec.source] : []), ...(Array.isArray(spec?.sources) ? spec.sources : [])];
      const isRead = (path: string) =>
        all.some(({ origin }) => `/${origin.file}`.includes(`/${path.replace(/^\.?\/|\/$/g, "")}/`));
      const hasMore = sources.some(
        (source) =>
          typeof source?.chart === "string" ||
          source?.helm !== undefined ||
          (typeof source?.path === "string" && !isRead(source.path)),
      );
      return hasMore ? { object, namespace: spec?.destination?.namespace } : undefined;
    }
    // What a bundle of the Operator Lifecycle Manager brings, accounts above all.
    case "OperatorGroup.operators.coreos.com":
    case "Subscription.operators.coreos.com":
      return { object, namespace: metadata?.namespace };
    default:
      return undefined;
  }
}
