/** REST handlers of `restContract.exceptions`. */
import type { ExceptionId } from '@second-chance/shared/ids.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { listExceptions } from '../exceptions/exception-list.ts';
import { cursorOf, placeAt } from './cursor.ts';
import { actorWith, rest } from './rest.ts';

export const exceptionHandlers = {
  list: rest.exceptions.list.handler(async ({ input, context }) => {
    const { organizationId, deps } = context;
    const { storeId, open, cursor, limit } = input;
    const own = actorWith(context, 'read_exceptions', storeId ?? null).storeId;
    const rows = await inTenant(deps.db, organizationId, (tx) =>
      listExceptions(tx, organizationId, {
        storeId: storeId ?? own,
        open,
        after: placeAt<ExceptionId>(cursor),
        limit: limit + 1,
      }),
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      rows: page,
      nextCursor: last ? cursorOf({ at: last.raisedAt, id: last.id }) : null,
    };
  }),
};
