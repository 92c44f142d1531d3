import fc from "fast-check";

/** Expressions of all kinds, whose types fit, in all spellings. */
export interface Spelling {
  readonly vector: string;
  readonly scalar: string;
  readonly range: string;
}

const name = fc
  .stringMatching(/^[a-z_:][a-z0-9_:]{0,6}$/)
  .filter((each) => !/^(bool|on|ignoring|atan2|inf|nan)$/.test(each));
const label = fc.stringMatching(/^[a-z_][a-z0-9_]{0,4}$/);
/** Keywords may name labels, and some of them series. */
const keyword = fc.constantFrom("sum", "by", "offset", "start", "and", "group", "Step", "fill", "anchored");
const labelName = fc.oneof(
  { weight: 5, arbitrary: label },
  keyword,
  label.map((each) => `"${each}"`),
);
const seriesName = fc.oneof({ weight: 8, arbitrary: name }, keyword);
const number = fc.constantFrom(
  "0",
  "1",
  "2.5",
  ".5",
  "1.",
  "1e3",
  "1E-3",
  "0x1F",
  "0X1f",
  "017",
  "1_000",
  "Inf",
  "nan",
  "5m",
  "1h30m",
  "250ms",
);
const duration = fc.constantFrom("5m", "1h30m", "90", "1d", "250ms", "1y2w3d", "0x10");
const text = fc.string({
  unit: fc.constantFrom("a", "é", "☃", "💥", '"', "'", "`", "\\", "\n", ".", "*", "#", "{"),
  maxLength: 6,
});
const string = fc.oneof(
  text.map((each) => JSON.stringify(each)),
  text.map((each) => `'${each.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`),
  text.filter((each) => !each.includes("`")).map((each) => `\`${each}\``),
  fc.constantFrom('"\\x41\\u00e9\\U0001F4A5\\101\\a"', "'\\xe2\\x98\\x83'"),
);
/** Regular expressions must be ones, so they are made of letters. */
const matcher = fc.oneof(
  fc.tuple(labelName, fc.constantFrom("=", "!="), string),
  fc.tuple(labelName, fc.constantFrom("=~", "!~"), fc.constantFrom('"a|b"', "'.+'", "`\\d+`")),
);
const space = fc.constantFrom(" ", " ", "  ", "\n", "\t", " # so\n", "\r\n");

const joined = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((each) => (typeof each === "string" ? fc.constant(each) : each)))
    .map((found) => found.join(""));

const spaced = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
  joined(...parts.flatMap((each, index) => (index === 0 ? [each] : [space, each])));

const inCase = (word: string) => fc.constantFrom(word, word.toUpperCase());
const listed = (items: fc.Arbitrary<readonly string[]>, [first, last]: readonly [string, string]) =>
  fc
    .tuple(items, fc.boolean())
    .map(([all, comma]) => `${first}${all.join(" ,")}${comma && all.length > 0 ? "," : ""}${last}`);
const labels = listed(fc.array(labelName, { maxLength: 3 }), ["(", ")"]);
/** Prometheus forgets `on ()` beside a number, and refuses any other. */
const someLabels = listed(fc.array(labelName, { minLength: 1, maxLength: 3 }), ["(", ")"]);
const matchers = listed(
  fc.array(
    matcher.map((found) => found.join(" ")),
    { maxLength: 3 },
  ),
  ["{", "}"],
);

const selection = fc.oneof(
  seriesName,
  joined(seriesName, matchers),
  // With a name among the matchers, so that not all of them can be empty.
  string.filter((each) => /[a-z]/.test(each)).map((each) => `{${each}}`),
  string.filter((each) => /[a-z]/.test(each)).map((each) => `{__name__=${each}, a!="b"}`),
);
const shift = fc.oneof(
  spaced(inCase("offset"), fc.constantFrom("5m", "-5m", "- 1h", "+ 90", "-1_000")),
  spaced("@", fc.constantFrom("1700000000", "start()", "END ( )", "-5", "1.5")),
);
const modifiers = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  shift.map((each) => ` ${each}`),
  fc.constantFrom(" offset 5m @ 3", " @ 3 offset -5m"),
);
const extended = fc.constantFrom("", "", "", " anchored", " smoothed");

const { vector, scalar, range } = fc.letrec<Spelling>((tie: fc.LetrecTypedTie<Spelling>) => {
  const pairing = fc.oneof(
    { weight: 3, arbitrary: fc.constant("") },
    spaced(fc.constantFrom("on", "ignoring", "ON"), someLabels),
    spaced("on", "(a)", fc.constantFrom("group_left", "group_right"), fc.constantFrom("(b)", "(c, d,)", "()")),
    fc.constantFrom("on (a) fill (0)", "fill_left(-1) fill_right ( 2 )"),
  );
  const setPairing = fc.oneof(fc.constant(""), spaced("on", someLabels), spaced("ignoring", labels));
  const arithmetic = fc.constantFrom("+", "-", "*", "/", "%", "^", "atan2", "ATAN2", "</", ">/");
  const comparison = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
  const selector = joined(selection, modifiers);
  return {
    vector: fc.oneof(
      { maxDepth: 4, depthIdentifier: "promql" },
      selector,
      joined("(", tie("vector"), ")"),
      spaced(tie("vector"), arithmetic, pairing, tie("vector")),
      spaced(tie("vector"), comparison, fc.constantFrom("", "bool"), pairing, tie("vector")),
      spaced(tie("vector"), fc.constantFrom("and", "or", "unless", "AND"), setPairing, tie("vector")),
      spaced(tie("vector"), arithmetic, tie("scalar")),
      spaced(tie("scalar"), arithmetic, tie("vector")),
      spaced(fc.constantFrom("-", "+"), tie("vector")),
      spaced(fc.constantFrom("sum", "AVG", "group", "stddev"), joined("(", tie("vector"), ")")),
      spaced(fc.constantFrom("sum", "max"), fc.constantFrom("by", "without"), labels, joined("(", tie("vector"), ")")),
      spaced(
        fc.constantFrom("sum", "count"),
        joined("(", tie("vector"), ")"),
        fc.constantFrom("by", "WITHOUT"),
        labels,
      ),
      joined(fc.constantFrom("topk", "quantile", "limitk"), "(", tie("scalar"), ",", tie("vector"), ")"),
      joined("count_values (", string, ",", tie("vector"), ")"),
      joined(fc.constantFrom("rate", "max_over_time", "changes"), space, "(", tie("range"), ")"),
      joined("label_replace(", tie("vector"), ', "a", "$1", "b", "(.*)")'),
      joined("clamp_max (", tie("vector"), " , ", tie("scalar"), ")"),
    ),
    scalar: fc.oneof(
      { maxDepth: 3, depthIdentifier: "promql" },
      number,
      fc.constantFrom("time()", "pi()", "- 1", "+2"),
      joined("(", tie("scalar"), ")"),
      spaced(tie("scalar"), fc.constantFrom("+", "-", "*", "/", "^", "%"), tie("scalar")),
      spaced(tie("scalar"), comparison, "bool", tie("scalar")),
      joined("-", tie("scalar")),
      joined("scalar(", tie("vector"), ")"),
    ),
    range: fc.oneof(
      { maxDepth: 3, depthIdentifier: "promql" },
      joined(selection, "[", duration, "]", extended, modifiers),
      joined(selection, " [ ", duration, " ] "),
      joined("(", tie("vector"), ")[", duration, fc.constantFrom(":", ": ", ":30s", " : 1m "), "]", modifiers),
      joined("rate(", tie("range"), ")[", duration, ":]", modifiers),
    ),
  };
});

/** Expressions that Prometheus takes, but for some that it cannot pair. */
export const expressions = fc.oneof(
  { weight: 3, arbitrary: vector },
  scalar,
  range.map((each) => `last_over_time(${each})`),
  range,
);

const slips = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "=",
  "~",
  "!",
  '"',
  "'",
  "\\",
  "5m",
  "1",
  ".",
  "-",
  "offset",
  "by",
  "bool",
  " ",
  "@",
  "#",
  "x",
];

/** A text with a character less or more, or one in place of another. */
export const mistyped = (text: string): fc.Arbitrary<string> => {
  const letters = [...text];
  const typed = (at: number, slip: string, gone: number) =>
    [...letters.slice(0, at), slip, ...letters.slice(at + gone)].join("");
  const slip = fc.oneof(fc.constant(""), fc.constantFrom(...slips));
  return fc.tuple(fc.nat(letters.length), slip, fc.constantFrom(0, 1)).map(([at, each, gone]) => typed(at, each, gone));
};
