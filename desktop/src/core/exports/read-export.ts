import { csvLine, jsonRow } from '@second-chance/shared/catalogue/export-cells.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { Outcome } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { EXPORT_TABLES, type ExportPart } from './export-parts.ts';

export interface ExportWish {
  readonly part: ExportPart;
  readonly format: 'csv' | 'json';
  /** Null: the beginning, with the head of the file. */
  readonly after: number | null;
}

export interface ExportPiece {
  readonly text: string;
  readonly rows: number;
  /** Where the next piece begins; null with the last, which has the foot of the file. */
  readonly next: number | null;
}

/**
 * The next piece of one part. A till that sells meanwhile goes on between two of them.
 * Errors: those of `authorize`.
 */
export function readExport(session: Session, wish: ExportWish): Outcome<ExportPiece> {
  const allowed = authorize(session, 'read_costs', undefined);
  if (!allowed.ok) return allowed;
  const { part, format, after } = wish;
  const { columns, page } = EXPORT_TABLES[part];
  const { rows, next } = page(session, after ?? 0);
  const isFirst = after === null;
  if (format === 'csv') {
    // The mark tells spreadsheets that it is UTF-8.
    const head = isFirst ? `\uFEFF${csvLine(columns)}` : '';
    return ok({ text: head + rows.map(csvLine).join(''), rows: rows.length, next });
  }
  const body = rows.map((row, place) => jsonRow({ columns, row, isFirst: isFirst && place === 0 }));
  const text = `${isFirst ? '[' : ''}${body.join('')}${next === null ? '\n]\n' : ''}`;
  return ok({ text, rows: rows.length, next });
}
