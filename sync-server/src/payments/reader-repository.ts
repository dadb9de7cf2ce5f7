import type { CardReader } from '@second-chance/shared/contract/card-payments.ts';
import type { ReaderId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { StoreScope } from './payment-repository.ts';

export interface ReaderRow extends Omit<CardReader, 'online'> {
  readonly providerId: string;
}

/** The readers of a store that are in use, by label. */
export async function listReaders(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
): Promise<readonly ReaderRow[]> {
  const { rows } = await sql<ReaderRow>`
    select id, label, way, provider, provider_id as "providerId" from card_reader
    where organization_id = ${organizationId} and store_id = ${storeId} and removed_at is null
    order by label, id`.execute(tx);
  return rows;
}

/** Adds a reader, or gives the one that is there another name and way. */
export async function writeReader(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  { id, label, provider, providerId, way }: ReaderRow,
  at: EpochMs,
): Promise<void> {
  await sql`
    insert into card_reader (organization_id, store_id, id, label, provider, provider_id, way,
      created_at)
    values (${organizationId}, ${storeId}, ${id}, ${label}, ${provider}, ${providerId}, ${way}, ${at})
    on conflict (organization_id, store_id, id) do update
      set label = excluded.label, way = excluded.way`.execute(tx);
}

export async function markReaderRemoved(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  { id, at }: { readonly id: ReaderId; readonly at: EpochMs },
): Promise<void> {
  await sql`
    update card_reader set removed_at = coalesce(removed_at, ${at})
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}`.execute(tx);
}
