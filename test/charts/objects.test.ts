import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { environments } from "../../lib/environments/index.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { gitOps, platform } from "../../platform.ts";
import { render } from "../../render.ts";
import { chartsOf, type Manifest, nameOf } from "./rendered.ts";

/** Kinds without a namespace. */
const clusterKinds = ["Namespace", "ClusterRole", "ClusterRoleBinding"];

/** The API server takes no larger ConfigMap or Secret. */
const largestBytes = 1024 * 1024;

const folders: [string, Map<string, Manifest[]>][] = [
  ...environments.map((environment): [string, Map<string, Manifest[]>] => [
    environment.name,
    chartsOf(platform(environment)),
  ]),
  ["argocd", chartsOf(gitOps(environments))],
];

const isDnsLabel = (name: string) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= 63;
const repeatedIn = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe.each(folders)("%s", (folder, charts) => {
  const objects = [...charts.values()].flat();

  it("has no object twice, in whichever file", () => expect(repeatedIn(objects.map(nameOf))).toEqual([]));

  it("has names that are DNS labels", () =>
    expect(objects.map(({ metadata }) => metadata.name).filter((name) => !isDnsLabel(name))).toEqual([]));

  it("applies each object in the wave of its file's prefix, and says what it is part of", () => {
    for (const [file, inFile] of charts)
      for (const object of inFile) {
        const wave = object.metadata.annotations?.["argocd.argoproj.io/sync-wave"];
        expect(wave, nameOf(object)).toBe(/^\d+/.exec(file)?.[0]);
        expect(object.metadata.labels?.["app.kubernetes.io/part-of"], nameOf(object)).toBe("agentprovision");
      }
  });

  it("has a namespace where the kind has one, and only there", () => {
    const known = new Set<string | undefined>([
      ...Object.values(namespaces).map(({ name }) => name),
      ...(folder === "argocd" ? ["argocd"] : []),
    ]);
    for (const { kind, metadata } of objects) {
      if (clusterKinds.includes(kind)) expect(metadata.namespace, `${kind} ${metadata.name}`).toBeUndefined();
      // Prometheus' discovery of the kubelets' Service is all that lies elsewhere.
      else if (!["Role", "RoleBinding"].includes(kind) || metadata.namespace !== "kube-system")
        expect(known, `${kind} ${metadata.name}`).toContain(metadata.namespace);
    }
  });

  it("has no object that is too large", () =>
    expect(objects.filter((object) => Buffer.byteLength(JSON.stringify(object)) > largestBytes).map(nameOf)).toEqual(
      [],
    ));
});

describe("files", () => {
  const files = render();

  it("are the same bytes when they are rendered again", () => expect([...render()]).toEqual([...files]));

  it("hold what the charts made, one file a chart", () => {
    const parsed = [...files].map(([path, text]) => [
      path,
      parseAllDocuments(text, { version: "1.1" }).map((each) => each.toJS()),
    ]);
    const made = folders.flatMap(([folder, charts]) =>
      [...charts].map(([name, objects]) => [`${folder}/${name}.k8s.yaml`, objects]),
    );
    expect(parsed).toEqual(made);
  });

  it("make namespaces before what lies in them", () => {
    const prefix = (path: string) => Number.parseInt(path.split("/")[1] ?? "", 10);
    for (const { name } of environments) {
      const paths = [...files.keys()].filter((path) => path.startsWith(`${name}/`));
      const [first = ""] = [...paths].sort((one, other) => prefix(one) - prefix(other));
      expect(first).toBe(`${name}/10-namespaces.k8s.yaml`);
      expect(paths.filter((path) => prefix(path) === prefix(first))).toEqual([first]);
    }
  });
});
