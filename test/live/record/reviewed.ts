/** Some families and one of their labels, with the only values that it can take. */
export interface Closed {
  readonly family: RegExp;
  readonly label: string;
  readonly values: readonly string[];
  readonly source: string;
}

/** Families that only grow, though their program does not say so. */
export interface Counters {
  readonly family: RegExp;
  readonly source: string;
}

/** Labels that describe what others identify, in some families. */
export interface Descriptive {
  readonly family: RegExp;
  readonly labels: readonly string[];
}

/** Labels that series of a family can carry, though no recorded one need do. */
export interface Further {
  readonly family: RegExp;
  readonly labels: readonly string[];
  readonly source: string;
}

/** What no recording tells: read in documentation and source, and reviewed. */
export interface Reviewed {
  readonly closed: readonly Closed[];
  readonly counters: readonly Counters[];
  readonly descriptive: readonly Descriptive[];
  readonly further: readonly Further[];
}
