/**
 * All that a batch of edits has to do with, read and locked at once and then worked on in memory: so
 * edits of one batch build on each other, and the database is asked as often as for one.
 */
import {
  type Collection,
  type DocumentOf,
  EDITABLE_COLLECTIONS,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { type DocumentTable, liveIds, type Scope, type Stored } from '../db/document-repository.ts';
import { type AnyDocument, type Edit, LOCK_ORDER, TABLE_OF } from './edit.ts';

/** A document of the batch. */
export interface Held {
  readonly collection: EditableCollection;
  readonly id: string;
  /** As the database has it; null: it has none. */
  readonly before: Stored<AnyDocument> | null;
  /** As it is by now. */
  now: Stored<AnyDocument> | null;
  /** It belongs to another store, of which nothing is told. */
  readonly elsewhere: boolean;
}

export interface Desk {
  readonly storeId: StoreId;
  readonly held: (collection: EditableCollection, id: string) => Held;
  readonly all: () => readonly Held[];
  /** Whether the store has this live, with what the batch made and deleted so far. */
  readonly isLive: (collection: Collection, id: string) => boolean;
  /** The parent of each live category, read only where a category of the batch has a parent. */
  readonly parents: () => Map<CategoryId, CategoryId | null>;
  /** Whether anything live is in the category or below it. */
  readonly isCategoryUsed: (id: string) => boolean;
  readonly staff: (id: string) => StaffDocument | null;
}

export interface DeskScope extends Scope {
  readonly storeId: StoreId;
}

/** Reads and locks what the edits change, and what they refer to against being deleted. */
export async function openDesk(
  scope: DeskScope,
  { edits, staffIds }: { readonly edits: readonly Edit[]; readonly staffIds: readonly string[] },
): Promise<Desk> {
  // Asked for together and done in this order, which is that of all who lock.
  const [held, named, people, parents, used] = await Promise.all([
    heldBy(scope, edits),
    namedIds(scope, edits),
    findStaff(scope, staffIds),
    edits.some(isPlacedCategory) ? categoryParents(scope) : new Map(),
    usedCategories(scope, edits),
  ]);
  const all = [...held.values()];
  const heldOne = (collection: EditableCollection, id: string) => {
    const one = held.get(keyOf(collection, id));
    if (!one) throw new Error(`${collection} ${id} was not put on the desk`);
    return one;
  };
  const liveOf = <C extends EditableCollection>(collection: C) =>
    all.flatMap(({ collection: of, now }) =>
      of === collection && now && !now.deleted ? [now.document as DocumentOf<C>] : [],
    );
  return {
    storeId: scope.storeId,
    held: heldOne,
    all: () => all,
    isLive(collection, id) {
      const one = held.get(keyOf(collection, id));
      if (one) return one.now !== null && !one.now.deleted;
      return named.get(collection)?.has(id) ?? false;
    },
    parents() {
      const now = new Map(parents);
      for (const { collection, id, now: stored } of all) {
        if (collection !== 'categories') continue;
        now.delete(id);
        if (stored && !stored.deleted) {
          now.set(id, (stored.document as DocumentOf<'categories'>).parentId);
        }
      }
      return now;
    },
    isCategoryUsed: (id) =>
      used.has(id) ||
      liveOf('items').some(({ categoryId }) => categoryId === id) ||
      liveOf('categories').some(({ parentId }) => parentId === id),
    staff(id) {
      const one = held.get(keyOf('staff', id));
      if (one) return one.now && !one.now.deleted ? (one.now.document as StaffDocument) : null;
      return people.get(id) ?? null;
    },
  };
}

async function heldBy(scope: DeskScope, edits: readonly Edit[]): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  const groups = LOCK_ORDER.map((collection) => {
    const ids = new Set(edits.flatMap((edit) => idsIn(edit, collection)));
    return { collection, ids };
  });
  const locked = await Promise.all(
    groups.map(({ collection, ids }) => lockDocuments(scope, collection, [...ids].filter(isUuid))),
  );
  for (const one of locked.flat()) held.set(keyOf(one.collection, one.id), one);
  for (const { collection, ids } of groups) {
    for (const id of ids) {
      const missing = { collection, id, before: null, now: null, elsewhere: false };
      if (!held.has(keyOf(collection, id))) held.set(keyOf(collection, id), missing);
    }
  }
  return held;
}

/** A merged customer is looked at beside the merge: they may have asked to be forgotten. */
function idsIn(edit: Edit, collection: EditableCollection): readonly string[] {
  if (edit.collection === collection) return [edit.id];
  const { collection: merged, documentId } = edit.document;
  const isMerge = edit.collection === 'conflicts' && merged === collection;
  return isMerge && collection === 'customers' && isUuid(documentId) ? [documentId] : [];
}

const keyOf = (collection: string, id: string) => `${collection}:${id}`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isUuid = (id: unknown): id is string => typeof id === 'string' && UUID.test(id);

const isPlacedCategory = ({ collection, document }: Edit) =>
  collection === 'categories' && (document.parentId ?? null) !== null;

async function lockDocuments(
  { tx, organizationId, storeId }: DeskScope,
  collection: EditableCollection,
  ids: readonly string[],
): Promise<readonly Held[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Stored<AnyDocument> & { id: string; ofStore: StoreId }>`
    select id, store_id as "ofStore", document, revision, deleted
    from ${sql.table(TABLE_OF[collection])}
    where organization_id = ${organizationId} and id = any(${ids}::uuid[])
    order by id for update`.execute(tx);
  return rows.map(({ id, ofStore, ...stored }) => {
    const elsewhere = ofStore !== storeId;
    const before = elsewhere ? null : stored;
    return { collection, id, before, now: before, elsewhere };
  });
}

/** The collections that documents refer to, and by which fields. */
const REFERENCES = [
  { collection: 'priceSchedules', table: 'price_schedule', fields: ['priceScheduleId'] },
  { collection: 'categories', table: 'category', fields: ['categoryId', 'parentId'] },
  { collection: 'taxRates', table: 'tax_rate', fields: ['taxRateId'] },
] as const satisfies readonly {
  readonly collection: Collection;
  readonly table: DocumentTable;
  readonly fields: readonly string[];
}[];

async function namedIds(scope: DeskScope, edits: readonly Edit[]) {
  const { storeId } = scope;
  const live = await Promise.all(
    REFERENCES.map(async ({ collection, table, fields }) => {
      const ids = new Set(
        edits.flatMap(({ document }) => fields.map((field) => document[field]).filter(isUuid)),
      );
      return [
        collection,
        await liveIds(scope, table, { storeId, ids: [...ids].toSorted() }),
      ] as const;
    }),
  );
  return new Map<Collection, ReadonlySet<string>>(live);
}

async function findStaff(
  { tx, organizationId, storeId }: DeskScope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StaffDocument>> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ document: StaffDocument }>`
    select document from staff
    where organization_id = ${organizationId} and store_id = ${storeId}
      and id = any(${wanted}::uuid[]) and not deleted`.execute(tx);
  return new Map(rows.map(({ document }) => [document.id, document]));
}

async function categoryParents({ tx, organizationId, storeId }: DeskScope) {
  const { rows } = await sql<{ id: CategoryId; parent: CategoryId | null }>`
    select id, document ->> 'parentId' as parent from category
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted`.execute(
    tx,
  );
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

/** Categories to be deleted that something outside of the batch still uses. */
async function usedCategories(
  { tx, organizationId, storeId }: DeskScope,
  edits: readonly Edit[],
): Promise<ReadonlySet<string>> {
  const idsOf = (collection: EditableCollection) =>
    edits.flatMap((edit) => (edit.collection === collection ? edit.id : [])).filter(isUuid);
  const going = edits.flatMap(({ collection, deleted, id }) =>
    collection === 'categories' && deleted ? id : [],
  );
  if (going.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select g.id from unnest(${going.filter(isUuid)}::uuid[]) as g (id)
    where exists (
      select from item i where i.organization_id = ${organizationId} and i.store_id = ${storeId}
        and i.category_id = g.id and not i.deleted and i.id <> all(${idsOf('items')}::uuid[])
    ) or exists (
      select from category c where c.organization_id = ${organizationId}
        and c.store_id = ${storeId} and c.document ->> 'parentId' = g.id::text and not c.deleted
        and c.id <> all(${idsOf('categories')}::uuid[])
    )`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Whether a text names a collection that can be edited. */
export function isEditable(collection: string): collection is EditableCollection {
  return (EDITABLE_COLLECTIONS as readonly string[]).includes(collection);
}
