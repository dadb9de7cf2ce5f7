/** REST handlers of `restContract.sales`. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import { findSale, listSales, sumSales, totalSales } from '../sales/sale-repository.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, read, refusal, rest } from './rest.ts';

export const saleHandlers = {
  list: rest.sales.list.handler(async ({ input, context }) => {
    const own = actorWith(context, 'read_sales', input.storeId ?? null).storeId;
    const { cursor, limit, ...asked } = input;
    const filter = { ...asked, storeId: input.storeId ?? own };
    const after = placeAt<SaleId>(cursor);
    const rows = await read(context, ({ tx, organizationId }) =>
      listSales(tx, organizationId, { filter, after, limit: limit + 1 }),
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { rows: page, nextCursor: last ? cursorOf(last) : null };
  }),

  summary: rest.sales.summary.handler(({ input, context }) => {
    const own = actorWith(context, 'read_sales', input.storeId ?? null).storeId;
    const filter = { ...input, storeId: input.storeId ?? own };
    return read(context, ({ tx, organizationId }) => sumSales(tx, organizationId, filter));
  }),

  get: rest.sales.get.handler(async ({ input, context }) => {
    actorWith(context, 'read_sales', null);
    const sale = await read(context, ({ tx, organizationId }) =>
      findSale(tx, organizationId, input.id),
    );
    if (!sale) throw refusal({ code: 'NOT_FOUND', message: 'There is no such sale.' });
    actorWith(context, 'read_sales', sale.storeId);
    return { ...sale, related: [...sale.related] };
  }),

  totals: rest.sales.totals.handler(async ({ input, context }) => {
    actorWith(context, 'read_sales', input.storeId);
    const rows = await read(context, ({ tx, organizationId }) =>
      totalSales(tx, organizationId, input),
    );
    return { rows: [...rows] };
  }),
};
