import { isDeepStrictEqual } from 'node:util';
import { categoryPath } from '@second-chance/shared/catalogue/category-tree.ts';
import { planCategories } from '@second-chance/shared/catalogue/import/plan-categories.ts';
import {
  type RecognisedTable,
  recogniseTable,
} from '@second-chance/shared/catalogue/import/recognise-table.ts';
import type { ItemColumn } from '@second-chance/shared/catalogue/import-columns.ts';
import {
  foldName,
  type ImportContext,
  type ImportPlan,
  planImportRow,
} from '@second-chance/shared/catalogue/import-row.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  IMPORT_CATEGORIES_MAX,
  IMPORT_ROWS_MAX,
} from '@second-chance/shared/contract/rest/tasks.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import { type ItemId, idSchema, type TaskId } from '@second-chance/shared/ids.ts';
import { decimalsOf } from '@second-chance/shared/money/currency.ts';
import { err, ok } from '@second-chance/shared/result.ts';
import { listDocuments, type Scope, type Stored } from '../db/document-repository.ts';
import { newId } from '../db/new-id.ts';
import { findStore } from '../stores/store-repository.ts';
import { wholeFile } from '../tasks/task-file-repository.ts';
import {
  deleteTaskItems,
  type SettledItem,
  settleTaskItems,
} from '../tasks/task-item-repository.ts';
import { noteOfTask } from '../tasks/task-repository.ts';
import type { DoTask } from '../tasks/task-run.ts';
import { itemsByCode } from './item-codes-repository.ts';
import type { NewCategory } from './new-categories.ts';
import { readTable } from './read-table.ts';

export const IMPORT_FILE = 'import';
const BATCH = 500;

/** Looks what an import would do, row by row, and changes nothing. */
export const checkImport: DoTask = async ({ task, work, checkpoint }) => {
  const { id: taskId, storeId } = task;
  const file = await work((scope) => wholeFile(scope, { taskId, name: IMPORT_FILE }));
  const table = readTable(file);
  if (!table.ok) return err(unreadable(table.error));
  const store = await work((scope) => findStore(scope, { id: storeId }));
  if (store === null) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  const decimals = decimalsOf(store.document.currency);
  const { source, rows } = recogniseTable({ ...table.value, decimals });
  if (source === null) return err(unreadable('no_known_columns'));
  if (rows.length > IMPORT_ROWS_MAX) return err(unreadable('too_many_rows'));
  const { context, newCategories } = await work((scope) =>
    placeOf(scope, { store: store.document, rows }),
  );
  if (newCategories.length > IMPORT_CATEGORIES_MAX) return err(unreadable('too_many_categories'));
  await work(async (scope) => {
    await deleteTaskItems(scope, taskId);
    await noteOfTask(scope, { id: taskId, note: { newCategories } });
  });
  const seen = new Set<string>();
  for (let from = 0; from < rows.length; from += BATCH) {
    await checkpoint({ done: from, total: rows.length });
    const batch = rows.slice(from, from + BATCH);
    await work(async (scope) => {
      const items = await plan(scope, { batch, from, context, seen, taskId });
      await settleTaskItems(scope, { taskId, items });
    });
  }
  await checkpoint({ done: rows.length, total: rows.length });
  return ok(undefined);
};

interface Batch {
  readonly taskId: TaskId;
  readonly batch: RecognisedTable['rows'];
  readonly from: number;
  readonly context: ImportContext;
  /** Items and codes of the rows before. */
  readonly seen: Set<string>;
}

async function plan(
  scope: Scope,
  { batch: rows, from, context, seen }: Batch,
): Promise<readonly SettledItem[]> {
  const cellsOf = (column: ItemColumn) =>
    rows.flatMap(({ cells }) => cells.get(column)?.trim() || []);
  const known = await itemsByCode(scope, {
    storeId: context.storeId,
    ids: cellsOf('id').filter(isItemId),
    skus: cellsOf('sku'),
  });
  return rows.map(({ line, cells }, place) => {
    const found = findItem(cells, known);
    const itemId = found.item?.document.id ?? newId<'Item'>();
    const planned: ImportPlan =
      found.problem ??
      repeated(cells, { itemId, isKnown: found.item !== null, seen }) ??
      planImportRow(cells, { existing: found.item?.document ?? null, newId: itemId, context });
    return settledOf({ planned, place: from + place + 1, line, cells, item: found.item });
  });
}

interface Known {
  readonly byId: ReadonlyMap<string, Stored<ItemDocument>>;
  readonly bySku: ReadonlyMap<string, readonly Stored<ItemDocument>[]>;
}

/** The item that a row is about: by its id, else by its SKU. */
function findItem(
  cells: ReadonlyMap<ItemColumn, string>,
  { byId, bySku }: Known,
): { readonly item: Stored<ItemDocument> | null; readonly problem?: ImportPlan } {
  const id = cells.get('id')?.trim() ?? '';
  if (id !== '') {
    const item = byId.get(id) ?? null;
    return item === null ? { item, problem: wrong('id', 'unknown') } : { item };
  }
  const candidates = bySku.get(cells.get('sku')?.trim() ?? '') ?? [];
  return candidates.length > 1
    ? { item: null, problem: wrong('sku', 'ambiguous') }
    : { item: candidates[0] ?? null };
}

/** A thing that an earlier row was about already. */
function repeated(
  cells: ReadonlyMap<ItemColumn, string>,
  {
    itemId,
    isKnown,
    seen,
  }: { readonly itemId: ItemId; readonly isKnown: boolean; readonly seen: Set<string> },
): ImportPlan | null {
  const sku = cells.get('sku')?.trim() ?? '';
  const key = isKnown ? itemId : sku;
  if (key === '') return null;
  if (seen.has(key)) return wrong(sku === '' ? 'id' : 'sku', 'repeated');
  seen.add(key);
  return null;
}

function wrong(column: ItemColumn, problem: 'unknown' | 'ambiguous' | 'repeated'): ImportPlan {
  return { outcome: 'error', problems: [{ column, problem }] };
}

function settledOf({
  planned,
  place,
  line,
  cells,
  item,
}: {
  readonly planned: ImportPlan;
  readonly place: number;
  readonly line: number;
  readonly cells: ReadonlyMap<ItemColumn, string>;
  readonly item: Stored<ItemDocument> | null;
}): SettledItem {
  const named = {
    line,
    name: cells.get('name') ?? item?.document.name ?? '',
    sku: cells.get('sku') ?? item?.document.sku ?? '',
  };
  switch (planned.outcome) {
    case 'error':
      return { place, outcome: 'error', details: { ...named, problems: planned.problems } };
    case 'create':
      return {
        place,
        outcome: 'create',
        itemId: planned.item.id,
        // A new item's fields, with the pieces that come with it.
        after: planned.item as unknown as ItemDocument,
        details: { ...named, price: planned.item.price },
      };
    default:
      return {
        place,
        outcome: planned.outcome,
        itemId: planned.after.id,
        ...(item && { revision: item.revision, before: item.document }),
        after: planned.after,
        details: { ...named, ...(item && { changes: changesOf(item.document, planned.after) }) },
      };
  }
}

function changesOf(before: ItemDocument, after: ItemDocument): readonly object[] {
  return Object.keys(after).flatMap((name) => {
    const field = name as keyof ItemDocument;
    const [from, to] = [before[field], after[field]];
    return isDeepStrictEqual(from, to) ? [] : [{ field, from, to }];
  });
}

interface Place {
  readonly context: ImportContext;
  readonly newCategories: readonly NewCategory[];
}

/** What the names in a table stand for in a store, with the categories that it would have to make. */
async function placeOf(
  scope: Scope,
  {
    store,
    rows,
  }: { readonly store: StoreSettingsDocument; readonly rows: RecognisedTable['rows'] },
): Promise<Place> {
  const { id: storeId, currency, locale } = store;
  const documentsOf = async <K extends 'category' | 'tax_rate' | 'price_schedule'>(kind: K) =>
    (await listDocuments(scope, kind, storeId)).map(({ document }) => document);
  const existing = await documentsOf('category');
  const taxRates = await documentsOf('tax_rate');
  const schedules = await documentsOf('price_schedule');
  const { categories, newCategories } = planCategories({
    storeId,
    existing,
    cells: rows.map(({ cells }) => cells.get('category') ?? ''),
    taxRateIds: taxRates.map(({ id }) => id),
    newId: () => newId<'Category'>(),
  });
  const all = [...existing, ...newCategories];
  return {
    newCategories: newCategories.map((document) => ({
      path: categoryPath(all, document.id),
      document,
    })),
    context: {
      storeId,
      currency,
      locale,
      categories,
      taxRates: new Map(taxRates.map(({ name, id }) => [foldName(name), id])),
      priceSchedules: new Map(schedules.map(({ name, id }) => [foldName(name), id])),
    },
  };
}

function isItemId(text: string): boolean {
  return idSchema<'Item'>().safeParse(text).success;
}

function unreadable(reason: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'The file cannot be imported.',
    details: { reason },
  };
}
