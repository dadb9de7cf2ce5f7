/** Sheets of labels that shops buy, by the numbers on their boxes. Sizes in mm. */
export interface SheetLayout {
  /** The maker's number; others make the same grid. */
  readonly id: string;
  readonly page: 'A4' | 'letter';
  readonly columns: number;
  readonly rows: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly leftMm: number;
  readonly topMm: number;
  /** From one label's edge to the next one's. */
  readonly stepXMm: number;
  readonly stepYMm: number;
}

export const PAGE_SIZES = {
  A4: { widthMm: 210, heightMm: 297 },
  letter: { widthMm: 215.9, heightMm: 279.4 },
} as const;

export const SHEET_LAYOUTS = [
  a4('L7160', { columns: 3, rows: 7, widthMm: 63.5, heightMm: 38.1, gapXMm: 2.54 }),
  a4('L7159', { columns: 3, rows: 8, widthMm: 63.5, heightMm: 33.9, gapXMm: 2.54 }),
  a4('L7161', { columns: 3, rows: 6, widthMm: 63.5, heightMm: 46.6, gapXMm: 2.54 }),
  a4('L7163', { columns: 2, rows: 7, widthMm: 99.1, heightMm: 38.1, gapXMm: 2.5 }),
  a4('L7636', { columns: 4, rows: 12, widthMm: 45.7, heightMm: 21.2, gapXMm: 2.54 }),
  a4('L7651', { columns: 5, rows: 13, widthMm: 38.1, heightMm: 21.2, gapXMm: 2.54 }),
  a4('L4731', { columns: 7, rows: 27, widthMm: 25.4, heightMm: 10, gapXMm: 2.5 }),
  a4('3474', { columns: 3, rows: 8, widthMm: 70, heightMm: 37, gapXMm: 0 }),
  a4('3490', { columns: 3, rows: 8, widthMm: 70, heightMm: 36, gapXMm: 0 }),
  {
    id: '5160',
    page: 'letter',
    columns: 3,
    rows: 10,
    widthMm: 66.7,
    heightMm: 25.4,
    leftMm: 4.8,
    topMm: 12.7,
    stepXMm: 69.9,
    stepYMm: 25.4,
  },
] as const satisfies readonly SheetLayout[];

export const SHEET_IDS = [
  'L7160',
  'L7159',
  'L7161',
  'L7163',
  'L7636',
  'L7651',
  'L4731',
  '3474',
  '3490',
  '5160',
] as const;
export type SheetId = (typeof SHEET_IDS)[number];

/** The layout of a sheet. */
export function sheetLayout(id: SheetId): SheetLayout {
  const found = SHEET_LAYOUTS.find((layout) => layout.id === id);
  return found ?? SHEET_LAYOUTS[0];
}

/** The upper left corner of a label, counted from 0 row by row, on its sheet. */
export function labelPlace(
  layout: SheetLayout,
  index: number,
): { readonly xMm: number; readonly yMm: number } {
  const column = index % layout.columns;
  const row = Math.floor(index / layout.columns) % layout.rows;
  return {
    xMm: layout.leftMm + column * layout.stepXMm,
    yMm: layout.topMm + row * layout.stepYMm,
  };
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Between neighbours in a row; rows touch. */
  readonly gapXMm: number;
}

/** Grids on A4 stand in its middle. */
function a4(id: string, { gapXMm, ...grid }: Grid): SheetLayout {
  const { columns, rows, widthMm, heightMm } = grid;
  const stepXMm = widthMm + gapXMm;
  return {
    id,
    page: 'A4',
    ...grid,
    leftMm: (PAGE_SIZES.A4.widthMm - columns * stepXMm + gapXMm) / 2,
    topMm: (PAGE_SIZES.A4.heightMm - rows * heightMm) / 2,
    stepXMm,
    stepYMm: heightMm,
  };
}
