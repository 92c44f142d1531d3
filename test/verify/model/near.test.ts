import { expect, it } from "vitest";
import { beginGuessing, near } from "../../../lib/verify/model/near.ts";

it("ends to guess where thousands of names are missing, until the next run", () => {
  const known = ["metrics", ...Array.from({ length: 99_999 }, (_, index) => `${index}`)];
  beginGuessing();
  const guesses = Array.from({ length: 40 }, () => near("metrcs", known).remedy);
  expect(guesses.filter((each) => each === "did you mean metrics?")).toHaveLength(30);
  expect(guesses.at(-1)).toBeUndefined();
  beginGuessing();
  expect(near("metrcs", known).remedy).toBe("did you mean metrics?");
});
