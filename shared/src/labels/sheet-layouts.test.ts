import { expect, test } from 'vitest';
import { labelPlace, PAGE_SIZES, SHEET_IDS, SHEET_LAYOUTS, sheetLayout } from './sheet-layouts.ts';

test.for(SHEET_LAYOUTS)('all labels of $id lie on the page and none on another', (layout) => {
  const page = PAGE_SIZES[layout.page];
  const count = layout.columns * layout.rows;
  const places = Array.from({ length: count }, (_, index) => labelPlace(layout, index));
  for (const { xMm, yMm } of places) {
    expect(xMm).toBeGreaterThanOrEqual(-0.01);
    expect(yMm).toBeGreaterThanOrEqual(-0.01);
    expect(xMm + layout.widthMm).toBeLessThanOrEqual(page.widthMm + 0.01);
    expect(yMm + layout.heightMm).toBeLessThanOrEqual(page.heightMm + 0.01);
  }
  expect(layout.stepXMm).toBeGreaterThanOrEqual(layout.widthMm);
  expect(layout.stepYMm).toBeGreaterThanOrEqual(layout.heightMm);
  expect(new Set(places.map(({ xMm, yMm }) => `${xMm} ${yMm}`)).size).toBe(count);
});

test('every number that can be chosen is a sheet of its own', () => {
  for (const id of SHEET_IDS) expect(sheetLayout(id).id).toBe(id);
  expect(SHEET_LAYOUTS).toHaveLength(SHEET_IDS.length);
});
