import { type Separator, separatorOf } from '@second-chance/shared/catalogue/import/clean-cells.ts';
import type { TableRow } from '@second-chance/shared/catalogue/import/recognise-table.ts';
import { readCell } from '@second-chance/shared/catalogue/import-columns.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { CsvError, parse } from 'csv-parse/sync';

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export interface ReadTable {
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  readonly encoding: Encoding;
  readonly separator: Separator;
}

/** Reads a table of any program. Errors: `not_text` for a picture or a spreadsheet's own format. */
export function readTable(bytes: Buffer): Result<ReadTable, 'not_text' | 'not_csv' | 'no_rows'> {
  const decoded = decode(bytes);
  if (decoded === null) return err('not_text');
  const { text, encoding } = decoded;
  const separator = separatorOf(text);
  try {
    const records = parse(text, {
      delimiter: separator,
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
    if (head === undefined || rows.length === 0) return err('no_rows');
    return ok({ headings: head.cells, rows, encoding, separator });
  } catch (thrown) {
    if (thrown instanceof CsvError) return err('not_csv');
    throw thrown;
  }
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } | null {
  const utf16 = (name: 'utf-16le' | 'utf-16be') =>
    ({ text: new TextDecoder(name).decode(bytes), encoding: 'UTF-16' }) as const;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16('utf-16be');
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return { text, encoding: 'Windows-1252' };
  }
}
