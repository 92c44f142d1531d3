import { describe, expect, it } from "vitest";
import { faultOfPattern } from "../../../lib/verify/model/pattern.ts";

// What Go's regexp/syntax says of each was looked at; tens of thousands of generated ones were compared with it as well.
describe("a pattern of RE2", () => {
  it.each([
    ...["", ".+", "a|b", "(a|b)c", "[a-z]+", "[^]a]", "[]a]", "a{2,3}", "{", "a{,3}", "]", "}"],
    ...["(?i)a", "(?is:a)b", "(?P<name>a)", "(?<name>a)", "a(?-i)b", "(?i)*"],
    ...["\\d\\w\\s\\.\\-\\/\\_", "\\Aa\\z", "\\x41\\x{41}", "\\pL\\p{Greek}", "\\123", "\\b+", "^*a$*"],
    ...["[[:alpha:]_]", "\\Q(+\\E", "\\\\1", "\\(?=", "[(?=]", "[{1001}]", "é"],
  ])("is %s", (pattern) => expect(faultOfPattern(pattern)).toBeUndefined());

  it.each([
    ["a(", "unterminated group"],
    ["a)", "unmatched ')'"],
    ["[a", "unterminated character class"],
    ["[z-a]", "range out of order in character class"],
    ["*a", "nothing to repeat"],
    ["a**", "nothing to repeat"],
    ["a++", "nothing to repeat"],
    ["a{3,2}", "numbers out of order in {} quantifier"],
    ["a{1001}", "it repeats something more than 1000 times"],
    ["a\\", "\\ at end of pattern"],
    ["a(?=b)", "(?= looks around, which RE2 does not"],
    ["(?!a)b", "(?! looks around, which RE2 does not"],
    ["(?<!a)b", "(?<! looks around, which RE2 does not"],
    ["(a)\\1", "\\1 refers back to a group, which RE2 does not"],
    ["a\\Z", "\\Z means nothing"],
    ["\\y", "\\y means nothing"],
  ])("is not %s", (pattern, reason) => expect(faultOfPattern(pattern)).toBe(reason));
});
