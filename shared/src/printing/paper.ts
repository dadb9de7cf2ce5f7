/** What is printed on a roll of paper, line by line, before it becomes a printer's commands. */

import type { ReceiptRow } from '../sale/receipt-rows.ts';
import { rowLines } from '../sale/receipt-text.ts';
import { printable, wrap } from '../sale/text-columns.ts';

export type PaperBlock =
  | { readonly block: 'line'; readonly text: string; readonly style: PaperStyle }
  | { readonly block: 'logo' }
  | { readonly block: 'qr'; readonly content: string }
  | { readonly block: 'barcode'; readonly content: string };

/** `large` has twice the width and height, and is set in the middle by the printer. */
export type PaperStyle = 'normal' | 'strong' | 'large' | 'inverse';

export interface PaperForm {
  /** Characters of the usual font in a line. */
  readonly columns: number;
  /** Puts a text into characters that the printer has. */
  readonly fit: (text: string) => string;
}

/** Rows as lines of which none is longer than the paper is wide. */
export function paperLines(
  rows: readonly ReceiptRow[],
  { columns, fit }: PaperForm,
): readonly PaperBlock[] {
  return rows.flatMap((row): readonly PaperBlock[] => {
    const fitted = fitRow(row, fit);
    if (fitted.row === 'title') {
      const lines = wrap(printable(fitted.text), Math.floor(columns / 2));
      return lines.map((text) => ({ block: 'line', text, style: 'large' }));
    }
    const style = styleOf(fitted);
    return rowLines(fitted, columns).map((text) => ({ block: 'line', text, style }));
  });
}

function styleOf(row: ReceiptRow): PaperStyle {
  if (row.row === 'mark') return 'inverse';
  return row.row === 'pair' && row.weight === 'strong' ? 'strong' : 'normal';
}

function fitRow(row: ReceiptRow, fit: (text: string) => string): ReceiptRow {
  switch (row.row) {
    case 'rule':
      return row;
    case 'pair':
      return { ...row, left: fit(row.left), right: fit(row.right) };
    case 'table':
      return { ...row, head: row.head.map(fit), body: row.body.map((cells) => cells.map(fit)) };
    default:
      return { ...row, text: fit(row.text) };
  }
}
