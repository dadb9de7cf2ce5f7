/** Routes of card payments: settings, readers, links, refunds, and what the provider told. */
import { newId } from '../../db/new-id.ts';
import { ADMINS } from './people.ts';
import { at, type Route } from './route.ts';

export const ROUTES_OF_CARDS: readonly Route[] = [
  {
    route: 'GET /payment-settings',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/payment-settings?${at(store)}`],
  },
  {
    route: 'PUT /payment-settings',
    may: ADMINS,
    ask: ({ store: { storeId } }) => [
      'PUT',
      '/payment-settings',
      { storeId, provider: 'simulator', account: null, location: null, capture: 'automatic' },
    ],
  },
  {
    route: 'POST /payment-settings/location',
    may: ADMINS,
    ask: ({ store: { storeId } }) => [
      'POST',
      '/payment-settings/location',
      { storeId, line1: 'Main St 1', city: 'Town', postalCode: '12345', country: 'DE' },
    ],
  },
  {
    route: 'GET /card-readers',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/card-readers?${at(store)}`],
  },
  {
    route: 'POST /card-readers',
    may: ADMINS,
    ask: ({ store: { storeId } }) => [
      'POST',
      '/card-readers',
      {
        id: newId<'Reader'>(),
        storeId,
        label: 'Counter',
        way: 'server',
        registrationCode: 'a-b-c',
      },
    ],
  },
  {
    // Of a reader that nobody added: whoever may change it is told so.
    route: 'PATCH /card-readers/{id}',
    may: [],
    ask: ({ store: { storeId } }) => [
      'PATCH',
      `/card-readers/${newId<'Reader'>()}`,
      { storeId, label: 'Window', way: 'browser' },
    ],
  },
  {
    route: 'POST /card-readers/{id}/remove',
    may: ADMINS,
    ask: ({ store: { storeId } }) => [
      'POST',
      `/card-readers/${newId<'Reader'>()}/remove`,
      { storeId },
    ],
  },
  {
    route: 'GET /payment-links',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/payment-links?${at(store)}`],
  },
  {
    route: 'POST /payment-links',
    may: ['admin'],
    ask: ({ store: { storeId } }) => [
      'POST',
      '/payment-links',
      { id: newId<'PaymentLink'>(), storeId, purpose: 'deposit', words: 'A chair', amount: 500 },
    ],
  },
  {
    route: 'POST /payment-links/{id}/send',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payment-links/${newId<'PaymentLink'>()}/send`,
      { storeId, email: 'kim@example.com', name: 'Kim', language: 'en' },
    ],
  },
  {
    route: 'POST /payment-links/{id}/cancel',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payment-links/${newId<'PaymentLink'>()}/cancel`,
      { storeId },
    ],
  },
  { route: 'GET /payments', may: ADMINS, ask: ({ store }) => ['GET', `/payments?${at(store)}`] },
  {
    route: 'POST /payments/{id}/refunds',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payments/${newId<'Payment'>()}/refunds`,
      { storeId, refundId: newId<'Refund'>(), amount: 100 },
    ],
  },
  {
    route: 'POST /payments/reconcile',
    may: ['admin'],
    ask: ({ store: { storeId } }) => ['POST', '/payments/reconcile', { storeId, days: 1 }],
  },
  {
    route: 'GET /provider-events',
    may: ['otherAdmin', 'admin', 'platform'],
    ask: () => ['GET', '/provider-events'],
  },
  {
    route: 'POST /provider-events/replay',
    may: [],
    ask: () => ['POST', '/provider-events/replay', { provider: 'stripe', eventId: 'evt_none' }],
  },
];
