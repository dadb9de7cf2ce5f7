import { emptyProfile } from '@second-chance/shared/documents/store-profile.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';
import { openApiDocument } from './openapi.ts';

type Organization = Awaited<ReturnType<RestFixture['anOrganization']>>;
type Who = 'stranger' | 'customer' | 'employee' | 'otherAdmin' | 'admin' | 'platform';

const EVERYBODY: readonly Who[] = [
  'stranger',
  'customer',
  'employee',
  'otherAdmin',
  'admin',
  'platform',
];
const ADMINS: readonly Who[] = ['admin', 'platform'];
const AT_WORK: readonly Who[] = ['employee', 'admin', 'platform'];

let server: RestFixture;
let shop: Organization;
let foreign: Organization;
/** What nobody who is refused can have changed, so that one set serves all of them. */
let untouched: Things;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('mine');
  foreign = await server.anOrganization('foreign');
  untouched = await things(shop);
});

afterAll(() => server[Symbol.asyncDispose]());

function tokenOf(who: Who, { store, otherStore, customer, platform }: Organization) {
  const tokens = {
    stranger: undefined,
    customer: customer.token,
    employee: store.employee.token,
    otherAdmin: otherStore.admin.token,
    admin: store.admin.token,
    platform,
  };
  return tokens[who];
}

const id = newId;

const PICTURE = 'pot.jpg';

/** What a customer's document has beside id, store and name. */
const PERSON = {
  email: '',
  phone: '',
  addressLines: [],
  note: '',
  locale: null,
  receiptChoice: null,
  taxExemption: null,
};

/** Things of an organization that the routes can be tried on. */
async function things({ organizationId, store, platform }: Organization) {
  const { token } = store.admin;
  const item = aNewItem(store, { pictures: [PICTURE] });
  await server.ask('POST', '/items', { token, body: item });
  const category = { ...store.category, id: id<'Category'>() };
  await server.ask('POST', '/categories', { token, body: category });
  const staff = {
    id: id<'Staff'>(),
    storeId: store.storeId,
    displayName: 'Bo',
    role: 'store_employee',
  };
  await server.ask('POST', '/staff', { token, body: staff });
  const register = {
    id: id<'Register'>(),
    storeId: store.storeId,
    code: id<'Register'>().slice(-8).toUpperCase(),
    name: 'Till',
  };
  await server.ask('POST', '/registers', { token: platform, body: register });
  const customer = { id: id<'Customer'>(), storeId: store.storeId, name: 'Kim' };
  await server.ask('POST', '/customers', { token, body: customer });
  const exceptionId = id<'Exception'>();
  const shiftId = id<'Shift'>();
  const place = [organizationId, store.storeId];
  await server.query(
    `insert into exception (organization_id, store_id, id, kind, details, raised_at)
     values ($1, $2, $3, 'clock_skew', '{}', 1)`,
    [...place, exceptionId],
  );
  await server.query(
    `insert into shift (organization_id, store_id, id, register_id, opened_at, float)
     values ($1, $2, $3, $4, 1, 0)`,
    [...place, shiftId, register.id],
  );
  const invited = {
    id: id<'Account'>(),
    storeId: store.storeId,
    email: `${id()}@example.com`,
    displayName: 'Bo',
  };
  await server.ask('POST', '/store-admins', { token: platform, body: invited });
  const change = { storeId: store.storeId, registerId: register.id, staffId: staff.id };
  const conflict = {
    ...change,
    id: id<'Conflict'>(),
    collection: 'items',
    documentId: item.id,
    label: '',
    at: 1,
    fields: [{ field: 'name', base: 'a', kept: 'b', lost: 'c', lostSide: 'till' }],
    settled: null,
  };
  await server.query(
    `insert into conflict (organization_id, store_id, id, document, feed_number)
     values ($1, $2, $3, $4, 0)`,
    [...place, conflict.id, JSON.stringify(conflict)],
  );
  const parkedId = id<'Intent'>();
  const row = { deleted: false, document: { ...PERSON, ...customer } };
  await server.query(
    `insert into parked_change
       (organization_id, store_id, id, register_id, collection, document_id, row, code, message,
        parked_at)
     values ($1, $2, $3, $4, 'customers', $5, $6, 'NOT_ALLOWED', '', 1)`,
    [...place, parkedId, register.id, customer.id, JSON.stringify(row)],
  );
  return {
    store,
    item,
    category,
    staff,
    register,
    exceptionId,
    shiftId,
    customer,
    conflict,
    parkedId,
    invited,
  };
}
type Things = Awaited<ReturnType<typeof things>>;

interface Route {
  readonly route: string;
  readonly may: readonly Who[];
  readonly ask: (things: Things) => readonly [method: string, path: string, body?: unknown];
}

const SETTLED = () => ({ settlementId: id<'Settlement'>(), how: 'accept', note: 'seen' });

const at = ({ storeId }: Things['store']) => `storeId=${storeId}`;

const ROUTES: readonly Route[] = [
  { route: 'GET /items', may: EVERYBODY, ask: ({ store }) => ['GET', `/items?${at(store)}`] },
  { route: 'GET /items/{id}', may: EVERYBODY, ask: ({ item }) => ['GET', `/items/${item.id}`] },
  { route: 'POST /items', may: ['admin'], ask: ({ store }) => ['POST', '/items', aNewItem(store)] },
  {
    route: 'POST /items/batch',
    may: ['admin'],
    ask: ({ store }) => ['POST', '/items/batch', { items: [aNewItem(store)] }],
  },
  {
    route: 'PATCH /items/{id}',
    may: ['admin'],
    ask: ({ item }) => ['PATCH', `/items/${item.id}`, { revision: 1, price: 5 }],
  },
  {
    route: 'DELETE /items/{id}',
    may: ['admin'],
    ask: ({ item }) => ['DELETE', `/items/${item.id}`],
  },
  {
    route: 'POST /item-lists',
    may: AT_WORK,
    ask: ({ store }) => ['POST', '/item-lists', { storeId: store.storeId }],
  },
  {
    route: 'GET /item-lists/{id}/rows',
    // Of a list that nobody made: whoever may look is told so.
    may: [],
    ask: () => ['GET', `/item-lists/${id<'ItemList'>()}/rows?offset=0&limit=1`],
  },
  {
    route: 'GET /items/{id}/history',
    may: ADMINS,
    ask: ({ item }) => ['GET', `/items/${item.id}/history`],
  },
  {
    route: 'GET /items/{id}/picture-words',
    may: EVERYBODY,
    ask: ({ item }) => ['GET', `/items/${item.id}/picture-words`],
  },
  {
    route: 'PUT /items/{id}/picture-words',
    may: ['admin'],
    ask: ({ item }) => [
      'PUT',
      `/items/${item.id}/picture-words`,
      { rows: [{ name: PICTURE, words: 'A pot' }] },
    ],
  },
  {
    route: 'POST /items/{id}/stock-adjustments',
    may: ['admin'],
    ask: ({ item }) => [
      'POST',
      `/items/${item.id}/stock-adjustments`,
      { requestId: id<'StockAdjustment'>(), quantity: -1, reason: 'lost' },
    ],
  },
  { route: 'GET /tasks', may: ['otherAdmin', 'admin'], ask: () => ['GET', '/tasks'] },
  // Of tasks that nobody began: whoever may look is told so.
  { route: 'GET /tasks/{id}', may: [], ask: () => ['GET', `/tasks/${id<'Task'>()}`] },
  { route: 'GET /tasks/{id}/rows', may: [], ask: () => ['GET', `/tasks/${id<'Task'>()}/rows`] },
  {
    route: 'POST /tasks/{id}/cancel',
    may: [],
    ask: () => ['POST', `/tasks/${id<'Task'>()}/cancel`],
  },
  {
    route: 'POST /tasks/{id}/undo',
    may: [],
    ask: () => ['POST', `/tasks/${id<'Task'>()}/undo`, { taskId: id<'Task'>() }],
  },
  {
    route: 'POST /tasks/{id}/import',
    may: [],
    ask: () => ['POST', `/tasks/${id<'Task'>()}/import`, { taskId: id<'Task'>() }],
  },
  {
    route: 'POST /exports',
    may: ['admin'],
    ask: ({ store }) => [
      'POST',
      '/exports',
      { id: id<'Task'>(), storeId: store.storeId, format: 'csv', parts: ['categories'] },
    ],
  },
  {
    route: 'POST /bulk-edits',
    may: [],
    ask: ({ store }) => [
      'POST',
      '/bulk-edits',
      {
        id: id<'Task'>(),
        storeId: store.storeId,
        listId: id<'ItemList'>(),
        ranges: [[0, 1]],
        edit: { what: 'withdrawn', withdrawn: true },
      },
    ],
  },
  { route: 'GET /categories', may: EVERYBODY, ask: () => ['GET', '/categories'] },
  {
    route: 'GET /categories/{id}',
    may: EVERYBODY,
    ask: ({ category }) => ['GET', `/categories/${category.id}`],
  },
  {
    route: 'POST /categories',
    may: ['admin'],
    ask: ({ category }) => ['POST', '/categories', { ...category, id: id<'Category'>() }],
  },
  {
    route: 'PATCH /categories/{id}',
    may: ['admin'],
    ask: ({ category }) => ['PATCH', `/categories/${category.id}`, { revision: 1, position: 3 }],
  },
  {
    route: 'POST /categories/{id}/move',
    may: ['admin'],
    ask: ({ category }) => [
      'POST',
      `/categories/${category.id}/move`,
      { revision: 1, parentId: null, before: null },
    ],
  },
  {
    route: 'DELETE /categories/{id}',
    may: ['admin'],
    ask: ({ category }) => ['DELETE', `/categories/${category.id}`],
  },
  { route: 'GET /stores', may: EVERYBODY, ask: () => ['GET', '/stores'] },
  {
    route: 'GET /stores/{id}',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/stores/${store.storeId}`],
  },
  {
    route: 'POST /stores',
    may: ['platform'],
    ask: ({ store }) => [
      'POST',
      '/stores',
      { ...store.settings, id: id<'Store'>(), code: id<'Store'>().slice(-8).toUpperCase() },
    ],
  },
  {
    route: 'GET /stores/{id}/profile',
    may: EVERYBODY,
    ask: ({ store }) => ['GET', `/stores/${store.storeId}/profile`],
  },
  {
    route: 'PUT /stores/{id}/profile',
    may: ADMINS,
    ask: ({ store }) => {
      const { storeId: _, ...profile } = emptyProfile(store.storeId);
      return ['PUT', `/stores/${store.storeId}/profile`, { ...profile, revision: 0 }];
    },
  },
  {
    route: 'PATCH /stores/{id}',
    may: ['platform'],
    ask: ({ store }) => ['PATCH', `/stores/${store.storeId}`, { revision: 1, returnDays: 100 }],
  },
  { route: 'GET /tax-rates', may: AT_WORK, ask: ({ store }) => ['GET', `/tax-rates?${at(store)}`] },
  {
    route: 'PUT /tax-rates/{id}',
    may: ['platform'],
    ask: ({ store }) => ['PUT', `/tax-rates/${store.taxRate.id}`, store.taxRate],
  },
  {
    route: 'GET /price-schedules',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/price-schedules?${at(store)}`],
  },
  {
    route: 'PUT /price-schedules/{id}',
    may: ['admin'],
    ask: ({ store }) => {
      const schedule = {
        id: id<'PriceSchedule'>(),
        storeId: store.storeId,
        name: 'Fast',
        phases: [],
      };
      return ['PUT', `/price-schedules/${schedule.id}`, schedule];
    },
  },
  { route: 'GET /staff', may: ADMINS, ask: ({ store }) => ['GET', `/staff?${at(store)}`] },
  {
    route: 'POST /staff',
    may: ['admin'],
    ask: ({ staff }) => ['POST', '/staff', { ...staff, id: id<'Staff'>() }],
  },
  {
    route: 'PATCH /staff/{id}',
    may: ['admin'],
    ask: ({ staff }) => ['PATCH', `/staff/${staff.id}`, { revision: 1, active: false }],
  },
  { route: 'GET /registers', may: ADMINS, ask: ({ store }) => ['GET', `/registers?${at(store)}`] },
  {
    route: 'POST /registers',
    may: ['platform'],
    ask: ({ register }) => [
      'POST',
      '/registers',
      { ...register, id: id<'Register'>(), code: id<'Register'>().slice(-8).toUpperCase() },
    ],
  },
  {
    route: 'POST /registers/{id}/enrolment-codes',
    may: ['platform'],
    ask: ({ register }) => ['POST', `/registers/${register.id}/enrolment-codes`],
  },
  {
    route: 'POST /registers/{id}/revoke',
    may: ['platform'],
    ask: ({ register }) => ['POST', `/registers/${register.id}/revoke`],
  },
  {
    route: 'GET /registers/{id}/journal',
    // There is no epoch yet: whoever may look is told so.
    may: [],
    ask: ({ register }) => ['GET', `/registers/${register.id}/journal?epoch=1`],
  },
  { route: 'GET /sales', may: AT_WORK, ask: ({ store }) => ['GET', `/sales?${at(store)}`] },
  {
    route: 'GET /sales/totals',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/sales/totals?${at(store)}`],
  },
  {
    route: 'GET /sales/summary',
    may: AT_WORK,
    ask: ({ store }) => ['GET', `/sales/summary?${at(store)}`],
  },
  { route: 'GET /sales/{id}', may: [], ask: () => ['GET', `/sales/${id<'Sale'>()}`] },
  {
    route: 'GET /exceptions',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/exceptions?${at(store)}`],
  },
  {
    route: 'GET /exceptions/counts',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/exceptions/counts?${at(store)}`],
  },
  {
    route: 'GET /exceptions/{id}',
    may: ADMINS,
    ask: ({ exceptionId }) => ['GET', `/exceptions/${exceptionId}`],
  },
  {
    route: 'POST /exceptions/{id}/settlements',
    may: ['admin'],
    ask: ({ exceptionId }) => ['POST', `/exceptions/${exceptionId}/settlements`, SETTLED()],
  },
  {
    route: 'POST /exceptions/{id}/undo',
    // Nothing was settled: whoever may settle is told so.
    may: [],
    ask: ({ exceptionId }) => [
      'POST',
      `/exceptions/${exceptionId}/undo`,
      { settlementId: id<'Settlement'>(), undoes: id<'Settlement'>() },
    ],
  },
  {
    route: 'GET /customers',
    may: ['employee', 'admin'],
    ask: ({ store }) => ['GET', `/customers?${at(store)}`],
  },
  {
    route: 'GET /customers/{id}',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['GET', `/customers/${customer.id}`],
  },
  {
    route: 'POST /customers',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['POST', '/customers', { ...customer, id: id<'Customer'>() }],
  },
  {
    route: 'PATCH /customers/{id}',
    may: ['employee', 'admin'],
    ask: ({ customer }) => ['PATCH', `/customers/${customer.id}`, { revision: 1, note: 'hats' }],
  },
  {
    route: 'GET /customers/{id}/export',
    may: ['admin'],
    ask: ({ customer }) => ['GET', `/customers/${customer.id}/export`],
  },
  {
    route: 'POST /customers/{id}/erase',
    may: ['admin'],
    ask: ({ customer }) => ['POST', `/customers/${customer.id}/erase`, { reason: 'asked' }],
  },
  {
    route: 'GET /reports/day',
    may: ADMINS,
    ask: ({ store }) => ['GET', `/reports/day?${at(store)}`],
  },
  { route: 'GET /shifts', may: ADMINS, ask: ({ store }) => ['GET', `/shifts?${at(store)}`] },
  { route: 'GET /shifts/{id}', may: ADMINS, ask: ({ shiftId }) => ['GET', `/shifts/${shiftId}`] },
  {
    route: 'POST /stores/{id}/close',
    may: ['platform'],
    ask: ({ store }) => ['POST', `/stores/${store.storeId}/close`],
  },
  {
    route: 'POST /stores/{id}/reopen',
    may: ['platform'],
    ask: ({ store }) => ['POST', `/stores/${store.storeId}/reopen`],
  },
  {
    route: 'GET /store-admins',
    may: ['platform'],
    ask: ({ store }) => ['GET', `/store-admins?${at(store)}`],
  },
  {
    route: 'POST /store-admins',
    may: ['platform'],
    ask: ({ store }) => [
      'POST',
      '/store-admins',
      {
        id: id<'Account'>(),
        storeId: store.storeId,
        email: `${id()}@example.com`,
        displayName: 'Bo',
      },
    ],
  },
  {
    route: 'POST /store-admins/{id}/invitation',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/invitation`],
  },
  {
    route: 'POST /store-admins/{id}/disable',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/disable`],
  },
  {
    route: 'POST /store-admins/{id}/enable',
    may: ['platform'],
    ask: ({ invited }) => ['POST', `/store-admins/${invited.id}/enable`],
  },
  {
    route: 'DELETE /store-admins/{id}/second-factor',
    // Nobody of them has one: whoever may look is told so.
    may: [],
    ask: ({ invited }) => ['DELETE', `/store-admins/${invited.id}/second-factor`],
  },
  { route: 'GET /mail', may: ['platform'], ask: () => ['GET', '/mail'] },
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
      { id: id<'Reader'>(), storeId, label: 'Counter', way: 'server', registrationCode: 'a-b-c' },
    ],
  },
  {
    // Of a reader that nobody added: whoever may change it is told so.
    route: 'PATCH /card-readers/{id}',
    may: [],
    ask: ({ store: { storeId } }) => [
      'PATCH',
      `/card-readers/${id<'Reader'>()}`,
      { storeId, label: 'Window', way: 'browser' },
    ],
  },
  {
    route: 'POST /card-readers/{id}/remove',
    may: ADMINS,
    ask: ({ store: { storeId } }) => [
      'POST',
      `/card-readers/${id<'Reader'>()}/remove`,
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
      { id: id<'PaymentLink'>(), storeId, purpose: 'deposit', words: 'A chair', amount: 500 },
    ],
  },
  {
    route: 'POST /payment-links/{id}/send',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payment-links/${id<'PaymentLink'>()}/send`,
      { storeId, email: 'kim@example.com', name: 'Kim', language: 'en' },
    ],
  },
  {
    route: 'POST /payment-links/{id}/cancel',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payment-links/${id<'PaymentLink'>()}/cancel`,
      { storeId },
    ],
  },
  { route: 'GET /payments', may: ADMINS, ask: ({ store }) => ['GET', `/payments?${at(store)}`] },
  {
    route: 'POST /payments/{id}/refunds',
    may: [],
    ask: ({ store: { storeId } }) => [
      'POST',
      `/payments/${id<'Payment'>()}/refunds`,
      { storeId, refundId: id<'Refund'>(), amount: 100 },
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
  {
    route: 'GET /conflicts',
    may: ['admin'],
    ask: ({ store }) => ['GET', `/conflicts?${at(store)}`],
  },
  {
    route: 'POST /conflicts/{id}/restore',
    may: ['admin'],
    ask: ({ conflict }) => ['POST', `/conflicts/${conflict.id}/restore`, { revision: 1 }],
  },
  {
    route: 'POST /conflicts/{id}/dismiss',
    may: ['admin'],
    ask: ({ conflict }) => ['POST', `/conflicts/${conflict.id}/dismiss`, { revision: 1 }],
  },
  {
    route: 'GET /parked-changes',
    may: ['admin'],
    ask: ({ store }) => ['GET', `/parked-changes?${at(store)}`],
  },
  {
    route: 'POST /parked-changes/{id}/apply',
    may: ['admin'],
    ask: ({ parkedId }) => ['POST', `/parked-changes/${parkedId}/apply`],
  },
  {
    route: 'POST /parked-changes/{id}/dismiss',
    may: ['admin'],
    ask: ({ parkedId }) => ['POST', `/parked-changes/${parkedId}/dismiss`],
  },
  {
    route: 'GET /audit-log',
    may: ['otherAdmin', 'admin', 'platform'],
    ask: () => ['GET', '/audit-log'],
  },
];

test('the walk goes over every route that the API has', async () => {
  const { paths = {} } = await openApiDocument();
  const all = Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const)
      .filter((method) => item?.[method])
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const walked = all.filter((route) => !/ \/(auth|sync|account)\//.test(route));
  expect(ROUTES.map(({ route }) => route).toSorted()).toEqual(walked.toSorted());
});

test.for(ROUTES)('$route answers $may and refuses everybody else', async ({ may, ask }) => {
  for (const who of EVERYBODY) {
    const [method, path, body] = ask(may.includes(who) ? await things(shop) : untouched);
    const asked = { token: tokenOf(who, shop), body };
    const query = path.includes('?') ? '&' : '?';
    const answer = await server.ask(method, `${path}${query}organization=mine`, asked);
    if (may.includes(who)) {
      expect(answer.status, `${who}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    } else if (who === 'stranger') {
      expect(answer.body, who).toMatchObject({ code: 'NOT_SIGNED_IN' });
    } else {
      const codes = may.length === 0 ? ['NOT_ALLOWED', 'NOT_FOUND', 'CONFLICT'] : ['NOT_ALLOWED'];
      expect(codes, `${who}: ${answer.status}`).toContain(answer.body.code);
    }
  }
});

const SUM_OF_NOTHING = { records: 0, net: 0, tax: 0, gross: 0 };
const OPEN_LISTS = ['GET /categories', 'GET /stores', 'GET /audit-log', 'GET /items', 'GET /mail'];

test.for(ROUTES)(
  '$route gives the people of another organization nothing',
  async ({ route, ask }) => {
    const before = await server.query(`select count(*)::int as lines from audit_log
    where organization_id = '${shop.organizationId}'`);
    for (const who of ['customer', 'employee', 'admin', 'platform'] as const) {
      const token = tokenOf(who, foreign);
      const [method, path, body] = ask(untouched);
      const answer = await server.ask(method, path, { token, body });
      if (answer.status < 300) {
        const rows: unknown[] = answer.body.rows ?? [answer.body];
        const shown = JSON.stringify(rows);
        expect(shown, `${who} at ${route}`).not.toContain(untouched.store.storeId);
        expect(shown, `${who} at ${route}`).not.toContain(shop.organizationId);
        if (!OPEN_LISTS.includes(route) && route !== 'POST /stores') {
          expect(rows).toEqual(route === 'GET /sales/summary' ? [SUM_OF_NOTHING] : []);
        }
      } else {
        expect(['NOT_FOUND', 'NOT_ALLOWED', 'ALREADY_EXISTS']).toContain(answer.body.code);
      }
      const named = await server.ask(method, path, {
        token,
        body,
        headers: { 'x-organization': 'mine' },
      });
      expect(named.body.code).toBe('NOT_ALLOWED');
    }
    const after = await server.query(`select count(*)::int as lines from audit_log
    where organization_id = '${shop.organizationId}'`);
    expect(after).toEqual(before);
  },
);

/** What is no JSON of the contract: files, streams and uploads. */
function filesOf({ store, register, item }: Things): readonly (readonly [string, string])[] {
  return [
    ['GET', `/sales.csv?${at(store)}`],
    ['GET', `/shifts.csv?${at(store)}`],
    ['GET', `/audit-log.csv?${at(store)}`],
    ['GET', '/audit-log.csv'],
    ['GET', `/sales/${item.id}/receipt`],
    ['GET', `/registers/${register.id}/journal.ndjson?epoch=1`],
    ['GET', `/live?${at(store)}`],
    ['GET', `/tasks/${item.id}/files/items.csv`],
    ['POST', `/imports?${at(store)}&id=${id<'Task'>()}&name=a.csv`],
    ['POST', `/pictures?${at(store)}`],
  ];
}

test('no file, stream or upload of an organization is there for people of another', async () => {
  const { storeId } = shop.store;
  for (const who of ['stranger', 'customer', 'employee', 'admin', 'platform'] as const) {
    const token = tokenOf(who, foreign);
    for (const [method, path] of filesOf(untouched)) {
      const response = await fetch(server.url + path, {
        method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'text/csv' },
        ...(method === 'POST' && { body: 'sku,name,price,category\nA,B,1,C' }),
      });
      const isStream = response.headers.get('content-type')?.includes('event-stream') === true;
      expect(isStream, `${who} follows ${path}`).toBe(false);
      const text = await response.text();
      for (const secret of [storeId, shop.organizationId, shop.store.admin.email]) {
        expect(text, `${who}: ${path}`).not.toContain(secret);
      }
      if (response.status < 300) {
        // Their own log, or a table of nothing: its head alone.
        const lines = text.trim().split('\n').length;
        if (path !== '/audit-log.csv') expect(lines, `${who}: ${path}`).toBe(1);
        expect(method).toBe('GET');
      }
    }
  }
});

/** Each field is given so many of the strings; one after another the fields go through all of them. */
const STRINGS_A_FIELD = 3;
const FIELDS_MIN = 60;

test('every field of every route takes naughty strings, or refuses them with a code', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings();
  const named = await fieldsByRoute();
  const used = new Set<string>();
  const faults: string[] = [];
  let own = await things(shop);
  let fields = 0;
  let kept = 0;
  for (const { route, may, ask } of ROUTES) {
    const who = may.find((each) => each !== 'stranger' && each !== 'customer') ?? 'admin';
    const token = tokenOf(who, shop);
    const [method, path, body] = ask(own);
    const begun = kept;
    const inBody = method === 'GET' ? [] : pathsOf(body, named.body.get(route) ?? []);
    const places = [
      ...inBody.map((place) => ({ place, inQuery: false })),
      ...(named.query.get(route) ?? []).map((name) => ({ place: [name], inQuery: true })),
    ];
    for (const { place, inQuery } of places) {
      fields += 1;
      for (let n = 0; n < STRINGS_A_FIELD; n += 1) {
        const text = strings[(fields * STRINGS_A_FIELD + n) % strings.length] ?? '';
        used.add(text);
        const [, , fresh] = ask(own);
        const query = `${path.includes('?') ? '&' : '?'}${place[0]}=${encodeURIComponent(text.toWellFormed())}`;
        const answer = await server.ask(method, inQuery ? path + query : path, {
          token,
          ...(method !== 'GET' && { body: inQuery ? fresh : withText(fresh, place, text) }),
        });
        if (answer.status < 300) kept += 1;
        else if (answer.status >= 500 || typeof answer.body.code !== 'string') {
          faults.push(`${route} ${place.join('.')} ${JSON.stringify(text)}: ${answer.status}`);
        }
      }
    }
    // The next route finds things as they were.
    if (method !== 'GET' && kept > begun) own = await things(shop);
  }
  expect(faults).toEqual([]);
  expect(fields).toBeGreaterThan(FIELDS_MIN);
  expect(used.size).toBe(new Set(strings).size);
  expect(kept, 'many of them are words like others').toBeGreaterThan(FIELDS_MIN);
});

/** Fields of text that each route's description names, in its body and behind its `?`. */
async function fieldsByRoute() {
  const { paths = {} } = await openApiDocument();
  const body = new Map<string, readonly string[]>();
  const query = new Map<string, readonly string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = operations?.[method] as Operation | undefined;
      if (operation === undefined) continue;
      const route = `${method.toUpperCase()} ${path}`;
      const { properties = {} } =
        operation.requestBody?.content?.['application/json']?.schema ?? {};
      body.set(
        route,
        Object.entries(properties)
          .filter(([, { type }]) => type === 'string')
          .map(([name]) => name),
      );
      query.set(
        route,
        (operation.parameters ?? [])
          .filter(({ in: where, schema }) => where === 'query' && schema?.type === 'string')
          .map(({ name }) => name),
      );
    }
  }
  return { body, query };
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema?: { readonly type?: string };
  }[];
  readonly requestBody?: {
    readonly content?: {
      readonly 'application/json'?: {
        readonly schema?: { readonly properties?: Readonly<Record<string, { type?: string }>> };
      };
    };
  };
}

type Place = readonly (string | number)[];

/** Where strings stand in a body, and could stand at its top by their names. */
function pathsOf(body: unknown, named: readonly string[]): readonly Place[] {
  const found: Place[] = [];
  const walk = (value: unknown, place: Place) => {
    if (typeof value === 'string') found.push(place);
    else if (Array.isArray(value)) walk(value[0], [...place, 0]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) walk(each, [...place, key]);
    }
  };
  walk(body, []);
  const there = new Set(found.map(([first]) => first));
  return [...found, ...named.filter((name) => !there.has(name)).map((name) => [name])];
}

function withText(body: unknown, place: Place, text: string): unknown {
  const copy = structuredClone(body ?? {});
  let at = copy as Record<string | number, unknown>;
  for (const step of place.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = place.at(-1);
  if (last !== undefined) at[last] = text;
  return copy;
}
