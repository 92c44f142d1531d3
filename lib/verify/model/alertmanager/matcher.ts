import { open } from "../../../promql/metric.ts";
import type { Values } from "../expressions/values.ts";
import { anchored } from "../pattern.ts";
import type { Answer } from "../perhaps.ts";

/** What a label must be, in Alertmanager's words. */
export interface Matcher {
  readonly name: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** `name="value"` with optional quotes and spaces, as Alertmanager reads it in either of its two ways. */
const written = /^\s*"?([^\s"=!~{}]+)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|(.*?))\s*$/;

/** Matchers from strings, several of which may stand in one, and from the two older maps. */
export const matchersOf = (
  texts: readonly string[] = [],
  match: Readonly<Record<string, string | number>> = {},
  matchRegex: Readonly<Record<string, string | number>> = {},
): readonly Matcher[] => [
  ...texts.flatMap(split).flatMap(parseMatcher),
  ...Object.entries(match).map(([name, value]) => ({ name, operator: "=" as const, value: String(value) })),
  ...Object.entries(matchRegex).map(([name, value]) => ({ name, operator: "=~" as const, value: String(value) })),
];

/** `{a="b", c="d"}` into its parts; commas in quotes part nothing. */
const split = (text: string): readonly string[] =>
  (
    text
      .trim()
      .replace(/^\{|\}$/g, "")
      .match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? []
  ).filter((part) => part.trim() !== "");

function parseMatcher(text: string): Matcher[] {
  const [, name, operator, quoted, plain = ""] = written.exec(text) ?? [];
  if (name === undefined) return [];
  return [{ name, operator: operator as Matcher["operator"], value: quoted?.replace(/\\(.)/g, unescaped) ?? plain }];
}

const word = /(?:"(?:[^"\\]|\\.)*"|[^\s{}!=~,\\"'`]+)/.source;
const one = `${word}\\s*(?:=~|!~|!=|=)\\s*${word}`;
const list = new RegExp(`^\\s*(\\{)?\\s*(?:${one}(?:\\s*,\\s*${one})*\\s*,?)?\\s*(\\})?\\s*$`);
const classic =
  /^\s*[a-zA-Z_:][a-zA-Z0-9_:]*\s*(?:=~|=|!=|!~)\s*(?:"(?:[^"\\]|\\[\s\S])*"|(?!")(?:[^"\\]|\\[\s\S]|\\$)*)\s*$/;

/**
 * Whether Alertmanager reads matchers in a text, in either of its two ways; what a pattern says is not asked.
 *
 * Source: https://github.com/prometheus/alertmanager/tree/v0.34.0, matcher/parse/parse.go and pkg/labels/parse.go.
 */
export function isMatchers(text: string): boolean {
  const [whole, opened, closed] = list.exec(text) ?? [];
  const isOfNewWay = whole !== undefined && (opened === undefined) === (closed === undefined);
  return isOfNewWay || split(text).every((part) => classic.test(part));
}

const unescaped = (_: string, letter: string) => (letter === "n" ? "\n" : letter);

/** Whether a label with these values matches: a label that is not there is the empty text. */
export function matches({ operator, value }: Matcher, values: Values): Answer {
  if (values === open) return operator === "=~" && /^\.[*]$/.test(value) ? "yes" : "unknown";
  const holds = test(operator, value);
  if (holds === undefined) return "unknown";
  const held = values.filter(holds).length;
  return held === values.length ? "yes" : held === 0 ? "no" : "unknown";
}

function test(operator: Matcher["operator"], value: string): ((text: string) => boolean) | undefined {
  if (operator === "=") return (text) => text === value;
  if (operator === "!=") return (text) => text !== value;
  const pattern = anchored(value);
  return pattern && ((text) => pattern.test(text) === (operator === "=~"));
}

/** The matcher as one writes it. */
export const matcherText = ({ name, operator, value }: Matcher): string => `${name}${operator}"${value}"`;
