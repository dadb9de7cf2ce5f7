import { makeItemList, readItemListWindow } from '../catalogue/item-lists.ts';
import { itemView, type StockedItem } from '../catalogue/item-view.ts';
import { actorWith, change, orRefuse, type RestContext, read, rest } from './rest.ts';

export const itemListHandlers = {
  make: rest.itemLists.make.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'read_catalogue', input.storeId);
    const { rows, ...list } = await change(context, (work) =>
      makeItemList(work, { actor, ...input }),
    );
    return { ...list, rows: views(rows, context) };
  }),

  rows: rest.itemLists.rows.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'read_catalogue', null);
    const found = await read(context, (scope) => readItemListWindow(scope, { actor, ...input }));
    return { rows: views(orRefuse(found), context) };
  }),
};

function views(rows: readonly (StockedItem | null)[], { actor }: RestContext) {
  return rows.map((row) => row && itemView(row, actor));
}
