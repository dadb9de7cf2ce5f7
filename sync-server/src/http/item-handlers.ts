import { assert } from '@second-chance/shared/assert.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { type ItemId, idSchema } from '@second-chance/shared/ids.ts';
import { removeItem, updateItem } from '../catalogue/change-item.ts';
import { createItems } from '../catalogue/create-items.ts';
import { findItems, listItems } from '../catalogue/item-repository.ts';
import { itemView } from '../catalogue/item-view.ts';
import { searchWords } from '../catalogue/search-words.ts';
import { keyAt, pageOf } from './page.ts';
import { actorWith, change, type RestContext, read, refusal, rest } from './rest.ts';

const UUID = /^[0-9a-f-]{36}$/;
const itemId = idSchema<'Item'>();

export const itemHandlers = {
  list: rest.items.list.handler(async ({ input, context }) => {
    const { storeId, categoryId, status, limit } = input;
    const words = searchWords(input.q ?? '');
    // Asked for something, but for nothing that a word could be: nothing is called that.
    if (words.length === 0 && (input.q ?? '').trim() !== '') return { rows: [], nextCursor: null };
    const key = keyAt(input.cursor, UUID);
    const before = key === null ? null : itemId.parse(key);
    const query = { storeId, categoryId, status, words, before, limit: limit + 1 };
    const found = await read(context, (scope) => listItems(scope, query));
    const { rows, nextCursor } = pageOf(found, { limit, keyOf: ({ document }) => document.id });
    return { rows: rows.map((item) => itemView(item, context.actor)), nextCursor };
  }),

  get: rest.items.get.handler(({ input, context }) => viewOf(context, input.id)),

  create: rest.items.create.handler(async ({ input, context }) => {
    const { storeId, id } = input;
    actorWith(context, 'edit_catalogue', storeId);
    await change(context, (work) => createItems(work, { storeId, items: [input] }));
    return viewOf(context, id);
  }),

  createMany: rest.items.createMany.handler(async ({ input, context }) => {
    const { items } = input;
    const storeId = items[0]?.storeId;
    assert(storeId, 'the contract asks for one item at least');
    for (const item of items) actorWith(context, 'edit_catalogue', item.storeId);
    const done = await change(context, (work) => createItems(work, { storeId, items }));
    return { created: done.created.length, alreadyThere: done.alreadyThere.length };
  }),

  update: rest.items.update.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    await change(context, (work) => updateItem(work, { actor, change: input }));
    return viewOf(context, input.id);
  }),

  remove: rest.items.remove.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    await change(context, (work) => removeItem(work, { actor, id: input.id }));
  }),
};

/** The item as the one who asks may see it; refuses with NOT_FOUND. */
export async function viewOf(context: RestContext, id: ItemId) {
  const [found] = await read(context, (scope) => findItems(scope, [id]));
  if (!found || found.deleted) throw refusal(NO_SUCH_ITEM);
  return itemView(found, context.actor);
}

const NO_SUCH_ITEM: CodedError = { code: 'NOT_FOUND', message: 'There is no such item.' };
