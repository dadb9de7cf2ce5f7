/** REST handlers of `restContract.customers`. */
import type { CustomerId } from '@second-chance/shared/ids.ts';
import { boughtBy, countCustomers, listCustomers } from '../customers/customer-repository.ts';
import {
  createCustomer,
  customerFor,
  eraseCustomer,
  exportCustomer,
  updateCustomer,
} from '../customers/customers.ts';
import { keyAt, pageOf } from './page.ts';
import { actorWith, change, orRefuse, read, rest } from './rest.ts';
import { revised } from './revised.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const customerHandlers = {
  list: rest.customers.list.handler(async ({ input, context }) => {
    const { storeId, q, limit, cursor } = input;
    actorWith(context, 'use_customers', storeId);
    const before = keyAt(cursor, ID) as CustomerId | null;
    const query = { storeId, q, before, limit: limit + 1 };
    const { found, total } = await read(context, async (scope) => ({
      found: await listCustomers(scope, query),
      total: await countCustomers(scope, query),
    }));
    const { rows, nextCursor } = pageOf(found, { limit, keyOf: ({ document }) => document.id });
    return { rows: rows.map(revised), nextCursor, total };
  }),

  get: rest.customers.get.handler(async ({ input: { id }, context }) => {
    const actor = actorWith(context, 'use_customers', null);
    return read(context, async (scope) => {
      const found = orRefuse(await customerFor(scope, actor, { id, right: 'use_customers' }));
      return { ...revised(found), bought: await boughtBy(scope, found.document) };
    });
  }),

  create: rest.customers.create.handler(async ({ input, context }) => {
    actorWith(context, 'use_customers', input.storeId);
    return revised(await change(context, (work) => createCustomer(work, input)));
  }),

  update: rest.customers.update.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'use_customers', null);
    const { id, revision, ...fields } = input;
    return revised(
      await change(context, (work) => updateCustomer(work, { actor, id, revision, fields })),
    );
  }),

  export: rest.customers.export.handler(({ input: { id }, context }) => {
    const actor = actorWith(context, 'erase_customers', null);
    return change(context, (work) => exportCustomer(work, { actor, id }));
  }),

  erase: rest.customers.erase.handler(async ({ input: { id, reason }, context }) => {
    const actor = actorWith(context, 'erase_customers', null);
    await change(context, (work) => eraseCustomer(work, { actor, id, reason }));
  }),
};
