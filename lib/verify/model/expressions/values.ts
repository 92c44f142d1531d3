import { open } from "../../../promql/metric.ts";

/** What a label's value can be: any text, or one of these; the empty text stands for "the label is not there". */
export type Values = typeof open | readonly string[];

/** The label is not there. */
export const absent: Values = [""];

/** What it can be when it is one or the other. */
export function either(one: Values, other: Values): Values {
  if (one === open || other === open) return open;
  return [...new Set([...one, ...other])];
}

/** More than these are not told apart. */
const many = 256;

/** All values that texts made of one value of each part can have; nothing where they are too many, or open. */
export function combinations(parts: readonly Values[]): readonly (readonly string[])[] | undefined {
  let rows: readonly (readonly string[])[] = [[]];
  for (const values of parts) {
    if (values === open || rows.length * values.length > many) return undefined;
    rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  }
  return rows;
}

/** Whether it can be anything but absent. */
export const canBeThere = (values: Values): boolean => values === open || values.some((value) => value !== "");

/** Whether it can be absent. */
export const canBeAbsent = (values: Values): boolean => values === open || values.includes("");
