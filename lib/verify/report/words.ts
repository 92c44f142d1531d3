export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Somebody's text must not move the cursor or begin a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").replace(/[\x00-\x1f\x7f-\x9f]/g, "");
