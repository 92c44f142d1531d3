import type { Cluster } from "../cluster.ts";
import type { Pods } from "../pods/pod.ts";
import { accountOf, containersOf } from "../pods/pods.ts";

/** Where clients of the API server look for the token. */
const usual = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Who keeps the token of their service account from pods; nothing where they have one, or other credentials. */
export function withoutToken(
  cluster: Cluster,
  pods: Pods,
): { readonly field: string; readonly value?: string; readonly what: string; readonly remedy: string } | undefined {
  const { owner, spec, field } = pods;
  const { namespace, name } = accountOf(pods);
  // prometheus-operator itself says true for Prometheus. Source: 0.94, pkg/prometheus/server/statefulset.go.
  const isSaid = owner.kind === "Prometheus" || owner.kind === "PrometheusAgent";
  const ofAccount = cluster.find("ServiceAccount", namespace, name)?.body.automountServiceAccountToken;
  const own = spec.automountServiceAccountToken;
  if ((own ?? (isSaid || ofAccount !== false)) || hasOther(pods)) return undefined;
  return {
    field: `${field}.automountServiceAccountToken`,
    ...(own !== undefined && { value: String(own) }),
    what: `${own === undefined ? `ServiceAccount ${namespace}/${name} says false, and the pod nothing` : `its pods have no token of ServiceAccount ${namespace}/${name}`}: the API server refuses everything`,
    remedy: "set automountServiceAccountToken: true in the pod, or mount a projected volume with serviceAccountToken",
  };
}

/** Whether pods get a token or credentials in another way. */
const hasOther = ({ spec }: Pods): boolean =>
  (spec.volumes ?? []).some(({ projected }) => projected?.sources?.some((each) => each.serviceAccountToken)) ||
  containersOf(spec).some(
    ({ container: { args = [], command = [], volumeMounts = [] } }) =>
      volumeMounts.some(({ mountPath = "" }) => mountPath.startsWith(usual)) ||
      [...command, ...args].some((arg) => /^--?(kubeconfig|api-?server)\b/.test(arg)),
  );
