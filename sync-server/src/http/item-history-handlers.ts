import { adjustStock } from '../catalogue/adjust-stock.ts';
import { itemHistory } from '../catalogue/item-history.ts';
import { viewOf } from './item-handlers.ts';
import { actorWith, change, orRefuse, read, rest } from './rest.ts';

export const itemHistoryHandlers = {
  get: rest.itemHistory.get.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'read_audit_log', null);
    return orRefuse(await read(context, (scope) => itemHistory(scope, { actor, id: input.id })));
  }),

  adjustStock: rest.itemHistory.adjustStock.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'adjust_stock', null);
    await change(context, (work) => adjustStock(work, { actor, adjustment: input }));
    return viewOf(context, input.id);
  }),
};
