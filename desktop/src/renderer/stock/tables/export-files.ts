/** Puts the pieces of an export together: a table each as CSV, or all of it as one JSON object. */
import type { EXPORT_PARTS } from '@second-chance/shared/contract/till/transfer-calls.ts';

type Part = (typeof EXPORT_PARTS)[number];

interface Piece {
  readonly text: string;
  readonly rows: number;
  readonly next: number | null;
}

export interface ExportWish {
  readonly read: (wish: {
    readonly part: Part;
    readonly format: 'csv' | 'json';
    readonly after: number | null;
  }) => Promise<Piece>;
  readonly parts: readonly Part[];
  /** In the names of the files. */
  readonly place: string;
  readonly onRows: (more: number) => void;
}

export interface ExportFile {
  readonly name: string;
  readonly content: string;
  readonly type: string;
}

export async function exportFiles(wish: ExportWish): Promise<readonly ExportFile[]> {
  const files: ExportFile[] = [];
  for (const part of wish.parts) {
    const content = await wholePart(wish, part, 'csv');
    files.push({ name: `${wish.place}-${part}.csv`, content, type: 'text/csv' });
  }
  return files;
}

export async function exportAll(wish: ExportWish): Promise<ExportFile> {
  const entries: string[] = [];
  for (const part of wish.parts) {
    entries.push(`${JSON.stringify(part)}: ${(await wholePart(wish, part, 'json')).trim()}`);
  }
  const content = `{\n${entries.join(',\n')}\n}\n`;
  return { name: `${wish.place}-everything.json`, content, type: 'application/json' };
}

async function wholePart(
  { read, onRows }: ExportWish,
  part: Part,
  format: 'csv' | 'json',
): Promise<string> {
  const texts: string[] = [];
  for (let after: number | null = null; ; ) {
    const piece: Piece = await read({ part, format, after });
    texts.push(piece.text);
    onRows(piece.rows);
    if (piece.next === null) return texts.join('');
    after = piece.next;
  }
}
