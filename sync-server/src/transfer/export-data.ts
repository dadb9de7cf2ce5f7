import { csvLine, jsonRow } from '@second-chance/shared/catalogue/export-cells.ts';
import type { ExportFormat, ExportPart } from '@second-chance/shared/contract/rest/tasks.ts';
import { ok } from '@second-chance/shared/result.ts';
import { findStore } from '../stores/store-repository.ts';
import { deleteFiles, putFilePart } from '../tasks/task-file-repository.ts';
import type { DoTask, TaskRun } from '../tasks/task-run.ts';
import { EXPORTS, type ExportPage } from './export-parts.ts';

/** Characters of a file that are gathered before they are stored. */
const PART_LENGTH = 500_000;

/** Writes a store's data into files, page by page: it never holds more than a page of it. */
export const exportData: DoTask = async (run) => {
  const { task, work } = run;
  const { format, parts } = task.input as { format: ExportFormat; parts: readonly ExportPart[] };
  await work((scope) => deleteFiles(scope, task.id));
  let done = 0;
  for (const part of parts) done = await exportPart(run, { part, format, done });
  await run.checkpoint({ done, total: done });
  return ok(undefined);
};

interface Part {
  readonly part: ExportPart;
  readonly format: ExportFormat;
  readonly done: number;
}

async function exportPart(
  { task, work, checkpoint }: TaskRun,
  { part, format, done }: Part,
): Promise<number> {
  const { storeId, id: taskId } = task;
  const { columns, page } = EXPORTS[part];
  const name = `${part}.${format}`;
  let number = 0;
  const flush = (text: string) =>
    work((scope) =>
      putFilePart(scope, { taskId, name, part: number++, content: Buffer.from(text, 'utf8') }),
    );
  const store = await work((scope) => findStore(scope, { id: storeId }));
  const currency = store?.document.currency ?? '';
  // The mark tells spreadsheets that it is UTF-8.
  let text = format === 'csv' ? `\uFEFF${csvLine(columns)}` : '[';
  let rows = 0;
  let after: ExportPage['next'] = null;
  for (;;) {
    const read: ExportPage = await work((scope) => page(scope, { storeId, currency, after }));
    for (const row of read.rows) {
      text += format === 'csv' ? csvLine(row) : jsonRow({ columns, row, isFirst: rows === 0 });
      rows += 1;
    }
    if (text.length >= PART_LENGTH) {
      await flush(text);
      text = '';
    }
    await checkpoint({ done: done + rows });
    after = read.next;
    if (after === null) break;
  }
  await flush(format === 'csv' ? text : `${text}\n]\n`);
  return done + rows;
}
