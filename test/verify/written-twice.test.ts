import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { budgetOf } from "../../lib/verify/budget.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { verify } from "../../lib/verify/verify.ts";
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
