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
      uncertain: Array(2).fill("overlay/kustomization.yaml changes it before it is applied (patches)"),
      summary: { kustomizations: ["overlay"] },
    });
  });

  it("may put into a namespace what is missing there", async () => {
    const network =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } } }\n";
    const files = { "shop.yaml": namespace("shop"), "policy.yaml": network };
    const said = async (into: string) => {
      const folder = folderOf({ ...files, "web/kustomization.yaml": kustomization(`namespace: ${into}`) });
      const ended = await ran(["--uncertain", folder]);
      return typeof ended === "string" ? ended : ended.output.replaceAll(`${folder}/`, "");
    };
    expect(await said("other")).toContain("warning policy-selects-no-pod");
    expect(await said("shop")).toContain("web/kustomization.yaml puts objects into namespace shop that name none");
    expect(await said("shop")).toContain("uncertain policy-selects-no-pod");
  });

  it("need not say what it is", async () => {
    const files = { "kustomization.yaml": "namePrefix: a\nresources: [a.yaml]\n", "a.yaml": namespace("_") };
    expect(await of(files)).toMatchObject({ certain: [], summary: { kustomizations: ["."] } });
  });

  it("is told of to people", async () => {
    const folder = folderOf({ "kustomization.yaml": "namePrefix: a\n", "a.yaml": namespace("a") });
    expect(await ran([folder])).toMatchObject({
      output: expect.stringContaining(
        `\n1 changing kustomization: verify what it renders, \`kustomize build ${folder} | verify -\`\n`,
      ),
    });
  });
});

it.each([["--budget"], ["--can", "shop/a", "shop/b:80"]])("is told of beside %s as well", async (...question) => {
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: a, image: a }] }\n`;
  const folder = folderOf({ "a.yaml": pod("a"), "b.yaml": pod("b"), "c/Chart.yaml": "name: c\n" });
  expect(await ran([...question, folder])).toMatchObject({
    output: expect.stringMatching(/\n1 chart left out: verify what it renders, `helm template \S+\/c \| verify -`\n$/),
  });
});

describe("a chart", () => {
  it("may hold what is missing in the same folder", async () => {
    const pod =
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { serviceAccountName: web, containers: [{ name: a, image: a }] }\n";
    const files = { "shop.yaml": namespace("shop"), "web.yaml": pod };
    const said = async (more: Readonly<Record<string, string>>) => {
      const folder = folderOf({ ...files, ...more });
      const ended = await ran(["--uncertain", folder]);
      return typeof ended === "string" ? ended : ended.output.replaceAll(`${folder}/`, "");
    };
    expect(await said({})).toContain("error missing-service-account");
    const perhaps = await said({ "accounts/Chart.yaml": "name: accounts\n" });
    expect(perhaps).toContain("uncertain missing-service-account");
    expect(perhaps).toContain(": chart accounts is left out");
  });

  it("is left out of a folder, and told of", async () => {
    const folder = folderOf({
      "a.yaml": namespace("a"),
      "one/Chart.yaml": "name: one\n",
      "one/templates/a.yaml": "{{ .Values }}",
      "two/Chart.yaml": "name: two\n",
    });
    expect(await ran([folder])).toMatchObject({
      output: expect.stringContaining(
        `\n2 charts left out: verify what each renders, \`helm template ${folder}/one | verify -\`\n`,
      ),
    });
  });
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
