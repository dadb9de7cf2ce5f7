/** REST handlers of cards: how they are set up, what was paid, links, and what the provider told. */
import { assert } from '@second-chance/shared/assert.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import { organizationName } from '../accounts/organization-repository.ts';
import { beginRefund } from '../payments/card-refunds.ts';
import { closeLinkPayments } from '../payments/links/pay-link.ts';
import { cancelLink, createLink, linksOf, sendLink } from '../payments/links/payment-links.ts';
import { settingsOf } from '../payments/payment-deps.ts';
import { listPayments } from '../payments/payment-list.ts';
import type { PaymentSettings } from '../payments/payment-repository.ts';
import { readersOf } from '../payments/readers.ts';
import { reconcileDays } from '../payments/reconcile-now.ts';
import {
  addReader,
  changeReader,
  changeSettings,
  createLocation,
  removeReader,
} from '../payments/set-up-cards.ts';
import { findStore } from '../stores/store-repository.ts';
import { changeAndMail } from './mailing.ts';
import { actorWith, change, orRefuse, type RestContext, read, refusal, rest } from './rest.ts';

const LISTED_MAX = 200;

export const paymentSettingsHandlers = {
  get: rest.paymentSettings.get.handler(async ({ input: { storeId }, context }) => {
    await inStore(context, 'read_payments', storeId);
    const settings = await read(context, ({ tx, organizationId }) =>
      settingsOf(tx, { organizationId, storeId }),
    );
    return settingsView(context, storeId, settings);
  }),

  put: rest.paymentSettings.put.handler(async ({ input, context }) => {
    await inStore(context, 'set_up_payments', input.storeId);
    const settings = await change(context, (work) => changeSettings(context.deps, work, input));
    return settingsView(context, input.storeId, settings);
  }),

  createLocation: rest.paymentSettings.createLocation.handler(async ({ input, context }) => {
    const { storeId } = input;
    const store = await inStore(context, 'set_up_payments', storeId);
    const place = { ...input, name: store.document.name };
    const settings = orRefuse(await createLocation(context.deps, doing(context), place));
    return settingsView(context, storeId, settings);
  }),
};

export const cardReaderHandlers = {
  list: rest.cardReaders.list.handler(async ({ input: { storeId }, context }) => {
    await inStore(context, 'read_payments', storeId);
    const { organizationId } = context;
    const { readers } = await readersOf(context.deps, { organizationId, storeId });
    return { rows: [...readers] };
  }),

  add: rest.cardReaders.add.handler(async ({ input, context }) => {
    await inStore(context, 'set_up_payments', input.storeId);
    const { organizationId } = context;
    return orRefuse(await addReader(context.deps, doing(context), { ...input, organizationId }));
  }),

  change: rest.cardReaders.change.handler(async ({ input, context }) => {
    await inStore(context, 'set_up_payments', input.storeId);
    const { organizationId } = context;
    return change(context, (work) => changeReader(work, { ...input, organizationId }));
  }),

  remove: rest.cardReaders.remove.handler(async ({ input, context }) => {
    await inStore(context, 'set_up_payments', input.storeId);
    const { organizationId } = context;
    return orRefuse(await removeReader(context.deps, doing(context), { ...input, organizationId }));
  }),
};

export const paymentLinkHandlers = {
  list: rest.paymentLinks.list.handler(async ({ input: { storeId }, context }) => {
    await inStore(context, 'read_payments', storeId);
    const rows = await read(context, (scope) => linksOf(scope, showing(context), storeId));
    return { rows: [...rows] };
  }),

  create: rest.paymentLinks.create.handler(async ({ input, context }) => {
    await inStore(context, 'take_payments_online', input.storeId);
    return change(context, (work) => createLink(work, showing(context), input));
  }),

  send: rest.paymentLinks.send.handler(async ({ input, context }) => {
    await inStore(context, 'take_payments_online', input.storeId);
    const organization = await organizationName(context.deps.db, context.organizationId);
    assert(organization, 'the organization of a request is there');
    const words = { ...showing(context), organizationName: organization.name };
    return changeAndMail(context, (work) => sendLink(work, words, input));
  }),

  cancel: rest.paymentLinks.cancel.handler(async ({ input, context }) => {
    await inStore(context, 'take_payments_online', input.storeId);
    const { deps, organizationId } = context;
    const canceled = await change(context, (work) => cancelLink(work, showing(context), input));
    // What does not work now is done by the clock.
    await closeLinkPayments(deps, organizationId).catch((error: unknown) =>
      deps.logger.warn({ err: error }, 'a begun payment of a link waits to be given up'),
    );
    return canceled;
  }),
};

export const paymentHandlers = {
  list: rest.payments.list.handler(async ({ input: { storeId }, context }) => {
    await inStore(context, 'read_payments', storeId);
    const rows = await read(context, ({ tx, organizationId }) =>
      listPayments(tx, { organizationId, storeId }, LISTED_MAX),
    );
    return { rows: [...rows] };
  }),

  refund: rest.payments.refund.handler(async ({ input, context }) => {
    await inStore(context, 'take_payments_online', input.storeId);
    const { id, storeId, refundId, amount } = input;
    const { organizationId, deps, actor } = context;
    const accountId = actor?.accountId ?? null;
    const admin = { organizationId, storeId, registerId: null, accountId };
    const wanted = { refundId, paymentId: id, saleId: null, amount };
    return orRefuse(await beginRefund(deps, admin, wanted));
  }),

  reconcile: rest.payments.reconcile.handler(async ({ input: { storeId, days }, context }) => {
    await inStore(context, 'take_payments_online', storeId);
    const { organizationId, deps } = context;
    return orRefuse(await reconcileDays(deps, { organizationId, storeId }, days));
  }),
};

/** Lets those who may do this in this store, which has to be one of their organization. */
async function inStore(context: RestContext, right: Right, id: StoreId) {
  actorWith(context, right, id);
  const store = await read(context, (scope) => findStore(scope, { id }));
  if (store === null) throw refusal({ code: 'NOT_FOUND', message: 'There is no such store.' });
  return store;
}

/** Who changes something, where the use case makes its transactions itself. */
function doing({ deps, organizationId, actor }: RestContext) {
  return { organizationId, at: deps.clock(), actorId: actor?.accountId ?? null };
}

function showing({ deps }: RestContext) {
  return { publicUrl: deps.publicUrl(), now: deps.clock() };
}

function settingsView({ deps }: RestContext, storeId: StoreId, settings: PaymentSettings) {
  return { storeId, ...settings, stripeReady: deps.providers.stripe !== null };
}
