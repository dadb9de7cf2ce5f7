/** Sales, lines, tenders and movements of one run: one statement a table, whatever the run's size. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { FindLine } from '@second-chance/shared/sale/recompute-sale.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import { bigintArray, integerArray, textArray, uuidArray } from '../../db/binary-arrays.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { RunProjection } from './project-run.ts';

/**
 * Statements that add the projection's sales and movements. All of it is checked before; nothing may
 * conflict.
 */
export function insertingSales(
  place: ChainPlace,
  { sales, movements }: Pick<RunProjection, 'sales' | 'movements'>,
  receivedAt: EpochMs,
): readonly RawBuilder<unknown>[] {
  const { organizationId, storeId, registerId, epoch } = place;
  const lines = sales.flatMap(({ record }) =>
    record.lines.map((line) => ({ saleId: record.saleId, line })),
  );
  const tenders = sales.flatMap(({ record }) =>
    record.tenders.map((tender, index) => ({ saleId: record.saleId, tender, position: index + 1 })),
  );
  return [
    sql`
      insert into sale_line
        (organization_id, store_id, sale_id, line_number, item_id, sku, name, quantity, net, tax,
         gross, return_of_sale, return_of_line)
      select ${organizationId}::uuid, ${storeId}::uuid, l.*
      from unnest(
        ${uuidArray(lines.map(({ saleId }) => saleId))}::uuid[],
        ${integerArray(lines.map(({ line }) => line.lineNumber))}::int[],
        ${uuidArray(lines.map(({ line }) => line.itemId))}::uuid[],
        ${textArray(lines.map(({ line }) => line.sku))}::text[],
        ${textArray(lines.map(({ line }) => line.name))}::text[],
        ${bigintArray(lines.map(({ line }) => line.quantity))}::bigint[],
        ${bigintArray(lines.map(({ line }) => line.net))}::bigint[],
        ${bigintArray(lines.map(({ line }) => line.taxAmount))}::bigint[],
        ${bigintArray(lines.map(({ line }) => line.gross))}::bigint[],
        ${uuidArray(lines.map(({ line }) => line.returnOf?.saleId ?? null))}::uuid[],
        ${integerArray(lines.map(({ line }) => line.returnOf?.lineNumber ?? null))}::int[]
      ) as l`,
    sql`
      insert into sale_tender (organization_id, store_id, sale_id, position, kind, amount)
      select ${organizationId}::uuid, ${storeId}::uuid, t.*
      from unnest(
        ${uuidArray(tenders.map(({ saleId }) => saleId))}::uuid[],
        ${integerArray(tenders.map(({ position }) => position))}::int[],
        ${textArray(tenders.map(({ tender }) => tender.kind))}::text[],
        ${bigintArray(tenders.map(({ tender }) => tender.amount))}::bigint[]
      ) as t`,
    sql`
      insert into stock_movement
        (organization_id, store_id, register_id, epoch, item_id, quantity, kind, seq, line_number,
         at, note)
      select ${organizationId}::uuid, ${storeId}::uuid, ${registerId}::uuid, ${epoch}::int, m.*
      from unnest(
        ${uuidArray(movements.map(({ itemId }) => itemId))}::uuid[],
        ${bigintArray(movements.map(({ quantity }) => quantity))}::bigint[],
        ${textArray(movements.map(({ kind }) => kind))}::text[],
        ${bigintArray(movements.map(({ entry }) => entry.seq))}::bigint[],
        ${integerArray(movements.map(({ lineNumber }) => lineNumber))}::int[],
        ${bigintArray(movements.map(({ entry, at = entry.at }) => at))}::bigint[],
        ${textArray(movements.map(({ note }) => note))}::text[]
      ) as m`,
    sql`
    insert into sale
      (organization_id, store_id, register_id, epoch, received_at, id, seq, hash, receipt_number,
       kind, shift_id, at, business_day, staff_id, approved_by, customer_id, voids, line_count,
       currency, net, tax, gross, cash_rounding)
    select ${organizationId}::uuid, ${storeId}::uuid, ${registerId}::uuid, ${epoch}::int,
      ${receivedAt}::bigint, s.id, s.seq, s.hash, s.receipt_number, s.kind, s.shift_id, s.at,
      s.business_day::date, s.staff_id, s.approved_by, s.customer_id, s.voids, s.line_count,
      s.currency, s.net, s.tax, s.gross, s.cash_rounding
    from unnest(
      ${uuidArray(sales.map(({ record }) => record.saleId))}::uuid[],
      ${bigintArray(sales.map(({ entry }) => entry.seq))}::bigint[],
      ${textArray(sales.map(({ entry }) => entry.hash))}::text[],
      ${textArray(sales.map(({ record }) => record.receiptNumber))}::text[],
      ${textArray(sales.map(({ record }) => record.kind))}::text[],
      ${uuidArray(sales.map(({ record }) => record.shiftId))}::uuid[],
      ${bigintArray(sales.map(({ entry }) => entry.at))}::bigint[],
      ${textArray(sales.map(({ entry }) => entry.businessDay))}::text[],
      ${uuidArray(sales.map(({ entry }) => entry.staffId))}::uuid[],
      ${uuidArray(sales.map(({ entry }) => entry.approvedBy))}::uuid[],
      ${uuidArray(sales.map(({ record }) => record.customerId))}::uuid[],
      ${uuidArray(sales.map(({ record }) => record.voids))}::uuid[],
      ${integerArray(sales.map(({ record }) => record.lines.length))}::int[],
      ${textArray(sales.map(({ record }) => record.currency))}::text[],
      ${bigintArray(sales.map(({ record }) => record.net))}::bigint[],
      ${bigintArray(sales.map(({ record }) => record.taxAmount))}::bigint[],
      ${bigintArray(sales.map(({ record }) => record.gross))}::bigint[],
      ${bigintArray(sales.map(({ record }) => record.cashRounding))}::bigint[]
    ) as s (id, seq, hash, receipt_number, kind, shift_id, at, business_day, staff_id, approved_by,
      customer_id, voids, line_count, currency, net, tax, gross, cash_rounding)`,
  ];
}

/** A line of which more came back than was sold, by what is known in this store. */
export interface OverReturn {
  readonly saleId: SaleId;
  readonly lineNumber: number;
  readonly sold: number;
  readonly returned: number;
}

/** Looks at the given sales' lines and all their returns. Sales not known yet cannot be judged. */
export async function overReturns(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  saleIds: readonly SaleId[],
): Promise<readonly OverReturn[]> {
  const { rows } = await sql<OverReturn>`
    select l.sale_id as "saleId", l.line_number as "lineNumber", l.quantity as sold,
      r.returned
    from (
      select return_of_sale, return_of_line, -sum(quantity)::bigint as returned
      from sale_line
      where organization_id = ${organizationId} and store_id = ${storeId}
        and return_of_sale = any(${uuidArray(saleIds)}::uuid[])
      group by return_of_sale, return_of_line
    ) r
    join sale_line l on l.organization_id = ${organizationId} and l.store_id = ${storeId}
      and l.sale_id = r.return_of_sale and l.line_number = r.return_of_line
    where r.returned > l.quantity`.execute(tx);
  return rows;
}

/**
 * The lines named, as the journal has them; those of sales that are not known are not found. Only
 * the lines asked for leave the database: a sale may have thousands.
 */
export async function soldLines(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  named: readonly { readonly saleId: SaleId; readonly lineNumber: number }[],
): Promise<FindLine> {
  const { rows } = await sql<{ saleId: SaleId; line: SaleLine }>`
    select s.id as "saleId", l.line
    from (
      select sale_id, array_agg(line_number) as line_numbers
      from unnest(
        ${uuidArray(named.map(({ saleId }) => saleId))}::uuid[],
        ${integerArray(named.map(({ lineNumber }) => lineNumber))}::int[]
      ) as n (sale_id, line_number)
      group by sale_id
    ) w
    join sale s on s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.id = w.sale_id
    join journal_entry e on e.organization_id = s.organization_id and e.store_id = s.store_id
      and e.register_id = s.register_id and e.epoch = s.epoch and e.chain = 'live'
      and e.seq = s.seq
    cross join lateral jsonb_array_elements(e.entry::jsonb -> 'payload' -> 'lines') as l (line)
    where (l.line ->> 'lineNumber')::int = any(w.line_numbers)`.execute(tx);
  const lines = new Map(rows.map(({ saleId, line }) => [`${saleId}/${line.lineNumber}`, line]));
  return (saleId, lineNumber) => lines.get(`${saleId}/${lineNumber}`) ?? null;
}
