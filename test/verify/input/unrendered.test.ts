import { describe, expect, it } from "vitest";
import { folderOf, ran } from "../command/ran.ts";

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const kustomization = (fields: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${fields}\n`;

/** What is said of some files: the place of each name that is surely invalid, and why others may not be. */
async function of(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const folder = folderOf(files);
  const ended = await ran(["--format", "json", ...options, folder]);
  if (typeof ended === "string") throw new Error(ended);
  const report = JSON.parse(ended.output, (_, value) =>
    typeof value === "string" ? value.replaceAll(`${folder}/`, "").replaceAll(folder, ".") : value,
  );
  const invalid = ({ rule }: { rule: string }) => rule === "name-invalid";
  return {
    certain: report.findings.filter(invalid).map(({ file }: { file: string }) => file),
    uncertain: report.uncertain.filter(invalid).map((each: { uncertain: string }) => each.uncertain),
    summary: report.summary,
  };
}

/** What people are told of some files. */
async function told(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const folder = folderOf(files);
  const ended = await ran([...options, folder]);
  if (typeof ended === "string") throw new Error(ended);
  return ended.output.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
}

const pod = (name: string, spec = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec}containers: [{ name: a, image: a }] }\n`;

describe("a kustomization", () => {
  it("that only lists what is there makes nothing uncertain", async () => {
    const files = { "kustomization.yaml": kustomization("resources: [a.yaml]\npatches: []"), "a.yaml": namespace("_") };
    expect(await of(files)).toMatchObject({ certain: ["a.yaml"], uncertain: [], summary: { kustomizations: [] } });
  });

  it("that changes what it names makes that uncertain, and nothing beside it", async () => {
    const files = {
      "kustomization.yaml": kustomization("namespace: shop\nresources: [a.yaml]"),
      "a.yaml": namespace("_"),
      "b.yaml": namespace("_b"),
    };
    expect(await of(files)).toMatchObject({
      certain: ["b.yaml"],
      uncertain: ["kustomization.yaml changes it before it is applied (namespace)"],
      summary: { kustomizations: ["."] },
    });
  });

  it("changes what is named by those that it names, and its patches", async () => {
    const files = {
      "overlay/kustomization.yaml": kustomization("resources: [../middle/]\npatches: [{ path: patch.yaml }]"),
      "overlay/patch.yaml": namespace("_"),
      "middle/kustomization.yaml": kustomization("resources: [../base]"),
      "base/kustomization.yml": "resources:\n  - a.yaml\n  - ../middle\n",
      "base/a.yaml": namespace("_a"),
      "other/kustomization.yaml": kustomization("resources: [a.yaml]"),
      "other/a.yaml": namespace("_other"),
    };
    expect(await of(files)).toMatchObject({
      certain: ["other/a.yaml"],
      uncertain: Array(1).fill("overlay/kustomization.yaml changes it before it is applied (patches)"),
      summary: { kustomizations: ["overlay"], skipped: ["overlay/patch.yaml"] },
    });
  });

  it.each([
    ["patches", "patches: [{ path: patch.yaml }]"],
    ["patchesStrategicMerge", "patchesStrategicMerge: [./patch.yaml]"],
    ["patchesJson6902", "patchesJson6902: [{ target: { kind: Pod, name: a }, path: patch.yaml }]"],
  ])("names files in %s that are no objects", async (_, field) => {
    const files = (text: string) => ({
      "kustomization.yaml": kustomization(`resources: [a.yaml]\n${field}`),
      "a.yaml": namespace("_"),
      "patch.yaml": text,
    });
    for (const text of ["kind: Pod\nmetadata: { name: a }\n", "- op: remove\n  path: /spec\n", namespace("_patch")])
      expect(await of(files(text))).toMatchObject({
        certain: [],
        uncertain: [expect.stringMatching(field.slice(0, 7))],
      });
    const other = { "b.yaml": "kind: Pod\nmetadata: { name: b }\n" };
    expect(await ran([folderOf({ ...files("kind: Pod\nmetadata: { name: a }\n"), ...other })])).toMatchObject({
      unread: [expect.stringMatching(/b\.yaml:1:1: Pod: it has no apiVersion/)],
    });
  });

  it("may give pods labels that a selector asks for", async () => {
    const files = (patch: string) => ({
      "shop.yaml": namespace("shop"),
      "policy.yaml":
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } } }\n",
      "web/kustomization.yaml": kustomization(`resources: [pod.yaml]\n${patch}`),
      "web/pod.yaml": pod("a").replace("namespace: shop", "namespace: shop, labels: { app: web2 }"),
    });
    expect(await told(files(""))).toMatch(/policy-selects-no-pod/);
    expect(await told(files("labels: [{ pairs: { app: web } }]"))).not.toMatch(/policy-selects-no-pod/);
  });

  it("may put into a namespace what is missing there", async () => {
    const network =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } } }\n";
    const said = (into: string) =>
      told(
        {
          ...{ "shop.yaml": namespace("shop"), "policy.yaml": network, "other.yaml": pod("other") },
          "web/kustomization.yaml": kustomization(`namespace: ${into}`),
        },
        "--uncertain",
      );
    expect(await said("other")).toContain("warning policy-selects-no-pod");
    expect(await said("shop")).toContain("web/kustomization.yaml puts objects into namespace shop that name none");
    expect(await said("shop")).toContain("uncertain policy-selects-no-pod");
  });

  it("need not say what it is", async () => {
    const files = { "kustomization.yaml": "namePrefix: a\nresources: [a.yaml]\n", "a.yaml": namespace("_") };
    expect(await of(files)).toMatchObject({ certain: [], summary: { kustomizations: ["."] } });
  });

  it("does not change a folder that is called like its namespace", async () => {
    const files = {
      "kustomization.yaml": kustomization("namespace: shop\nresources: [a.yaml]"),
      "shop/kustomization.yaml": kustomization("resources: [b.yaml]"),
      "shop/b.yaml": namespace("_"),
    };
    expect(await of(files)).toMatchObject({ certain: ["shop/b.yaml"] });
  });

  it("may give others what they lack", async () => {
    const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { a: b }\n";
    const reading =
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: a, image: a, env: [{ valueFrom: { configMapKeyRef: { name: settings, key: c } } }] }] }\n";
    const files = { "web.yaml": reading, "more/settings.yaml": settings };
    const changed = { "more/kustomization.yaml": kustomization("patches: [{}]\nresources: [settings.yaml]") };
    expect(await told(files)).toContain("error missing-key");
    expect(await told({ ...files, ...changed }, "--uncertain")).toContain(
      "more/kustomization.yaml changes ConfigMap shop/settings before it is applied (patches)",
    );
  });

  it("may put pods where a job looks for them", async () => {
    const named = (kind: string, name: string, namespace: string, more: string) =>
      `apiVersion: ${kind === "Deployment" ? "apps/v1" : "v1"}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${more}\n---\n`;
    const mounted = "volumeMounts: [{ name: c, mountPath: /etc/prometheus }]";
    const files = {
      "prometheus.yaml":
        "apiVersion: v1\nkind: Namespace\nmetadata: { name: m }\n---\n" +
        named(
          "ConfigMap",
          "c",
          "m",
          `data:\n  prometheus.yml: "{ rule_files: [r.yml], scrape_configs: [{ job_name: own, static_configs: [{ targets: ['localhost:9090'] }] }, { job_name: web, kubernetes_sd_configs: [{ role: pod, namespaces: { names: [prod] } }] }] }"\n  r.yml: "{ groups: [{ name: g, rules: [{ alert: A, expr: 'up{job=\\"web\\"} == 0' }] }] }"`,
        ) +
        named(
          "Deployment",
          "prometheus",
          "m",
          `spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: prometheus, image: "prom/prometheus:v3.16.0", ports: [{ containerPort: 9090 }], ${mounted} }], volumes: [{ name: c, configMap: { name: c } }] } } }`,
        ),
    };
    const put = { "prod/kustomization.yaml": kustomization("namespace: prod\nresources: [web.yaml]") };
    expect(await told(files)).toContain("error matcher-matches-nothing");
    expect(await told({ ...files, ...put })).not.toContain("error matcher-matches-nothing");
  });

  it("may put a binding and its account into one namespace", async () => {
    const rbac =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: agent }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: agent }\nroleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: agent }]\n";
    const listed = { "kustomization.yaml": kustomization("resources: [rbac.yaml]") };
    expect(await told({ "rbac.yaml": rbac })).toContain("error missing-subject");
    expect(await told({ "rbac.yaml": rbac, ...listed })).not.toContain("error missing-subject");
  });

  it("may give the name that is looked for", async () => {
    const files = {
      "web.yaml":
        "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: a, image: a, args: ['db-main.shop.svc:80'] }] }\n",
      "db/db.yaml":
        "apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n",
      "db/kustomization.yaml": kustomization("resources: [db.yaml]"),
    };
    const suffixed = { "main/kustomization.yaml": kustomization("nameSuffix: -main\nresources: [../db]") };
    expect(await told(files)).toContain("error address-unknown");
    expect(await told({ ...files, ...suffixed }, "--uncertain")).toContain(
      "main/kustomization.yaml gives other names to objects of namespace shop",
    );
  });

  it("is told of to people", async () => {
    expect(await told({ "kustomization.yaml": "namePrefix: a\n", "a.yaml": namespace("a") })).toContain(
      "\n1 changing kustomization: verify what it renders, `kustomize build . | verify -`\n",
    );
  });
});

describe("a chart", () => {
  const charts = {
    "one/Chart.yaml": "name: one\n",
    "one/templates/a.yaml": "{{ .Values }}",
    "two/Chart.yaml": "name: two\n",
  };

  it("may hold what is missing in the same folder", async () => {
    const files = { "shop.yaml": namespace("shop"), "web.yaml": pod("web", "serviceAccountName: web, ") };
    expect(await told(files)).toContain("error missing-service-account");
    const perhaps = await told({ ...files, ...charts }, "--uncertain");
    expect(perhaps).toContain("uncertain missing-service-account");
    expect(perhaps).toContain(": chart one is left out");
  });

  it.each([[], ["--budget"], ["--can", "shop/a", "shop/b:80"]].map((options) => ({ options })))(
    "is left out of a folder, and told of: $options",
    async ({ options }) => {
      expect(await told({ "a.yaml": pod("a"), "b.yaml": pod("b"), ...charts }, ...options)).toMatch(
        /\n2 charts left out: verify what each renders, `helm template one \| verify -`\n/,
      );
    },
  );
});

it.each(["${APP:=shop}", "a-${APP}", "<app-name>", "a-__APP__", "{{ APP }}", "{{ .Values.app }}"])(
  "does not know what is put in place of %s",
  async (name) =>
    expect(await of({ "a.yaml": namespace(JSON.stringify(name)) })).toMatchObject({
      certain: [],
      uncertain: [`something is put in place of ${name.replace("a-", "")} before it is applied`],
    }),
);

it("takes a variable for what it is where the objects are all there is", async () =>
  expect(await of({ "a.yaml": namespace('"${APP}"') }, "--complete")).toMatchObject({ certain: ["a.yaml"] }));

it("takes a workload whose container has no image for a patch", async () => {
  const deployment = (image: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web_ }\nspec: { template: { spec: { containers: [{ name: web${image} }] } } }\n`;
  expect(await of({ "a.yaml": deployment(", image: web") })).toMatchObject({ certain: ["a.yaml"], uncertain: [] });
  expect(await of({ "a.yaml": deployment("") })).toMatchObject({
    certain: [],
    uncertain: ["container web has no image, so this may be a patch of the whole object"],
  });
});

it.each(["template.openshift.io/v1", "v1"])("reads what OpenShift makes of a template of %s", async (apiVersion) => {
  const template = `apiVersion: ${apiVersion}
kind: Template
metadata: { name: shop }
parameters: [{ name: NAME }]
objects:
  - apiVersion: v1
    kind: Namespace
    metadata: { name: _ }
  - apiVersion: v1
    kind: Namespace
    metadata: { name: "\${NAME}" }
`;
  const { certain, uncertain, summary } = await of({ "template.yaml": template });
  expect({ certain, uncertain, objects: summary.objects }).toEqual({
    certain: ["template.yaml"],
    uncertain: ["something is put in place of ${NAME} before it is applied"],
    objects: 2,
  });
});

it("takes values of charts that name a kind for no objects", async () => {
  const files = { "values.yaml": "kind: DaemonSet\nimage: { tag: 1.2.3 }\n", "a.yaml": namespace("_") };
  expect(await of(files)).toMatchObject({ certain: ["a.yaml"], summary: { objects: 1, skipped: ["values.yaml"] } });
});

it("takes an index of charts for no object", async () => {
  const index = "apiVersion: v1\nentries: { shop: [{ name: shop, kind: x }] }\ngenerated: now\n";
  const files = { "index.yaml": index, "a.yaml": namespace("_") };
  expect(await of(files)).toMatchObject({ certain: ["a.yaml"], summary: { objects: 1, skipped: ["index.yaml"] } });
});
