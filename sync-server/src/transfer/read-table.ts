import { separatorOf } from '@second-chance/shared/catalogue/import/clean-cells.ts';
import { readCell } from '@second-chance/shared/catalogue/import-columns.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { CsvError, parse } from 'csv-parse/sync';

export interface Table {
  readonly headings: readonly string[];
  /** Rows with something in them, with the line of the file where each begins. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export type TableProblem = 'not_text' | 'not_csv' | 'no_rows';

/**
 * Reads a table as spreadsheets write it: UTF-8, UTF-16 with its mark, or Windows-1252; between
 * cells whatever sign the first line has most of.
 */
export function readTable(bytes: Buffer): Result<Table, TableProblem> {
  const text = decoded(bytes);
  if (text === null) return err('not_text');
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    const [head, ...body] = records.map(({ record, info }) => ({
      line: info.lines,
      cells: record.map(readCell),
    }));
    const rows = body.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    return head === undefined || rows.length === 0
      ? err('no_rows')
      : ok({ headings: head.cells, rows });
  } catch (thrown) {
    if (thrown instanceof CsvError) return err('not_csv');
    throw thrown;
  }
}

/** Null for what is no text: a picture, a spreadsheet's own format. */
function decoded(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
