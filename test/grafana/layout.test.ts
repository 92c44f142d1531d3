import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, columns, keep, type Line, place, type Row } from "../../lib/grafana/layout.ts";
import { bars, content, graph, stat, table } from "./fixtures.ts";

const panel = fc.constantFrom(
  graph(content),
  stat(content),
  bars({ ...content, maximum: 1 }),
  table({ ...content, columns: { pod: "Pod" } }),
);
const line = fc.array(panel, { minLength: 1, maxLength: 8 }) as fc.Arbitrary<unknown> as fc.Arbitrary<Line>;
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({ title: fc.string(), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }),
  { maxLength: 5 },
);

const overlap = (one: Cell, other: Cell) =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

test("nothing overlaps, and all is within the grid", () => {
  fc.assert(
    fc.property(rows, (page) => {
      const cells = place(page).map(({ at }) => at);
      cells.forEach((cell, index) => {
        expect(cell.w).toBeGreaterThan(0);
        expect(cell.x).toBeGreaterThanOrEqual(0);
        expect(cell.x + cell.w).toBeLessThanOrEqual(columns);
        for (const other of cells.slice(index + 1)) expect(overlap(cell, other)).toBe(false);
      });
    }),
  );
});

test("each line fills the width", () => {
  fc.assert(
    fc.property(line, (panels) => {
      const [, ...cells] = place([{ title: "", lines: [panels] }]).map(({ at }) => at);
      expect(cells.reduce((sum, { w }) => sum + w, 0)).toBe(columns);
    }),
  );
});

test("everything is placed, in order", () => {
  fc.assert(
    fc.property(rows, (page) => {
      const expected = page.flatMap(({ title, lines }) => [title, ...lines.flat()]);
      expect(place(page).map((placed) => ("row" in placed ? placed.row : placed.panel))).toEqual(expected);
    }),
  );
});

test("what is not wanted leaves its room to others, and no empty row", () => {
  const [one, other] = [graph(content), stat(content)];
  const page: Row[] = [
    { title: "both", lines: [[one, other], [other]] },
    { title: "none", lines: [[other]] },
  ];
  expect(keep(page, (each) => each === one)).toEqual([{ title: "both", lines: [[one]] }]);
});
