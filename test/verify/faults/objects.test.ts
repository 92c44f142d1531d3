import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { nameOf } from "../../../lib/verify/model/manifest.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import { rules } from "../../../lib/verify/rules/index.ts";
import { verify } from "../../../lib/verify/verify.ts";
import type { MutableObject } from "./fault.ts";
import { objectsFaults } from "./objects.ts";

const rendered = (environment: string): MutableObject[] =>
  readdirSync(`dist/${environment}`).flatMap((file) =>
    parseAllDocuments(readFileSync(`dist/${environment}/${file}`, "utf8")).map((document) => document.toJS()),
  );

it.each(["development", "staging", "production"])("catches each fault between objects in %s", (environment) => {
  const clean = rendered(environment);
  const missed = objectsFaults(structuredClone(clean)).flatMap((_, index) => {
    const broken = structuredClone(clean);
    const fault = objectsFaults(broken)[index];
    fault?.apply();
    const manifests = broken.flatMap((each) => readObject(each, { file: environment }));
    const own = rules.filter(({ id }) => id === fault?.rule);
    const { findings } = verify(manifests, { complete: true }, own);
    const isFound = findings.some(({ object }) => nameOf(object) === fault?.object);
    return isFound ? [] : [`${fault?.rule}: ${fault?.what} of ${fault?.object}`];
  });
  expect(missed).toEqual([]);
});
