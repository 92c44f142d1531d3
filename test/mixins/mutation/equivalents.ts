/** Mutants that no case can notice, with the reason, by rule; `make mutate` refuses an entry that is not needed any more. */
export const equivalents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Watchdog: {
    "1 becomes 1.05": "it fires whatever the value is, and its text does not say it",
    "1 becomes 0.95": "it fires whatever the value is, and its text does not say it",
  },
};
