import type { Receipt } from './receipt.ts';
import { type ReceiptRow, receiptRows } from './receipt-rows.ts';
import type { ReceiptLanguage } from './receipt-words.ts';
import { atRight, centre, edges, printable, widthOf, wrap } from './text-columns.ts';

export interface TextForm {
  /** Characters in a line: 32 on 58 mm paper, 42 on 80 mm. */
  readonly columns: number;
  readonly language: ReceiptLanguage;
}

/**
 * A receipt as lines of plain text, none longer than `columns`, each ended by a line feed. No text
 * that a person typed can break a column: it stands on lines of its own, wrapped, without control
 * characters.
 */
export function receiptText(receipt: Receipt, { columns, language }: TextForm): string {
  const lines = receiptRows(receipt, language).flatMap((row) => rowLines(row, columns));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** One row as lines of at most `columns` characters. */
export function rowLines(row: ReceiptRow, columns: number): readonly string[] {
  switch (row.row) {
    case 'rule':
      return ['-'.repeat(columns)];
    case 'title':
    case 'centred':
      return wrap(printable(row.text), columns).map((line) => centre(line, columns));
    case 'mark':
      return wrap(printable(row.text), columns - 6).map((line) => centre(`** ${line} **`, columns));
    case 'text':
    case 'item':
      return wrap(printable(row.text), columns);
    case 'small':
      return indented(wrap(printable(row.text), columns - 2));
    case 'pair': {
      const small = row.weight === 'small';
      const lines = edges(printable(row.left), printable(row.right), small ? columns - 2 : columns);
      return small ? indented(lines) : lines;
    }
    case 'table':
      return tableLines(row, columns);
  }
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** A narrow first column and equal others, flush right; amounts too long for that stand in pairs. */
function tableLines(
  { head, body }: Extract<ReceiptRow, { readonly row: 'table' }>,
  columns: number,
): readonly string[] {
  const others = Math.floor((columns * 3) / 4 / (head.length - 1));
  const widths = head.map((_, index) =>
    index === 0 ? columns - others * (head.length - 1) : others,
  );
  const rows = [head, ...body].map((row) => row.map(printable));
  const fits = rows.every((row) =>
    row.every((cell, index) => widthOf(cell) < (widths[index] ?? 0) + (index === 0 ? 1 : 0)),
  );
  if (fits) {
    return rows.map(([first = '', ...rest]) => {
      const cells = rest.map((cell) => atRight(cell, others));
      return first + ' '.repeat((widths[0] ?? 0) - widthOf(first)) + cells.join('');
    });
  }
  const [labels = [], ...values] = rows;
  return values.flatMap((row) =>
    row.flatMap((cell, index) => edges(labels[index] ?? '', cell, columns)),
  );
}
