import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue, file } from "../../docs/catalogue.ts";
import { proven } from "../mixins/proofs.ts";

const root = join(import.meta.dirname, "../..");
const page = catalogue();

test("the catalogue is fresh", () => {
  expect(readFileSync(join(root, file), "utf8"), "run `make docs`").toBe(page);
});

test("every alert of every environment is in it, with a limit", () => {
  for (const { alert } of proven)
    expect(page).toMatch(new RegExp(`^\\| \\[${alert}\\]\\([^)]+\\) \\| \\w+ \\| [^|]+ \\|`, "m"));
});

test("it names the receivers at which the generated configuration ends", () => {
  const [, ...lines] = readFileSync(join(root, "test/alerting/routes/every-alert.txt"), "utf8").trim().split("\n");
  const sorted = (receivers: string) => receivers.split(/,? /).sort().join(" ");
  for (const line of lines) {
    const [, alert = "", severity, ...found] = line.split(/ {2,}/);
    const row = page.split("\n").find((each) => each.startsWith(`| [${alert}]`)) ?? "";
    const cells = row.slice(2, -2).split(" | ");
    expect(cells[1], alert).toBe(severity);
    expect(cells.slice(4, 4 + found.length).map(sorted), alert).toEqual(
      found.map((each) => (each === "-" ? sorted("not installed") : sorted(each))),
    );
  }
});
