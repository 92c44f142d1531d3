import { Fault } from "../fault.ts";
import type { Alerts } from "./alert.ts";

/** While the source fires, the targets tell nobody anything new: they follow from it. */
export interface Inhibition {
  readonly source: string;
  readonly targets: readonly string[];
  /** Labels in which both must agree. */
  readonly equal: readonly string[];
}

/**
 * An alert that makes others silent where all labels in `equal` agree.
 *
 * @throws Fault where an alert does not carry a label of `equal`: Alertmanager takes a label that both lack as equal
 * and would suppress strangers.
 */
export function inhibits<const A extends Alerts>(
  alerts: A,
  source: keyof A & string,
  targets: readonly [keyof A & string, ...(keyof A & string)[]],
  equal: readonly [string, ...string[]],
): Inhibition {
  for (const name of [source, ...targets]) {
    const missing = equal.filter((label) => !alerts[name]?.identity.includes(label));
    if (missing.length > 0)
      throw new Fault(
        `inhibition by ${source}: ${name} lacks ${missing.join(", ")}, so that strangers would be suppressed: use labels of both identities`,
      );
  }
  return { source, targets, equal };
}
