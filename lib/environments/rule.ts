import type { Environment } from "./environment.ts";

/** One field that breaks a rule. */
export interface Finding {
  /** As in `applications[0].replicas.minimum`. */
  readonly field: string;
  readonly value: unknown;
  /** What to write instead, or what else it collides with. */
  readonly remedy: string;
}

/** What every environment must keep. */
export interface Rule {
  readonly id: string;
  /** One sentence for a message: what must hold, and why. */
  readonly what: string;
  readonly check: (environment: Environment) => Iterable<Finding>;
}

/** What environments must keep together. */
export interface SharedRule {
  readonly id: string;
  readonly what: string;
  readonly check: (environments: readonly Environment[]) => Iterable<Finding & { readonly environment: string }>;
}

/** A broken rule in an environment. */
export interface BrokenRule extends Finding {
  readonly environment: string;
  readonly rule: Pick<Rule, "id" | "what">;
}

/** One line: where, what stands there, the rule, and how to mend it. */
export const describe = ({ environment, field, value, rule, remedy }: BrokenRule): string =>
  oneLine(`${environment}: ${field} is ${display(value)}; ${rule.what}: ${remedy}`);

const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

function display(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value) && value.length === 0) return "empty";
  return value === "" ? '""' : Array.isArray(value) ? value.join(", ") : String(value);
}
