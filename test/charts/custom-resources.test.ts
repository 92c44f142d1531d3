import { Application } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application";
import { ApplicationSet } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet";
import { AppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject";
import { ExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import { Alertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import { Prometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { AlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import { expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { gitOps } from "../../platform.ts";
import { chartsOf, environmentCharts, type Manifest, nameOf } from "./rendered.ts";

const models = {
  ...{ Alertmanager, AlertmanagerConfig, Prometheus, PrometheusRule, ServiceMonitor, ExternalSecret },
  ...{ AppProject, Application, ApplicationSet },
};

const isCustom = ({ kind }: Manifest): boolean => kind in models;

/** What the makers' definition refuses in an object; `undefined` where it takes it. */
function refusal(object: Manifest): string | undefined {
  const Model = models[object.kind as keyof typeof models] as new (data: object) => { validate(): void };
  try {
    new Model(withKind(object)).validate();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** The models 6.0.0 demand of an embedded claim a kind and an API version, which the definition does not know. */
function withKind(object: Manifest): object {
  const { spec } = object as { spec?: { storage?: { volumeClaimTemplate?: object } } };
  if (spec?.storage?.volumeClaimTemplate === undefined) return object;
  const volumeClaimTemplate = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "EmbeddedPersistentVolumeClaim",
    ...spec.storage.volumeClaimTemplate,
  };
  return { ...object, spec: { ...spec, storage: { volumeClaimTemplate } } };
}

const objects = [
  ...environments.map(
    (environment) => [environment.name, [...environmentCharts(environment).values()].flat()] as const,
  ),
  ["argocd", [...chartsOf(gitOps(environments)).values()].flat()] as const,
];

it.each(objects)("%s has custom resources as their makers define them", (_, all) => {
  const custom = all.filter(isCustom);
  expect(custom.length).toBeGreaterThan(2);
  expect(custom.flatMap((object) => refusal(object)?.concat(` in ${nameOf(object)}`) ?? [])).toEqual([]);
});

it.each(objects)("%s has no custom resources but those", (_, all) => {
  const builtIn = /^(v1|apps\/v1|policy\/v1|autoscaling\/v2|(networking|rbac\.authorization)\.k8s\.io\/v1)$/;
  expect(all.filter((object) => !builtIn.test(object.apiVersion) && !isCustom(object)).map(nameOf)).toEqual([]);
});

it("notices a duration that the operator does not read", () => {
  const [, all] = objects[0] ?? ["", []];
  const [alertmanager] = all.filter(({ kind }) => kind === "Alertmanager") as (Manifest & { spec: object })[];
  if (!alertmanager) throw new Error("there is no Alertmanager");
  expect(refusal({ ...alertmanager, spec: { ...alertmanager.spec, retention: "5d" } } as Manifest)).toMatch(
    "retention",
  );
});
