/** What the server has of a store's documents, read past everything that it has for that. */
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { FaultWorld } from './fault-world.ts';
import type { SeenDocument } from './observer.ts';
import { ask } from './postgres.ts';

const TABLES = {
  items: 'item',
  categories: 'category',
  taxRates: 'tax_rate',
  priceSchedules: 'price_schedule',
  staff: 'staff',
  customers: 'customer',
  conflicts: 'conflict',
} as const;

/** Tables that hold the documents of each part of the feed, with the column of their store. */
const NUMBERED = {
  catalogue: [...Object.values(TABLES), 'stock_level'],
  receipts: ['receipt'],
} as const;

export async function serverDocuments(
  { postgres }: FaultWorld,
  storeId: string,
): Promise<readonly SeenDocument[]> {
  const whole = Object.entries(TABLES).map(
    ([collection, table]) =>
      `select '${collection}' as collection, id, revision, feed_number::int as number, deleted,
         document from ${table} where store_id = $1`,
  );
  const rows = await ask<SeenDocument & { readonly document: never }>(
    postgres.url,
    `${whole.join(' union all ')}
     union all
     select 'storeSettings', id, revision, feed_number::int, deleted, document from store
     where id = $1
     union all
     select 'stockLevels', item_id, revision, feed_number::int, false,
       jsonb_build_object('id', item_id, 'storeId', store_id, 'onHand', on_hand,
         'claimed', claimed, 'applied', applied)
     from stock_level where store_id = $1
     union all
     select 'receipts', r.id, r.revision, r.feed_number::int, r.deleted,
       jsonb_build_object('id', r.id, 'storeId', r.store_id, 'registerId', r.register_id,
         'epoch', r.epoch, 'seq', r.seq, 'hash', e.hash, 'at', e.at,
         'businessDay', e.entry::jsonb -> 'businessDay', 'staffId', e.entry::jsonb -> 'staffId',
         'sale', e.entry::jsonb -> 'payload')
     from receipt r join journal_entry e on e.register_id = r.register_id and e.epoch = r.epoch
       and e.chain = 'live' and e.seq = r.seq
     where r.store_id = $1`,
    [storeId],
  );
  return rows.map((row) => ({ ...row, document: canonicalJson(row.document) }));
}

export interface LastNumbers {
  readonly catalogue: number;
  readonly receipts: number;
}

/** From the documents themselves: whatever numbers them, nobody is in step below the highest. */
export async function lastNumbers(databaseUrl: string, storeId: string): Promise<LastNumbers> {
  const [row] = await ask<LastNumbers>(
    databaseUrl,
    `select ${highest(NUMBERED.catalogue)} as catalogue, ${highest(NUMBERED.receipts)} as receipts`,
    [storeId],
  );
  return row ?? { catalogue: 0, receipts: 0 };
}

const highest = (tables: readonly string[]) =>
  `greatest(0, ${tables
    .map((table) => `(select max(feed_number)::int from ${table} where store_id = $1)`)
    .join(', ')})`;
