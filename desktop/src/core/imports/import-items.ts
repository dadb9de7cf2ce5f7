/** A table of items: looked through first, then done as a whole, and undone as a whole. */
import {
  type RecognisedTable,
  recogniseTable,
} from '@second-chance/shared/catalogue/import/recognise-table.ts';
import {
  type ImportCells,
  type ImportPlan,
  planImportRow,
} from '@second-chance/shared/catalogue/import-row.ts';
import type { ChangeSet, ImportCheck } from '@second-chance/shared/contract/till/import-views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ChangeSetId, ItemId } from '@second-chance/shared/ids.ts';
import { decimalsOf } from '@second-chance/shared/money/currency.ts';
import { ok } from '@second-chance/shared/result.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { type EditSession, saveDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { changeSetById, type ItemChange, noteChangeSet } from '../stock/change-sets.ts';
import { storeThing } from '../stock/create-item.ts';
import type { Session } from '../till-context.ts';
import { type ImportPlace, importPlace } from './import-context.ts';
import { readTable } from './read-table.ts';

/** What a till writes in a few seconds, in which it sells nothing; longer tables go by the admin web. */
export const IMPORT_MAX = 5_000;
const BYTES_MAX = 20_000_000;
const ROWS_SHOWN = 200;

interface Planned {
  readonly line: number;
  readonly plan: ImportPlan;
  readonly before: ItemDocument | null;
  readonly name: string;
  readonly sku: string;
}

interface Check {
  readonly fileName: string;
  readonly place: ImportPlace;
  readonly planned: readonly Planned[];
}

export interface FilePart {
  readonly checkId: ChangeSetId;
  readonly fileName: string;
  /** Base64. */
  readonly bytes: string;
  readonly part: number;
  readonly last: boolean;
}

export interface Imports {
  readonly check: (session: Session, part: FilePart) => Outcome<ImportCheck | null>;
  readonly run: (
    session: EditSession,
    input: { readonly checkId: ChangeSetId; readonly approval?: Approval | undefined },
  ) => Outcome<ChangeSet>;
}

/** Keeps the file that comes and what the last check found, in memory: nothing of it is done yet. */
export function openImports(): Imports {
  let coming: { readonly id: ChangeSetId; readonly parts: Buffer[] } | null = null;
  let checked: { readonly id: ChangeSetId; readonly check: Check } | null = null;

  return {
    check(session, { checkId, fileName, bytes, part, last }) {
      const allowed = authorize(session, 'edit_catalogue', undefined);
      if (!allowed.ok) return allowed;
      if (part === 0 || coming?.id !== checkId) coming = { id: checkId, parts: [] };
      if (part !== coming.parts.length) return refuse('INVALID_REQUEST', 'a part is missing');
      coming.parts.push(Buffer.from(bytes, 'base64'));
      const size = coming.parts.reduce((sum, piece) => sum + piece.length, 0);
      if (size > BYTES_MAX) return refuse('PAYLOAD_TOO_LARGE', 'the file is too large');
      if (!last) return ok(null);
      const file = Buffer.concat(coming.parts);
      coming = null;
      const found = checkFile(session, { checkId, fileName, file });
      if (!found.ok) return found;
      checked = { id: checkId, check: found.value.check };
      return ok(found.value.view);
    },
    run(session, { checkId, approval }) {
      if (checked?.id !== checkId) return refuse('NOT_FOUND', 'this file was not checked');
      const done = runImport(session, { id: checkId, ...checked.check, approval });
      if (done.ok) checked = null;
      return done;
    },
  };
}

function checkFile(
  session: Session,
  {
    checkId,
    fileName,
    file,
  }: { readonly checkId: ChangeSetId; readonly fileName: string; readonly file: Buffer },
): Outcome<{ readonly check: Check; readonly view: ImportCheck }> {
  const read = readTable(file);
  if (!read.ok) return refuse('FILE_NOT_READABLE', read.error, { reason: read.error });
  const { headings, rows, encoding, separator } = read.value;
  const decimals = decimalsOf(session.settings.currency);
  const table = recogniseTable({ headings, rows, decimals });
  if (table.source === null) {
    return refuse('FILE_NOT_READABLE', 'no known columns', { reason: 'no_known_columns' });
  }
  if (table.rows.length > IMPORT_MAX) {
    return refuse('TOO_MANY_ITEMS', 'too many rows', { max: IMPORT_MAX });
  }
  const place = importPlace(session, table.rows);
  const planned = planRows(session, table.rows, place);
  const count = (outcome: ImportPlan['outcome']) =>
    planned.filter(({ plan }) => plan.outcome === outcome).length;
  const view: ImportCheck = {
    ...{ checkId, fileName, encoding, separator },
    source: table.source,
    decimalComma: table.decimalComma,
    counts: {
      create: count('create'),
      update: count('update'),
      same: count('same'),
      error: count('error'),
    },
    newCategories: place.newCategories.map(({ name }) => name),
    unused: [...table.unused],
    pictureAddresses: table.pictureAddresses,
    oldCodes: table.rows.filter(({ cells }) => cells.has('old_codes')).length,
    rows: planned
      .toSorted((a, b) => Number(b.plan.outcome === 'error') - Number(a.plan.outcome === 'error'))
      .slice(0, ROWS_SHOWN)
      .map(rowView),
  };
  return ok({ check: { fileName, place, planned }, view });
}

function planRows(
  session: Session,
  rows: RecognisedTable['rows'],
  { context }: ImportPlace,
): readonly Planned[] {
  const seen = new Set<string>();
  return rows.map(({ line, cells }) => {
    const named = { line, name: cells.get('name') ?? '', sku: cells.get('sku')?.trim() ?? '' };
    const found = findExisting(session, cells);
    const wrong = (
      column: 'id' | 'sku',
      problem: 'unknown' | 'ambiguous' | 'repeated',
    ): Planned => ({
      ...named,
      before: null,
      plan: { outcome: 'error', problems: [{ column, problem }] },
    });
    if (found === 'unknown') return wrong('id', 'unknown');
    if (found === 'ambiguous') return wrong('sku', 'ambiguous');
    const key = found?.id ?? named.sku;
    if (key !== '' && seen.has(key)) return wrong('sku', 'repeated');
    if (key !== '') seen.add(key);
    const newId = session.newId<'Item'>();
    const plan = planImportRow(cells, { existing: found, newId, context });
    return { ...named, name: named.name || (found?.name ?? ''), before: found, plan };
  });
}

/** By its id, else by its SKU, else by its first code: a file that is read twice makes nothing twice. */
function findExisting(
  { catalogue }: Session,
  cells: ImportCells,
): ItemDocument | null | 'unknown' | 'ambiguous' {
  const id = cells.get('id')?.trim() ?? '';
  if (id !== '') return catalogue.itemById(id as ItemId) ?? 'unknown';
  const sku = cells.get('sku')?.trim() ?? '';
  const code = sku === '' ? (cells.get('barcodes')?.split('|')[0]?.trim() ?? '') : sku;
  if (code === '') return null;
  const found = catalogue
    .itemsByCode(code)
    .filter((item) => (sku === '' ? item.barcodes.includes(code) : item.sku === sku));
  return found.length > 1 ? 'ambiguous' : (found[0] ?? null);
}

function rowView({ line, plan, before, name, sku }: Planned): ImportCheck['rows'][number] {
  const fields =
    plan.outcome === 'update' && before !== null
      ? Object.keys(plan.after).filter(
          (field) =>
            JSON.stringify(plan.after[field as keyof ItemDocument]) !==
            JSON.stringify(before[field as keyof ItemDocument]),
        )
      : [];
  const problems = plan.outcome === 'error' ? plan.problems.map((problem) => ({ ...problem })) : [];
  return { line, outcome: plan.outcome, name, sku, fields, problems };
}

/**
 * All of it in one transaction, or nothing. Errors: CONFLICT where the file has errors or an item
 * changed since the check, those of `saveDocument`.
 */
function runImport(
  session: EditSession,
  {
    id,
    fileName,
    place,
    planned,
    approval,
  }: Check & { readonly id: ChangeSetId; readonly approval?: Approval | undefined },
): Outcome<ChangeSet> {
  return allOrNone(session.store, () => {
    const errors = planned.filter(({ plan }) => plan.outcome === 'error').length;
    if (errors > 0)
      return refuse('CONFLICT', 'only a file without an error is imported', { errors });
    for (const category of place.newCategories) {
      const wanted = { document: { ...category }, deleted: false };
      const made = saveDocument(session, 'categories', category.id, wanted, approval);
      if (!made.ok) return made;
    }
    const changes: ItemChange[] = [];
    for (const row of planned) {
      const done = importRow(session, row, approval);
      if (!done.ok) return done;
      if (done.value !== null) changes.push(done.value);
    }
    const categories = place.newCategories.map((category) => category.id);
    noteChangeSet(session, { id, kind: 'import', label: fileName, changes, categories });
    session.onHand.forget();
    const noted = changeSetById(session, id);
    return noted === null ? refuse('NOT_FOUND', 'the import is gone') : ok(noted);
  });
}

function importRow(
  session: EditSession,
  { line, plan, before }: Planned,
  approval: Approval | undefined,
): Outcome<ItemChange | null> {
  if (plan.outcome === 'create') {
    const { id: _, storeId: __, openingQuantity = 0, sku = '', listedOn, ...fields } = plan.item;
    const thing = { ...fields, sku, listedOn: listedOn ?? session.today } as Parameters<
      typeof storeThing
    >[1]['fields'];
    const made = storeThing(session, { fields: thing, pieces: openingQuantity, approval });
    if (!made.ok) return made;
    const after = session.catalogue.itemById(made.value);
    return after === null
      ? refuse('NOT_FOUND', 'the new item is gone')
      : ok({ before: null, after });
  }
  if (plan.outcome !== 'update' || before === null) return ok(null);
  const now = session.catalogue.itemById(before.id);
  if (JSON.stringify(now) !== JSON.stringify(before)) {
    return refuse('CONFLICT', 'an item was changed since the check', { line });
  }
  const wanted = { document: { ...plan.after }, deleted: false };
  const saved = saveDocument(session, 'items', before.id, wanted, approval);
  return saved.ok ? ok({ before, after: plan.after }) : saved;
}
