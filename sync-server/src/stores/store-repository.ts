import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope, Stored } from '../db/document-repository.ts';
import { nextFeedNumbers } from '../db/feed.ts';

export type StoredStore = Stored<StoreSettingsDocument> & {
  readonly closedAt: EpochMs | null;
};

/** A store, locked where its settings are going to be changed. */
export async function findStore(
  { tx, organizationId }: Scope,
  { id, lock = false }: { readonly id: StoreId; readonly lock?: boolean },
): Promise<StoredStore | null> {
  const { rows } = await sql<StoredStore>`
    select document, revision, deleted, closed_at as "closedAt" from store
    where organization_id = ${organizationId} and id = ${id} and not deleted
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

export async function findStoreByCode(
  { tx, organizationId }: Scope,
  code: string,
): Promise<StoredStore | null> {
  const { rows } = await sql<StoredStore>`
    select document, revision, deleted, closed_at as "closedAt" from store
    where organization_id = ${organizationId} and code = ${code}`.execute(tx);
  return rows[0] ?? null;
}

/** Stores by code. */
export function listStores({ tx, organizationId }: Scope): Promise<readonly StoredStore[]> {
  return tx
    .selectFrom('store')
    .select(['document', 'revision', 'deleted', 'closed_at as closedAt'])
    .where('organization_id', '=', organizationId)
    .where('deleted', '=', false)
    .orderBy('code')
    .execute();
}

/** Inserts a store with its feed, whose first document the settings are. */
export async function insertStore(
  { tx, organizationId }: Scope,
  document: StoreSettingsDocument,
): Promise<void> {
  const store_id = document.id;
  await tx.insertInto('feed_scope').values({ organization_id: organizationId, store_id }).execute();
  const feed_number = await nextFeedNumbers(tx, store_id, 1);
  await tx
    .insertInto('store')
    .values({
      organization_id: organizationId,
      id: store_id,
      document: JSON.stringify(document),
      feed_number,
    })
    .execute();
}

/** Writes the next revision of a store that is locked, as the last statements of a transaction. */
export async function updateStore(
  { tx, organizationId }: Scope,
  { document, revision }: StoredStore,
): Promise<void> {
  const feed_number = await nextFeedNumbers(tx, document.id, 1);
  await tx
    .updateTable('store')
    .set({ document: JSON.stringify(document), revision, feed_number })
    .where('organization_id', '=', organizationId)
    .where('id', '=', document.id)
    .execute();
}

/** Notes since when a store is closed; null: it is open. */
export async function markClosed(
  { tx, organizationId }: Scope,
  { id, at }: { readonly id: StoreId; readonly at: EpochMs | null },
): Promise<void> {
  await tx
    .updateTable('store')
    .set({ closed_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Whether the store has amounts already: items, or anything that a till did. */
export async function hasAmounts({ tx, organizationId }: Scope, id: StoreId): Promise<boolean> {
  const { rows } = await sql<{ readonly found: boolean }>`
    select exists (select from item where organization_id = ${organizationId} and store_id = ${id})
      or exists (
        select from journal_entry where organization_id = ${organizationId} and store_id = ${id}
      ) as found`.execute(tx);
  return rows[0]?.found ?? false;
}
