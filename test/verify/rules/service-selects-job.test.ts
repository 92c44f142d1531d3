import { expect, it } from "vitest";
import { serviceSelectsJob } from "../../../lib/verify/rules/service-selects-job.ts";
import { said } from "../given.ts";

const given = (job: string, targetPort = "5432") => `apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 5432, targetPort: ${targetPort} }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: db, ports: [{ name: sql, containerPort: 5432 }] }] }
---
${job}`;
const template = (label: string, ports = "") =>
  `template: { metadata: { labels: { app: ${label} } }, spec: { containers: [{ name: c, image: c, ${ports} }] } }`;
const job = (label: string, ports?: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: backup, namespace: shop }\nspec: { ${template(label, ports)} }\n`;
const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: backup, namespace: shop }
spec: { jobTemplate: { spec: { ${template("db")} } } }
`;

it("finds jobs behind a Service of others", () => {
  expect(said(serviceSelectsJob, given(job("db")))).toEqual([
    "Service db | spec.selector | app=db | it selects the pods of Job shop/backup as well",
  ]);
  expect(said(serviceSelectsJob, given(cronJob))).toEqual([
    "Service db | spec.selector | app=db | it selects the pods of CronJob shop/backup as well",
  ]);
});

it.each([
  ["a job that it does not select", given(job("other"))],
  ["a job that listens", given(job("db", "ports: [{ containerPort: 5432 }]"))],
  ["a job without a port of the name", given(job("db"), "sql")],
  ["a job alone", given(job("db")).replace("labels: { app: db } }\n    spec", "labels: { app: web } }\n    spec")],
])("is content with %s", (_, yaml) => expect(said(serviceSelectsJob, yaml)).toEqual([]));
