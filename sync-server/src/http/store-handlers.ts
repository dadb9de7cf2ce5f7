import { publicStoreSchema } from '@second-chance/shared/contract/rest/stores.ts';
import { listDocuments } from '../db/document-repository.ts';
import { putPriceSchedule, putTaxRate } from '../stores/reference-documents.ts';
import { findStore, listStores } from '../stores/store-repository.ts';
import { changeStore, createStore } from '../stores/stores.ts';
import { actorWith, change, read, refusal, rest } from './rest.ts';
import { revised } from './revised.ts';

/** Drops what not everybody may know. */
const publicStore = publicStoreSchema.strip();

export const storeHandlers = {
  list: rest.stores.list.handler(async ({ context }) => {
    const stores = await read(context, (scope) => listStores(scope));
    return { rows: stores.map(({ document }) => publicStore.parse(document)) };
  }),

  get: rest.stores.get.handler(async ({ input, context }) => {
    actorWith(context, 'read_stores', input.id);
    const found = await read(context, (scope) => findStore(scope, input));
    if (!found) throw refusal({ code: 'NOT_FOUND', message: 'There is no such store.' });
    return revised(found);
  }),

  create: rest.stores.create.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return revised(await change(context, (work) => createStore(work, input)));
  }),

  update: rest.stores.update.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return revised(await change(context, (work) => changeStore(work, input)));
  }),
};

export const taxRateHandlers = {
  list: rest.taxRates.list.handler(async ({ input, context }) => {
    actorWith(context, 'read_taxes', input.storeId);
    const rows = await read(context, (scope) => listDocuments(scope, 'tax_rate', input.storeId));
    return { rows: rows.map(revised) };
  }),

  put: rest.taxRates.put.handler(async ({ input, context }) => {
    actorWith(context, 'manage_taxes', input.storeId);
    return revised(await change(context, (work) => putTaxRate(work, input)));
  }),
};

export const priceScheduleHandlers = {
  list: rest.priceSchedules.list.handler(async ({ input, context }) => {
    actorWith(context, 'read_catalogue', input.storeId);
    const rows = await read(context, (scope) =>
      listDocuments(scope, 'price_schedule', input.storeId),
    );
    return { rows: rows.map(revised) };
  }),

  put: rest.priceSchedules.put.handler(async ({ input, context }) => {
    actorWith(context, 'edit_catalogue', input.storeId);
    return revised(await change(context, (work) => putPriceSchedule(work, input)));
  }),
};
