import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IApplication } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application";
import type { IApplicationSet } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet";
import type { IAppProject } from "@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject";
import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { prerequisites } from "../../lib/platform/prerequisites.ts";
import { gitOps } from "../../platform.ts";
import { chartsOf, type Manifest, objectsOf, theOne } from "./rendered.ts";

const objects = [...chartsOf(gitOps(environments)).values()].flat();
const ofKind = <T>(kind: string) => objects.filter((object) => object.kind === kind) as (Manifest & T)[];

const project = theOne(ofKind<IAppProject>("AppProject"), "agentprovision");
const applications = ofKind<IApplication>("Application");
const [applicationSet] = ofKind<IApplicationSet>("ApplicationSet");
const template = applicationSet?.spec.template.spec;

const options = ["ServerSideApply=true", "SkipDryRunOnMissingResource=true", "RespectIgnoreDifferences=true"];

describe("the environments", () => {
  it("are listed with cluster and revision, which only a list can name", () => {
    expect(applicationSet?.spec.generators).toEqual([
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
    ]);
  });

  it("follow their folder of dist, plain", () => {
    expect(template?.source).toEqual({
      repoURL: "{{ .repository }}",
      targetRevision: "{{ .revision }}",
      path: "dist/{{ .environment }}",
      directory: { recurse: true },
    });
    expect(applicationSet?.spec).toMatchObject({ goTemplate: true, goTemplateOptions: ["missingkey=error"] });
  });

  it("use in their template only what the list has", () => {
    const [element = {}] = (applicationSet?.spec.generators[0]?.list?.elements ?? []) as Record<string, string>[];
    const used = [...JSON.stringify(applicationSet?.spec.template).matchAll(/\{\{ \.(\w+) \}\}/g)].map(
      ([, name = ""]) => name,
    );
    expect(new Set(used)).toEqual(new Set(Object.keys(element)));
  });

  it("are kept as Git has them, but for the number of replicas", () => {
    expect(template?.syncPolicy).toMatchObject({ automated: { prune: true, selfHeal: true }, syncOptions: options });
    expect(template?.ignoreDifferences).toEqual([
      { group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] },
    ]);
  });

  it("let somebody who rolls back switch the automatic sync off and on again, as the page tells", () => {
    expect(applicationSet?.spec.ignoreApplicationDifferences).toEqual([
      { jsonPointers: ["/spec/syncPolicy/automated"] },
    ]);
    const page = readFileSync(join(import.meta.dirname, "../../docs/roll-back.md"), "utf8");
    const name = (environment: string) =>
      applicationSet?.spec.template.metadata.name?.replace(/\{\{.*\}\}/, environment);
    for (const { name: environment, git } of environments) {
      expect(page).toContain(`\`${name(environment)}\``);
      expect(page).toContain(`\`${git.revision}\` for`);
    }
    const patches = [...page.matchAll(/-p '(.*)'/g)].map(([, json = ""]) => JSON.parse(json).spec.syncPolicy);
    expect(patches).toEqual([{ automated: null }, { automated: template?.syncPolicy?.automated }]);
  });

  it("stay when the list or Argo CD's object goes", () =>
    expect(applicationSet?.spec.syncPolicy).toEqual({ preserveResourcesOnDeletion: true }));
});

describe("prerequisites", () => {
  it("are those of each environment, at a pinned version", () => {
    expect(applications.map(({ metadata }) => metadata.name)).toEqual(
      environments.flatMap((environment) =>
        prerequisites(environment).map(({ name }) => `${environment.name}-${name}`),
      ),
    );
    for (const { metadata, spec } of applications)
      expect(spec.source?.targetRevision, metadata.name).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  it("come before the environments", () => {
    const wave = ({ metadata }: Manifest) => Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"]);
    for (const application of applications) expect(wave(application)).toBeLessThan(wave(applicationSet as Manifest));
  });

  it("are applied by the server, since definitions are too large for an annotation, and never pruned by accident", () => {
    for (const { spec } of applications) {
      expect(spec.syncPolicy?.syncOptions).toEqual([...options, "CreateNamespace=true"]);
      expect(spec.syncPolicy?.automated).toEqual({ selfHeal: true });
    }
  });
});

describe("the project", () => {
  const destinations = (project.spec.destinations ?? []).map(({ server, namespace }) => `${server} ${namespace}`);

  it("allows every place and source that an application uses", () => {
    for (const { spec } of applications) {
      expect(spec.project).toBe(project.metadata.name);
      expect(destinations).toContain(`${spec.destination.server} ${spec.destination.namespace}`);
      expect(project.spec.sourceRepos).toContain(spec.source?.repoURL);
    }
    expect(template?.project).toBe(project.metadata.name);
    for (const { git } of environments) expect(project.spec.sourceRepos).toContain(git.url);
  });

  it("allows every place and kind that an environment renders", () => {
    const kinds = (project.spec.clusterResourceWhitelist ?? []).map(({ group, kind }) => `${group} ${kind}`);
    for (const environment of environments)
      for (const { apiVersion, kind, metadata } of objectsOf(environment)) {
        const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
        if (metadata.namespace === undefined) expect(kinds).toContain(`${group} ${kind}`);
        else expect(destinations).toContain(`${environment.cluster.url} ${metadata.namespace}`);
      }
  });

  it("allows no other place", () => {
    const known = [...Object.values(namespaces).map(({ name }) => name), "kube-system", "external-secrets"];
    for (const { namespace } of project.spec.destinations ?? []) expect(known).toContain(namespace);
    expect(project.spec.destinations).toHaveLength(known.length * environments.length);
    expect(JSON.stringify([project.spec.sourceRepos, project.spec.clusterResourceWhitelist])).not.toContain('"*"');
  });
});
