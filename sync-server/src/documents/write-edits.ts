/** Writes what a batch of edits came to: a few statements, whatever its size. */
import { isDeepStrictEqual } from 'node:util';
import { assert } from '@second-chance/shared/assert.ts';
import type {
  DocumentOf,
  EditableCollection,
  FeedChange,
} from '@second-chance/shared/documents/collections.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { type RawBuilder, sql } from 'kysely';
import { type Change, recordChanges } from '../audit/record-change.ts';
import {
  insertReceived,
  insertStockLevels,
  type OpeningStock,
} from '../catalogue/item-repository.ts';
import { replaceItemWords } from '../catalogue/item-word-repository.ts';
import { wordsOfItem } from '../catalogue/search-words.ts';
import { replaceCustomerWords } from '../customers/customer-word-repository.ts';
import { integerArray, textArray } from '../db/binary-arrays.ts';
import type { Stored } from '../db/document-repository.ts';
import { nextFeedNumbers, takingFeedNumbers } from '../db/feed.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { together } from '../db/together.ts';
import { countedItems } from '../stock/counted-items.ts';
import { lockedLevels } from '../stock/move-stock.ts';
import type { Desk, Held } from './desk.ts';
import { type AnyDocument, type Editor, LOCK_ORDER, TABLE_OF } from './edit.ts';

/** One accepted edit, for the audit log. */
export interface MadeChange {
  readonly collection: EditableCollection;
  readonly before: Stored<AnyDocument> | null;
  readonly after: Stored<AnyDocument>;
  readonly editor: Editor;
}

export interface WrittenEdits {
  readonly made: readonly MadeChange[];
  /** What is new on the desk was there before: its pieces are in the ledger. */
  readonly isRestored?: boolean;
}

/**
 * Writes the documents as they lie on the desk, what hangs on them, and a line of audit for each
 * edit. The last thing a transaction does: its last statements lock the feed.
 *
 * A unique item that is new is one piece, as everywhere; what else a till has of it says its journal.
 *
 * Answers what the feed has of it once this is committed: every number that was taken, in order. Null
 * where that is not known here.
 */
export async function writeEdits(
  work: TenantWork,
  desk: Desk,
  { made, isRestored = false }: WrittenEdits,
): Promise<readonly FeedChange[] | null> {
  const { storeId } = desk;
  const changed = desk.all().filter((held) => held.now !== held.before);
  if (changed.length === 0) return null;
  const items = changedOf(changed, 'items');
  const searched = items.filter(
    ({ before, now }) =>
      !before || !isDeepStrictEqual(wordsOfItem(before.document), wordsOfItem(now.document)),
  );
  const customers = changedOf(changed, 'customers').map(({ now }) => now);
  const fresh = isRestored ? [] : items.filter(({ before }) => before === null);
  const counted = await countedItems(
    work,
    storeId,
    fresh.map(({ now }) => now.document.id),
  );
  const opening = fresh.flatMap(({ now }) => openingOf(now, counted)).toSorted(byItem);
  const itemIds = opening.map(({ item }) => item.id);
  // Asked for together and done in this order: whoever moves a level locks it before the feed (a
  // register may have sold it before it was known here).
  const asked = [
    recordChanges(
      work,
      made.map((change) => auditLine(desk, change)),
    ),
    replaceItemWords(
      work,
      searched.map(({ now }) => now.document),
    ),
    customers.length > 0 ? replaceCustomerWords(work, customers) : null,
    insertReceived(work, { opening, at: work.at }),
    itemIds.length > 0 ? lockedLevels(work, { storeId, itemIds }) : null,
  ];
  if (opening.length === 0) {
    const [first] = await Promise.all([writeTakingNumbers(work, storeId, changed), ...asked]);
    return numbered(changed, first);
  }
  const numbers = nextFeedNumbers(work.tx, storeId, changed.length + opening.length);
  await Promise.all([...asked, numbers]);
  const first = await numbers;
  const written = numbered(changed, first);
  await Promise.all([
    together(work.tx, writingDocuments(work, written, sql`${first}::bigint`)),
    insertStockLevels(work, { opening, first: first + changed.length }),
  ]);
  return null;
}

/** Takes the feed's numbers and writes what they number in one statement; answers the first. */
async function writeTakingNumbers(
  work: TenantWork,
  storeId: StoreId,
  changed: readonly Held[],
): Promise<number> {
  const parts = writingDocuments(work, numbered(changed, 0), sql`(select first from taken)`).map(
    (part, index) => sql`${sql.ref(`part_${index}`)} as (${part})`,
  );
  const { rows } = await sql<{ readonly first: number }>`
    with taken as (${takingFeedNumbers(storeId, changed.length)}), ${sql.join(parts)}
    select first from taken`.execute(work.tx);
  assert(rows[0], `store ${storeId} has no feed`);
  return rows[0].first;
}

interface Changed<C extends EditableCollection> {
  readonly before: Stored<DocumentOf<C>> | null;
  readonly now: Stored<DocumentOf<C>>;
}

function changedOf<C extends EditableCollection>(
  changed: readonly Held[],
  collection: C,
): readonly Changed<C>[] {
  return changed.flatMap(({ collection: of, before, now }) =>
    of === collection && now ? [{ before, now } as Changed<C>] : [],
  );
}

/** What was counted before it was known here has its piece by the count. */
function openingOf(
  { document, deleted }: Stored<ItemDocument>,
  counted: ReadonlySet<ItemId>,
): readonly OpeningStock[] {
  if (document.kind === 'service' || deleted) return [];
  const isPiece = document.kind === 'unique' && !counted.has(document.id);
  return [{ item: document, quantity: isPiece ? 1 : 0 }];
}

const byItem = (left: OpeningStock, right: OpeningStock) => (left.item.id < right.item.id ? -1 : 1);

type Written = FeedChange & { readonly collection: EditableCollection };

/** In the order of tables, then of ids. */
function numbered(changed: readonly Held[], first: number): readonly Written[] {
  const place = ({ collection }: Held) => LOCK_ORDER.indexOf(collection);
  return changed
    .toSorted((left, right) => place(left) - place(right) || (left.id < right.id ? -1 : 1))
    .flatMap(({ collection, now }) => (now ? [{ collection, now }] : []))
    .map(({ collection, now: { document, revision, deleted } }, index) => {
      const { id } = document;
      return {
        number: first + index,
        collection,
        id,
        revision,
        deleted,
        document: { ...document },
      };
    });
}

/** One statement a table. `first` is the number of the first of all. */
function writingDocuments(
  { organizationId }: TenantWork,
  written: readonly Written[],
  first: RawBuilder<unknown>,
): readonly RawBuilder<unknown>[] {
  return LOCK_ORDER.flatMap((collection) => {
    const rows = written.filter(({ collection: of }) => of === collection);
    if (rows.length === 0) return [];
    const before = written.findIndex(({ collection: of }) => of === collection);
    return sql`
      insert into ${sql.table(TABLE_OF[collection])} as d
        (organization_id, store_id, id, document, revision, deleted, feed_number)
      select ${organizationId}::uuid, (text::jsonb ->> 'storeId')::uuid,
        (text::jsonb ->> 'id')::uuid, text::jsonb, revision, deleted, ${first} + ${before}::bigint + place - 1
      from unnest(${textArray(rows.map(({ document }) => JSON.stringify(document)))}::text[],
        ${integerArray(rows.map(({ revision }) => revision))}::int[],
        ${rows.map(({ deleted }) => deleted)}::boolean[])
        with ordinality as given (text, revision, deleted, place)
      on conflict (organization_id, store_id, id) do update set
        document = excluded.document, revision = excluded.revision, deleted = excluded.deleted,
        feed_number = excluded.feed_number`;
  });
}

/** Words of the audit log for a collection's documents, as the REST API's use cases have them. */
const SUBJECTS = {
  items: 'item',
  customers: 'customer',
  conflicts: 'conflict',
  staff: 'staff',
  priceSchedules: 'price_schedule',
  categories: 'category',
} as const satisfies Record<EditableCollection, string>;

function auditLine({ storeId }: Desk, { collection, before, after, editor }: MadeChange): Change {
  const kind = after.deleted ? 'remove' : before && !before.deleted ? 'update' : 'create';
  return {
    storeId,
    actor: editor.id,
    action: `${SUBJECTS[collection]}.${kind}`,
    subject: after.document.id,
    before: before && !before.deleted ? told(collection, before.document, after.document) : null,
    after: after.deleted ? null : told(collection, after.document, before?.document ?? null),
  };
}

/**
 * What the log says of a document. Of a person nothing that they could ask to be forgotten, and no
 * secret: only which fields were touched.
 */
function told(
  collection: EditableCollection,
  document: AnyDocument,
  other: AnyDocument | null,
): unknown {
  if (collection === 'customers') return { fields: changedFields(document, other) };
  if (collection === 'staff') {
    const { pinHash, ...person } = document as StaffDocument;
    const otherHash = other === null ? null : (other as StaffDocument).pinHash;
    return { ...person, pinChanged: pinHash !== otherHash };
  }
  if (collection === 'conflicts') {
    const { documentId, settled } = document as DocumentOf<'conflicts'>;
    return { documentId, settled };
  }
  return document;
}

function changedFields(document: AnyDocument, other: AnyDocument | null): readonly string[] {
  const before: Partial<CustomerDocument> = (other ?? {}) as Partial<CustomerDocument>;
  return Object.entries(document)
    .filter(([field, value]) => !isDeepStrictEqual(value, before[field as keyof CustomerDocument]))
    .map(([field]) => field);
}
