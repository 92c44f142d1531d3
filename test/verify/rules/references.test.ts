import { expect, it } from "vitest";
import { missingClaim } from "../../../lib/verify/rules/missing-claim.ts";
import { missingConfigMap } from "../../../lib/verify/rules/missing-config-map.ts";
import { missingGoverningService } from "../../../lib/verify/rules/missing-governing-service.ts";
import { missingNamespace } from "../../../lib/verify/rules/missing-namespace.ts";
import { missingPriorityClass } from "../../../lib/verify/rules/missing-priority-class.ts";
import { missingRole } from "../../../lib/verify/rules/missing-role.ts";
import { missingServiceAccount } from "../../../lib/verify/rules/missing-service-account.ts";
import { missingStorageClass } from "../../../lib/verify/rules/missing-storage-class.ts";
import { missingSubject } from "../../../lib/verify/rules/missing-subject.ts";
import { missingVolume } from "../../../lib/verify/rules/missing-volume.ts";
import { unusedVolume } from "../../../lib/verify/rules/unused-volume.ts";
import { said } from "../given.ts";
import { each, object, pod, service, workload } from "./table.ts";

const claim = (name: string, storageClass = "fast") =>
  object("v1", "PersistentVolumeClaim", name, `spec: { storageClassName: ${storageClass} }`);
const storageClass = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast }\n---\n";
const priorityClass = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: urgent }\n---\n";
const claimed = (name: string) =>
  pod(`containers: [{ name: web }], volumes: [{ name: data, persistentVolumeClaim: { claimName: ${name} } }]`);
const account = object("v1", "ServiceAccount", "web");
const role = object("rbac.authorization.k8s.io/v1", "Role", "reader");
const binding = (name: string, subject: string) =>
  object(
    "rbac.authorization.k8s.io/v1",
    "RoleBinding",
    "web",
    `roleRef: { kind: Role, name: ${name} }\nsubjects: [{ kind: ServiceAccount, name: ${subject} }]`,
  );
const set = workload("StatefulSet", "db", { spec: "serviceName: db" });

each([
  [
    missingClaim,
    claim("data") + claimed("data"),
    claim("data") + claimed("date"),
    "Pod web | spec.volumes[0].persistentVolumeClaim.claimName | date | no PersistentVolumeClaim of namespace shop has this name: did you mean data?",
  ],
  [
    missingStorageClass,
    storageClass + claim("data"),
    storageClass + claim("data", "fasd"),
    "PersistentVolumeClaim data | spec.storageClassName | fasd | no StorageClass has this name: did you mean fast?",
  ],
  [
    missingPriorityClass,
    priorityClass + pod("priorityClassName: urgent"),
    priorityClass + pod("priorityClassName: urgently"),
    "Pod web | spec.priorityClassName | urgently | no PriorityClass has this name: did you mean urgent?",
  ],
  [
    missingNamespace,
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n${account}`,
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: shops }\n---\n${account}${role}`,
    "ServiceAccount web | metadata.namespace | shop | no Namespace has this name: did you mean shops?",
  ],
  [
    missingGoverningService,
    set + service("db", "clusterIP: None"),
    set + service("dbs", "clusterIP: None"),
    "StatefulSet db | spec.serviceName | db | no Service of namespace shop has this name: did you mean dbs?",
  ],
  [
    missingConfigMap,
    object("v1", "ConfigMap", "settings") +
      pod("containers: [{ name: web, envFrom: [{ configMapRef: { name: settings } }] }]"),
    object("v1", "ConfigMap", "setting") +
      pod("containers: [{ name: web, envFrom: [{ configMapRef: { name: settings } }] }]"),
    "Pod web | spec.containers[0].envFrom[0].configMapRef | settings | no ConfigMap of namespace shop has this name: did you mean setting?",
  ],
  [
    missingServiceAccount,
    account + pod("serviceAccountName: web"),
    account + pod("serviceAccountName: wep"),
    "Pod web | spec.serviceAccountName | wep | no ServiceAccount of namespace shop has this name: did you mean web?",
  ],
  [
    missingRole,
    role + binding("reader", "web"),
    role + binding("reeder", "web"),
    "RoleBinding web | roleRef.name | reeder | no Role of namespace shop has this name: did you mean reader?",
  ],
  [
    missingSubject,
    account + binding("reader", "web"),
    account + binding("reader", "wep"),
    "RoleBinding web | subjects[0] | shop/wep | no ServiceAccount of namespace shop has this name: did you mean web?",
  ],
  [
    missingVolume,
    pod("containers: [{ name: web, volumeMounts: [{ name: tmp }] }], volumes: [{ name: tmp, emptyDir: {} }]"),
    pod("containers: [{ name: web, volumeMounts: [{ name: temp }] }], volumes: [{ name: tmp, emptyDir: {} }]"),
    "Pod web | spec.containers[0].volumeMounts[0].name | temp | the pod has no volume of this name: did you mean tmp?",
  ],
  [
    unusedVolume,
    pod("containers: [{ name: web, volumeMounts: [{ name: tmp }] }], volumes: [{ name: tmp, emptyDir: {} }]"),
    pod("containers: [{ name: web }], volumes: [{ name: tmp, emptyDir: {} }]"),
    "Pod web | spec.volumes[0] | tmp | no container mounts it",
  ],
]);

it("leaves the namespace of an account that says none to whoever applies it", () => {
  const unsaid = "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n---\n";
  expect(said(missingSubject, unsaid + binding("reader", "web"), { complete: true })[0]).toMatch(
    /^\(.*says no namespace, so whoever applies it decides\)$/,
  );
  const saidOtherwise = unsaid.replace("name: web", "name: web, namespace: default");
  expect(said(missingSubject, saidOtherwise + binding("reader", "web"), { complete: true })[0]).toMatch(/^RoleBinding/);
});

it("does not know all accounts of the cluster's own", () => {
  const ofCluster = binding("reader", "web").replaceAll("shop", "kube-system");
  expect(said(missingSubject, ofCluster, { complete: true })[0]).toMatch(/^\(/);
});

it("takes a volume for used that an annotation names, for a container that is added later", () => {
  const annotated = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, annotations: { kuma.io/service-account-token-volume: ${name} } }
spec: { containers: [{ name: web, image: web }], volumes: [{ name: token, emptyDir: {} }] }
`;
  expect(said(unusedVolume, annotated("token"))).toEqual([]);
  expect(said(unusedVolume, annotated("tokens"))).toHaveLength(1);
});
