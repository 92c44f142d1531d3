/** The release without a version of a kind, and the version to use. */
export interface Removal {
  readonly minor: number;
  readonly instead: string;
}

/** Versions that Kubernetes served once, with the minor release that removed them; `*` for all kinds of the version. */
const table = `
extensions/v1beta1                Ingress                    22 networking.k8s.io/v1
extensions/v1beta1                NetworkPolicy              16 networking.k8s.io/v1
extensions/v1beta1                PodSecurityPolicy          16
extensions/v1beta1                *                          16 apps/v1
apps/v1beta1                      *                          16 apps/v1
apps/v1beta2                      *                          16 apps/v1
networking.k8s.io/v1beta1         Ingress                    22 networking.k8s.io/v1
networking.k8s.io/v1beta1         IngressClass               22 networking.k8s.io/v1
rbac.authorization.k8s.io/v1alpha1 *                         22 rbac.authorization.k8s.io/v1
rbac.authorization.k8s.io/v1beta1 *                          22 rbac.authorization.k8s.io/v1
apiextensions.k8s.io/v1beta1      CustomResourceDefinition   22 apiextensions.k8s.io/v1
apiregistration.k8s.io/v1beta1    APIService                 22 apiregistration.k8s.io/v1
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration 22 admissionregistration.k8s.io/v1
admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration 22 admissionregistration.k8s.io/v1
authentication.k8s.io/v1beta1     TokenReview                22 authentication.k8s.io/v1
authorization.k8s.io/v1beta1      *                          22 authorization.k8s.io/v1
certificates.k8s.io/v1beta1       CertificateSigningRequest  22 certificates.k8s.io/v1
coordination.k8s.io/v1beta1       Lease                      22 coordination.k8s.io/v1
scheduling.k8s.io/v1beta1         PriorityClass              22 scheduling.k8s.io/v1
storage.k8s.io/v1beta1            CSIDriver                  22 storage.k8s.io/v1
storage.k8s.io/v1beta1            CSINode                    22 storage.k8s.io/v1
storage.k8s.io/v1beta1            StorageClass               22 storage.k8s.io/v1
storage.k8s.io/v1beta1            VolumeAttachment           22 storage.k8s.io/v1
batch/v1beta1                     CronJob                    25 batch/v1
discovery.k8s.io/v1beta1          EndpointSlice              25 discovery.k8s.io/v1
events.k8s.io/v1beta1             Event                      25 events.k8s.io/v1
autoscaling/v2beta1               HorizontalPodAutoscaler    25 autoscaling/v2
policy/v1beta1                    PodDisruptionBudget        25 policy/v1
policy/v1beta1                    PodSecurityPolicy          25
node.k8s.io/v1beta1               RuntimeClass               25 node.k8s.io/v1
autoscaling/v2beta2               HorizontalPodAutoscaler    26 autoscaling/v2
flowcontrol.apiserver.k8s.io/v1beta1 *                       26 flowcontrol.apiserver.k8s.io/v1
storage.k8s.io/v1beta1            CSIStorageCapacity         27 storage.k8s.io/v1
flowcontrol.apiserver.k8s.io/v1beta2 *                       29 flowcontrol.apiserver.k8s.io/v1
flowcontrol.apiserver.k8s.io/v1beta3 *                       32 flowcontrol.apiserver.k8s.io/v1
`;

/** By apiVersion and kind. Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/, up to 1.34. */
const removals: ReadonlyMap<string, ReadonlyMap<string, Removal>> = read();

/** When Kubernetes gave up a version of a kind, where it has. */
export const removalOf = (apiVersion: string, kind: string): Removal | undefined =>
  removals.get(apiVersion)?.get(kind) ?? removals.get(apiVersion)?.get("*");

function read() {
  const found = new Map<string, Map<string, Removal>>();
  for (const line of table.trim().split("\n")) {
    const [version = "", kind = "", minor, ...instead] = line.split(/\s+/);
    const kinds = found.get(version) ?? new Map<string, Removal>();
    found.set(version, kinds.set(kind, { minor: Number(minor), instead: instead.join(" ") }));
  }
  return found;
}
