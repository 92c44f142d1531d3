/** What the steady state has shown, line by line, for the result. */
export const seen: string[][] = [];
