import { decimalsOf } from '../money/currency.ts';
import { safeCell } from './import-columns.ts';

/** A text, which people typed, or a number, which the program wrote; an amount names its decimals. */
export type Cell = string | number | boolean | null | Amount;

export interface Amount {
  readonly amount: number;
  readonly currency: string;
}

/** One line of CSV (RFC 4180). No text in it is a formula to a spreadsheet. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  const text = typeof cell === 'string' ? safeCell(cell) : decimalText(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row of a JSON array of objects; amounts as whole numbers of the smallest unit. */
export function jsonRow({
  columns,
  row,
  isFirst,
}: {
  readonly columns: readonly string[];
  readonly row: readonly Cell[];
  readonly isFirst: boolean;
}): string {
  const value = (cell: Cell | undefined) =>
    typeof cell === 'object' && cell !== null ? cell.amount : (cell ?? null);
  const entries = columns.map((column, place) => [column, value(row[place])]);
  return `${isFirst ? '\n' : ',\n'}${JSON.stringify(Object.fromEntries(entries))}`;
}

/** Minor units as a decimal number with a point, exactly. */
function decimalText({ amount, currency }: Amount): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
