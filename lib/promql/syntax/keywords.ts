const words = (list: string) => list.split(" ");

/** Operators by how tight they bind, the tightest last. */
export const levels: ReadonlyMap<string, number> = new Map(
  ["or", "and unless", "== != <= < >= > </ >/", "+ -", "* / % atan2", "^"].flatMap((operators, level) =>
    words(operators).map((operator) => [operator, level] as const),
  ),
);

/** It alone binds tighter than a sign, and is evaluated from the right. */
export const power = levels.get("^") ?? 0;

export const aggregators: ReadonlySet<string> = new Set(
  words("sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio"),
);

/** What fills in for series that are missing beside an operator. */
export const fills: ReadonlySet<string> = new Set(words("fill fill_left fill_right"));

/** Those that are functions as well. */
export const callable: ReadonlySet<string> = new Set(words("start end step range max_of min_of"));

/** Those that name no series. */
export const reserved: ReadonlySet<string> = new Set(words("bool on ignoring group_left group_right atan2"));

/** All words that mean something else than a name somewhere. */
export const keywords: ReadonlySet<string> = new Set([
  ...[...levels.keys()].filter((operator) => /^\w+$/.test(operator)),
  ...aggregators,
  ...fills,
  ...callable,
  ...reserved,
  ...words("by without offset anchored smoothed inf nan"),
]);
