import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, SaleId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface ExportedItem {
  readonly document: ItemDocument;
  readonly onHand: number;
  readonly claimed: number;
}

/** Live items of a store in the order of their ids. */
export async function itemsPage(
  { tx, organizationId }: Scope,
  {
    storeId,
    after,
    limit,
  }: { readonly storeId: StoreId; readonly after: string | null; readonly limit: number },
): Promise<readonly ExportedItem[]> {
  const { rows } = await sql<ExportedItem>`
    select i.document, coalesce(l.on_hand, 0) as "onHand", coalesce(l.claimed, 0) as claimed
    from item i
    left join stock_level l on l.organization_id = i.organization_id
      and l.store_id = i.store_id and l.item_id = i.id
    where i.organization_id = ${organizationId} and i.store_id = ${storeId} and not i.deleted
      ${after === null ? sql`` : sql`and i.id > ${after}::uuid`}
    order by i.id limit ${limit}`.execute(tx);
  return rows;
}

export interface LinePlace {
  readonly saleId: SaleId;
  readonly lineNumber: number;
}

export interface ExportedLine extends LinePlace {
  readonly receiptNumber: string;
  readonly kind: string;
  readonly at: number;
  readonly businessDay: string;
  readonly register: string | null;
  readonly itemId: ItemId | null;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly currency: string;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}

/** Lines of a store's sales in the order of the sales' ids, which is that of their making. */
export async function saleLinesPage(
  { tx, organizationId }: Scope,
  {
    storeId,
    after,
    limit,
  }: { readonly storeId: StoreId; readonly after: LinePlace | null; readonly limit: number },
): Promise<readonly ExportedLine[]> {
  const { rows } = await sql<ExportedLine>`
    select s.id as "saleId", l.line_number as "lineNumber", s.receipt_number as "receiptNumber",
      s.kind, s.at, s.business_day as "businessDay", r.code as register, l.item_id as "itemId",
      l.sku, l.name, l.quantity, s.currency, l.net, l.tax, l.gross
    from sale_line l
    join sale s on s.organization_id = l.organization_id and s.store_id = l.store_id
      and s.id = l.sale_id
    left join register r on r.organization_id = s.organization_id and r.id = s.register_id
    where l.organization_id = ${organizationId} and l.store_id = ${storeId}
      ${
        after === null
          ? sql``
          : sql`and (l.sale_id, l.line_number) > (${after.saleId}::uuid, ${after.lineNumber}::int)`
      }
    order by l.sale_id, l.line_number limit ${limit}`.execute(tx);
  return rows;
}
