import { createCategory, removeCategory, updateCategory } from '../catalogue/categories.ts';
import { moveCategory } from '../catalogue/move-category.ts';
import { findDocument, listDocuments } from '../db/document-repository.ts';
import { actorWith, change, read, refusal, rest } from './rest.ts';
import { revised } from './revised.ts';

export const categoryHandlers = {
  list: rest.categories.list.handler(async ({ input, context }) => {
    const rows = await read(context, (scope) =>
      listDocuments(scope, 'category', input.storeId ?? null),
    );
    return { rows: rows.map(revised) };
  }),

  get: rest.categories.get.handler(async ({ input, context }) => {
    const found = await read(context, (scope) => findDocument(scope, 'category', input));
    if (!found || found.deleted) {
      throw refusal({ code: 'NOT_FOUND', message: 'There is no such category.' });
    }
    return revised(found);
  }),

  create: rest.categories.create.handler(async ({ input, context }) => {
    actorWith(context, 'edit_catalogue', input.storeId);
    return revised(await change(context, (work) => createCategory(work, input)));
  }),

  update: rest.categories.update.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    const update = { actor, change: input };
    return revised(await change(context, (work) => updateCategory(work, update)));
  }),

  move: rest.categories.move.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    const rows = await change(context, (work) => moveCategory(work, { actor, move: input }));
    return { rows: rows.map(revised) };
  }),

  remove: rest.categories.remove.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    await change(context, (work) => removeCategory(work, { actor, id: input.id }));
  }),
};
