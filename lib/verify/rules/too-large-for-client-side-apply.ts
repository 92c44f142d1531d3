import { type Known, type Manifest, nameOf } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

const most = 2 ** 18;

/** An object that does not fit into the annotation in which `kubectl apply` remembers it. */
export const tooLargeForClientSideApply: Rule = {
  id: "too-large-for-client-side-apply",
  topic: "objects",
  severity: "warning",
  sentence: "An object has less than 256 KiB, or says that it is applied on the server's side.",
  why: 'kubectl apply ends with "metadata.annotations: Too long", and Argo CD cannot synchronise it.',
  remedy: "use kubectl apply --server-side, or annotate it argocd.argoproj.io/sync-options: ServerSideApply=true",
  // Source: TotalAnnotationSizeLimitB in k8s.io/apimachinery, pkg/api/validation/objectmeta.go.
  *check(cluster, { complete }) {
    // Source: https://fluxcd.io/flux/faq/, "What is the difference between kubectl apply and Flux".
    const flux = !complete && cluster.manifests.find(({ group }) => group === "kustomize.toolkit.fluxcd.io");
    for (const object of cluster.manifests) {
      const options = object.annotations["argocd.argoproj.io/sync-options"] ?? "";
      if (/(ServerSideApply|Replace)=true/.test(options)) continue;
      const bytes = Buffer.byteLength(JSON.stringify(object.body) ?? "") + cut(object);
      if (bytes > most)
        yield {
          object,
          field: "",
          value: `${bytes} bytes`,
          what: `the annotation with what was applied holds ${most}`,
          ...(flux && { uncertain: `${nameOf(flux)} is for Flux, which applies on the server's side` }),
        };
    }
  },
};

type Definition = Known<"CustomResourceDefinition">;

/** The bytes of a definition's schemas, which stand for them where it was read from a file. */
function cut(object: Manifest): number {
  const versions =
    object.known && object.kind === "CustomResourceDefinition" ? (object as Definition).body.spec?.versions : undefined;
  return (versions ?? []).reduce((sum, { schema }) => {
    const bytes = schema?.openAPIV3Schema;
    return sum + (typeof bytes === "number" ? bytes : 0);
  }, 0);
}
