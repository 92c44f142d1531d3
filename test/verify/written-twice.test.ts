import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { budgetOf } from "../../lib/verify/budget.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { verify } from "../../lib/verify/verify.ts";
import { folderOf, ran } from "./command/ran.ts";
import { objectsOf } from "./faults/seeded.ts";

describe.each(environments.map(({ name }) => name))("%s, written in two folders", (environment) => {
  const of = (...folders: readonly string[]) =>
    folders.flatMap((file) => objectsOf(environment).flatMap((each) => readObject(each, { file })));
  const [once, twice] = [of("one"), of("one", "other")];

  it("has its objects twice, and no other fault", () => {
    const { findings } = verify(twice, { complete: true, reviewed: true });
    expect(findings).toHaveLength(once.length);
    expect([...new Set(findings.map(({ rule }) => rule.id))]).toEqual(["duplicate-object"]);
  });

  it("takes no more than once", () => {
    expect(budgetOf(new Cluster(twice))).toEqual(budgetOf(new Cluster(once)));
  });
});

it("is no fault of what another file holds as well", async () => {
  const workload = (resources: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, ports: [{ name: http }], ${resources} }] }
`;
  const quota =
    "apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: a, namespace: shop }\nspec: { hard: { requests.memory: 1Gi } }\n";
  const others = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { kind: Deployment, name: web }, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: https }] }
---
${quota}`;
  const files = {
    "a.yaml": workload("resources: { requests: { cpu: 1 } }"),
    "b.yaml": workload("resources: {}"),
    "c.yaml": others,
  };
  const of = async (given: Readonly<Record<string, string>>) => {
    const ended = await ran(["--format", "json", folderOf(given)]);
    const { findings, uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
    const rules = (all: readonly { readonly rule: string }[]) => all.map(({ rule }) => rule);
    return { findings: rules(findings), uncertain: rules(uncertain) };
  };
  const both = ["autoscaler-without-request", "service-port-without-container-port"];
  const twice = await of(files);
  expect(twice.uncertain).toEqual(expect.arrayContaining(both));
  expect(twice.findings.filter((rule) => both.includes(rule))).toEqual([]);
  expect((await of({ "b.yaml": files["b.yaml"], "c.yaml": others })).findings).toEqual(expect.arrayContaining(both));
  // One quota refuses a container once.
  const missing = (await of({ "b.yaml": files["b.yaml"], "c.yaml": others, "d.yaml": quota })).findings;
  expect(missing.filter((rule) => rule === "request-missing-for-quota")).toHaveLength(1);
});

it("is no fault of selectors where the other workload is changed before it is applied", async () => {
  const workload = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web }] } }
`;
  const of = async (fields: string) => {
    const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n${fields}`;
    const files = { "a/web.yaml": workload("one"), "a/kustomization.yaml": kustomization, "b.yaml": workload("two") };
    const ended = await ran(["--format", "json", folderOf(files)]);
    const { findings } = JSON.parse(typeof ended === "string" ? ended : ended.output);
    return findings.filter(({ rule }: { rule: string }) => rule === "selectors-overlap").length;
  };
  expect(await of("")).toBe(2);
  expect(await of("labels: [{ pairs: { app: one }, includeSelectors: true }]")).toBe(0);
});
