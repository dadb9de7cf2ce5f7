/** REST handlers of `restContract.sales`. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { findSale, listSales, totalSales } from '../sales/sale-repository.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, refusal, rest } from './rest.ts';

export const saleHandlers = {
  list: rest.sales.list.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    const own = actorWith(context, 'read_sales', input.storeId ?? null).storeId;
    const { cursor, limit, ...filter } = input;
    const after = placeAt<SaleId>(cursor);
    const rows = await inTenant(deps.db, organizationId, (tx) =>
      listSales(tx, organizationId, {
        filter: { ...filter, storeId: input.storeId ?? own },
        after,
        limit: limit + 1,
      }),
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { rows: page, nextCursor: last ? cursorOf(last) : null };
  }),

  get: rest.sales.get.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    actorWith(context, 'read_sales', null);
    const sale = await inTenant(deps.db, organizationId, (tx) =>
      findSale(tx, organizationId, input.id),
    );
    if (!sale) throw refusal({ code: 'NOT_FOUND', message: 'There is no such sale.' });
    actorWith(context, 'read_sales', sale.storeId);
    return sale;
  }),

  totals: rest.sales.totals.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    actorWith(context, 'read_sales', input.storeId);
    const rows = await inTenant(deps.db, organizationId, (tx) =>
      totalSales(tx, organizationId, input),
    );
    return { rows: [...rows] };
  }),
};
