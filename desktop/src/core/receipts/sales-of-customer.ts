import type { CustomerId, ItemId, SaleId } from '@second-chance/shared/ids.ts';
import { tableOf } from '../documents/collection-tables.ts';
import type { Store } from '../store/open-store.ts';
import { type SaleRowFacts, saleRowById } from './sale-rows.ts';

/** A customer's records in this till's journal and among the store's receipts, the latest first. */
export function salesOfCustomer(
  store: Store,
  { customerId, limit }: { readonly customerId: CustomerId; readonly limit: number },
): readonly SaleRowFacts[] {
  const rows = store
    .prepare(
      `select sale_id as saleId, at from sale where customer_id = ? and chain = (select chain from till_mode)
       union
       select id as saleId, doc ->> '$.at' as at from ${tableOf('receipts')}
       where deleted = 0 and doc ->> '$.sale.customerId' = ?
       order by at desc limit ?`,
    )
    .all(customerId, customerId, limit) as readonly { readonly saleId: SaleId }[];
  const known = rows.flatMap(({ saleId }) => saleRowById(store, saleId) ?? []);
  return [...new Map(known.map((row) => [row.saleId, row])).values()];
}

/** How many receipts of the store's other tills are looked through for an item, the latest first. */
const RECEIPTS_SEARCHED = 3_000;

/** Records that sold an item, of this till and of the store as far as they are here, the latest first. */
export function salesOfItem(
  store: Store,
  { itemId, limit }: { readonly itemId: ItemId; readonly limit: number },
): readonly SaleRowFacts[] {
  const rows = store
    .prepare(
      `select sale.sale_id as saleId, sale.at from sale_line line join sale using (sale_id)
       where line.item_id = ? and line.quantity > 0 and sale.chain = (select chain from till_mode)
       union
       select id as saleId, at from (
         select id, doc, doc ->> '$.at' as at from ${tableOf('receipts')}
         where deleted = 0 and (select chain from till_mode) = 'live'
         order by business_day desc limit ?) receipt
       where exists (select 1 from json_each(receipt.doc, '$.sale.lines') line
         where line.value ->> '$.itemId' = ? and line.value ->> '$.quantity' > 0)
       order by at desc limit ?`,
    )
    .all(itemId, RECEIPTS_SEARCHED, itemId, limit) as readonly { readonly saleId: SaleId }[];
  return rows.flatMap(({ saleId }) => saleRowById(store, saleId) ?? []);
}
