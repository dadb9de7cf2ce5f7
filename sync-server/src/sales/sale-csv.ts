/** The sales that a filter finds as comma-separated values, newest first. */
import type { SaleSummary } from '@second-chance/shared/contract/rest/sales.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { decimalText } from '@second-chance/shared/money/decimal-text.ts';
import { csvLine } from '@second-chance/shared/text/csv.ts';
import type { Kysely } from 'kysely';
import { listDocuments } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { findRegisters } from '../registers/register-repository.ts';
import type { SaleFilter, SalePlace } from './sale-filter.ts';
import { listSales } from './sale-repository.ts';

const PAGE = 1_000;
const HEAD = [
  'receipt_number',
  'kind',
  'business_day',
  'time_utc',
  'register',
  'cashier',
  'lines',
  'net',
  'tax',
  'gross',
  'currency',
  'tenders',
  'journal_seq',
  'journal_hash',
];

/** Read page by page, so that a year of sales is never in memory. */
export async function* saleLines(
  db: Kysely<Database>,
  {
    organizationId,
    filter,
  }: {
    readonly organizationId: OrganizationId;
    readonly filter: SaleFilter & { readonly storeId: StoreId };
  },
): AsyncGenerator<string> {
  const { storeId } = filter;
  const { codes, names } = await inTenant(db, organizationId, async (tx) => {
    const registers = await findRegisters(tx, organizationId, { storeId });
    const people = await listDocuments({ tx, organizationId }, 'staff', storeId);
    return {
      codes: new Map(registers.map(({ id, code }) => [id, code])),
      names: new Map(people.map(({ document }) => [document.id, document.displayName])),
    };
  });
  yield csvLine(HEAD);
  for (let after: SalePlace | null = null; ; ) {
    const place: SalePlace | null = after;
    const rows: readonly SaleSummary[] = await inTenant(db, organizationId, (tx) =>
      listSales(tx, organizationId, { filter, after: place, limit: PAGE }),
    );
    yield rows
      .map((sale) =>
        csvLine([
          sale.receiptNumber,
          sale.kind,
          sale.businessDay,
          new Date(sale.at).toISOString(),
          codes.get(sale.journal.registerId) ?? null,
          (sale.staffId && names.get(sale.staffId)) ?? null,
          sale.lineCount,
          decimalText(sale.net, sale.currency),
          decimalText(sale.tax, sale.currency),
          decimalText(sale.gross, sale.currency),
          sale.currency,
          sale.tenders.join(' '),
          sale.journal.seq,
          sale.journal.hash,
        ]),
      )
      .join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = { at: last.at, id: last.id };
  }
}
