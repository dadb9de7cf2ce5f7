import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope, Stored } from '../db/document-repository.ts';

export interface ItemsByCode {
  readonly byId: ReadonlyMap<string, Stored<ItemDocument>>;
  readonly bySku: ReadonlyMap<string, readonly Stored<ItemDocument>[]>;
}

/** Live items of a store by id and by SKU. */
export async function itemsByCode(
  { tx, organizationId }: Scope,
  {
    storeId,
    ids,
    skus,
  }: {
    readonly storeId: StoreId;
    readonly ids: readonly string[];
    readonly skus: readonly string[];
  },
): Promise<ItemsByCode> {
  const { rows } = await sql<Stored<ItemDocument>>`
    select document, revision, deleted from item
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and id = any(${[...ids]}::uuid[])
    union
    select document, revision, deleted from item
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and sku = any(${[...skus]}::text[])`.execute(tx);
  const bySku = new Map<string, Stored<ItemDocument>[]>();
  for (const row of rows) {
    bySku.set(row.document.sku, [...(bySku.get(row.document.sku) ?? []), row]);
  }
  return { byId: new Map(rows.map((row) => [row.document.id, row])), bySku };
}
