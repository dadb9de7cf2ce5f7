import { publicStoreSchema } from '@second-chance/shared/contract/rest/stores.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { mayAct } from '../accounts/actor.ts';
import { listDocuments } from '../db/document-repository.ts';
import { closeStore, reopenStore } from '../stores/close-store.ts';
import { putPriceSchedule, putTaxRate } from '../stores/reference-documents.ts';
import { findStore, listStores, type StoredStore } from '../stores/store-repository.ts';
import { changeStore, createStore } from '../stores/stores.ts';
import { actorWith, change, read, refusal, rest } from './rest.ts';
import { revised } from './revised.ts';

/** Drops what not everybody may know. */
const publicStore = publicStoreSchema.strip();

export const storeHandlers = {
  list: rest.stores.list.handler(async ({ context }) => {
    const stores = await read(context, (scope) => listStores(scope));
    const { actor } = context;
    const mayRead = (storeId: StoreId) => mayAct(actor, { right: 'read_stores', storeId }).ok;
    return {
      rows: stores
        .filter(({ document, closedAt }) => closedAt === null || mayRead(document.id))
        .map(({ document, closedAt }) =>
          publicStore.parse({ ...document, ...(closedAt !== null && { closedAt }) }),
        ),
    };
  }),

  get: rest.stores.get.handler(async ({ input, context }) => {
    actorWith(context, 'read_stores', input.id);
    const found = await read(context, (scope) => findStore(scope, input));
    if (!found) throw refusal({ code: 'NOT_FOUND', message: 'There is no such store.' });
    return storeView(found);
  }),

  create: rest.stores.create.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return storeView(await change(context, (work) => createStore(work, input)));
  }),

  update: rest.stores.update.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return storeView(await change(context, (work) => changeStore(work, input)));
  }),
};

export const storeClosingHandlers = {
  close: rest.storeClosing.close.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return storeView(await change(context, (work) => closeStore(work, input.id)));
  }),

  reopen: rest.storeClosing.reopen.handler(async ({ input, context }) => {
    actorWith(context, 'manage_stores', input.id);
    return storeView(await change(context, (work) => reopenStore(work, input.id)));
  }),
};

function storeView(store: StoredStore) {
  return { ...revised(store), closedAt: store.closedAt };
}

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
