import type { Master } from '@second-chance/shared/contract/sync.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { type FeedScope, feedRows } from '../feed/feed-sources.ts';

/** Documents of one collection of a store as the server has them, deleted ones too, by id. */
export async function findMasters(
  tx: TenantTransaction,
  scope: FeedScope,
  { collection, ids }: { readonly collection: Collection; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, Master>> {
  const { rows } = await sql<Omit<Master, 'document'> & { id: string; document: string | null }>`
    select id::text as id, revision, deleted, document
    from (${feedRows([collection], scope)}) as d where id = any(${ids}::uuid[])`.execute(tx);
  return new Map(
    rows.flatMap(({ id, document, ...rest }) =>
      document === null ? [] : [[id, { ...rest, document: JSON.parse(document) }] as const],
    ),
  );
}
