import type { IApplication } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application";
import type { IApplicationSet } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet";
import type { IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject";
import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { type Prerequisite, prerequisites } from "../lib/platform/prerequisites.ts";

const namespace = "argocd";
const project = "agentprovision";

/** Objects of other controllers differ from Git in fields that those own; definitions are too large for client-side apply. */
const syncOptions = ["ServerSideApply=true", "SkipDryRunOnMissingResource=true", "RespectIgnoreDifferences=true"];
const retry = { limit: 5, backoff: { duration: "15s", factor: 2, maxDuration: "5m" } };

/** What Argo CD may do for the platform: where from, where to, and which kinds outside namespaces. */
export class Project extends PlatformChart {
  constructor(scope: Construct, environments: readonly Environment[]) {
    // Before the Applications that name it: files are applied in the order of their names.
    super(scope, "app-project", "prerequisites");
    const all = environments.flatMap(prerequisites);
    const platformNamespaces = Object.values(namespaces).map(({ name }) => name);
    const targets = unique([...platformNamespaces, "kube-system", ...all.map((each) => each.namespace)]);
    customResource<IAppProject>(this, {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: project, namespace },
      spec: {
        description: "AgentProvision's platform: what runs, what watches it, and what both need.",
        sourceRepos: unique([...environments.map(({ git }) => git.url), ...all.map(({ source }) => source.repoURL)]),
        destinations: environments.flatMap(({ cluster }) =>
          targets.map((target) => ({ server: cluster.url, namespace: target })),
        ),
        clusterResourceWhitelist: clusterKinds.map(([group, kind]) => ({ group, kind })),
      },
    });
  }
}

const clusterKinds = [
  ["", "Namespace"],
  ["apiextensions.k8s.io", "CustomResourceDefinition"],
  ["rbac.authorization.k8s.io", "ClusterRole"],
  ["rbac.authorization.k8s.io", "ClusterRoleBinding"],
  ["apiregistration.k8s.io", "APIService"],
  ["admissionregistration.k8s.io", "ValidatingWebhookConfiguration"],
] as const;

/** What must be in a cluster before the platform, at pinned versions: other people's definitions and operators. */
export class Prerequisites extends PlatformChart {
  constructor(scope: Construct, environments: readonly Environment[]) {
    super(scope, "prerequisites", "prerequisites");
    for (const environment of environments)
      for (const each of prerequisites(environment)) this.application(each, environment);
  }

  private application({ name, namespace: target, source }: Prerequisite, environment: Environment): void {
    customResource<IApplication>(this, {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: `${environment.name}-${name}`, namespace },
      spec: {
        project,
        source,
        destination: { server: environment.cluster.url, namespace: target },
        syncPolicy: { automated: { selfHeal: true }, syncOptions: [...syncOptions, "CreateNamespace=true"], retry },
      },
    });
  }
}

/** The environments: one Application for each, that follows its folder of `dist/`. */
export class Environments extends PlatformChart {
  constructor(scope: Construct, environments: readonly Environment[]) {
    super(scope, "environments", "namespaces");
    customResource<IApplicationSet>(this, {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "ApplicationSet",
      metadata: { name: "agentprovision", namespace },
      spec: {
        goTemplate: true,
        goTemplateOptions: ["missingkey=error"],
        // A list, since only it can name a revision for each cluster.
        generators: [
          {
            list: {
              elements: environments.map(({ name, cluster, git }) => ({
                environment: name,
                cluster: cluster.url,
                repository: git.url,
                revision: git.revision,
              })),
            },
          },
        ],
        template: {
          metadata: { name: "{{ .environment }}-platform" },
          spec: {
            project,
            source: {
              repoURL: "{{ .repository }}",
              targetRevision: "{{ .revision }}",
              path: "dist/{{ .environment }}",
              directory: { recurse: true },
            },
            destination: { server: "{{ .cluster }}" },
            // The autoscaler owns the number of replicas, external-secrets the defaults of its objects.
            ignoreDifferences: [{ group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] }],
            syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions, retry },
          },
        },
        syncPolicy: { preserveResourcesOnDeletion: true },
        // Whoever rolls back by hand switches the automatic sync of one Application off: the controller would switch it on again.
        ignoreApplicationDifferences: [{ jsonPointers: ["/spec/syncPolicy/automated"] }],
      },
    });
  }
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)].sort();
