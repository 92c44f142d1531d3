import { allIn } from "../../../lib/promql/syntax/expression.ts";
import { parse } from "../../../lib/promql/syntax/syntax.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import { verify } from "../../../lib/verify/verify.ts";
import type { World } from "../../../lib/verify/world.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** A selector that verify says nothing answers. */
export interface Unanswered {
  readonly selector: string;
  readonly rule: string;
}

const about = new Set(["series-unknown", "matcher-matches-nothing"]);

/**
 * Selectors like those of the rules, each with one thing changed, of which verify says that they match nothing: a metric, a label's
 * name or its value.
 */
export function unansweredSelectors(
  objects: readonly KubernetesObject[],
  world: World,
  expressions: readonly string[],
): Unanswered[] {
  const selectors = [...new Set(expressions.flatMap(selectorsIn).flatMap(changed))];
  const asking = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "asking", namespace: "monitoring" },
    spec: {
      groups: [{ name: "asking", rules: selectors.map((expr, index) => ({ record: `asked:${index}:once`, expr })) }],
    },
  };
  const manifests = [...objects, asking].flatMap((object) => readObject(object, { file: "live" }));
  return verify(manifests, world).findings.flatMap(({ rule, object, field }) => {
    const index = /rules\[(\d+)\]/.exec(field)?.[1];
    const selector = object.name === asking.metadata.name && about.has(rule.id) ? selectors[Number(index)] : undefined;
    return selector === undefined ? [] : [{ selector, rule: rule.id }];
  });
}

const selectorsIn = (expression: string): string[] =>
  allIn(parse(expression)).flatMap((each) => (each.kind === "selector" ? [each.selection] : []));

/** The selector with another metric, with another label, with another value. */
const changed = (selector: string): string[] =>
  [
    selector.replace(/^[\w:]+/, (name) => `${name}_other`),
    selector.replace(/([{,]\s*)(\w+)(\s*=)/, "$1other_$2$3"),
    selector.replace(/(="[^"]*)(")/, "$1-other$2"),
  ].filter((each) => each !== selector);
