import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntaxOf } from "../../../lib/promql/syntax/syntax.ts";
import { SyntaxFault } from "../../../lib/promql/syntax/syntax-fault.ts";
import { read } from "../../../lib/verify/input/read.ts";
import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { queriesOf } from "../../../lib/verify/model/expressions/queries.ts";
import { expressions, mistyped } from "./generated.ts";
import { parts } from "./parts.ts";
import { isNoSyntax, prometheusOn } from "./prometheus.ts";

/** The same in every run: what differs stays until it is mended. */
const samples = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { numRuns, seed: 20_261_130 });

/** How this parser and Prometheus' own differ, an expression each. */
async function differences(texts: readonly string[]): Promise<readonly string[]> {
  const answers = await prometheusOn(texts);
  return texts.flatMap((text, index) => {
    const found = syntaxOf(text);
    const ours = found instanceof SyntaxFault ? undefined : parts(found);
    const { parts: theirs, errors = [] } = answers[index] ?? {};
    if (agree(ours, theirs, errors)) return [];
    return [`${text}\n  Prometheus: ${theirs ?? errors[0]}\n  here: ${ours ?? (found as SyntaxFault).message}`];
  });
}

function agree(ours: string | undefined, theirs: string | undefined, errors: readonly string[]): boolean {
  // What is refused for its types is written well.
  if (theirs === undefined) return ours === undefined || errors.some(isNoSyntax);
  // Of durations that are computed, an experiment, nobody asks more than that they parse.
  if (theirs.includes("computed")) return ours !== undefined;
  return ours !== undefined && legible(theirs) === legible(ours);
}

/** How many bytes make one letter that there is not is told in two ways. */
const legible = (text: string) => text.replace(/(?:\\ufffd|\ufffd)+/g, "\ufffd");

describe("Prometheus' own parser", () => {
  it("makes the same of expressions of all kinds", { timeout: 60_000 }, async () => {
    expect(await differences(samples(expressions, 5000))).toEqual([]);
  });

  it("refuses what is refused here, and what is mistyped here as there", { timeout: 60_000 }, async () => {
    expect(await differences(samples(expressions.chain(mistyped), 10_000))).toEqual([]);
  });

  it.each(["development", "staging", "production"])(
    "makes the same of all that is asked in %s",
    async (environment) => {
      const { manifests } = await read([`dist/${environment}`], () => Promise.reject(new Error("nobody pipes")));
      const asked = queriesOf(new Cluster(manifests)).flatMap(({ expression = [] }) => expression);
      expect(asked.length).toBeGreaterThan(200);
      expect(await differences([...new Set(asked)])).toEqual([]);
    },
  );
});
