import {
  aCategory,
  anId,
  aPriceSchedule,
  aSaleRecord,
  aStaff,
  CATEGORY_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import {
  ADMIN_ID,
  aRow,
  EMPLOYEE_ID,
  newCustomer,
  newItem,
  type PushFixture,
  pushFixture,
} from '../../../test/push-fixture.ts';
import { newId } from '../../db/new-id.ts';

async function feedOf(fixture: PushFixture, after = 0) {
  const { body } = await fixture.sendAs(fixture.till, `/sync/pull?after=${after}&limit=5000`, {
    method: 'GET',
  });
  return body;
}

test('what is new at a till is stored, comes down to all, and one piece of it is in stock', async () => {
  await using fixture = await pushFixture();
  const { checkpoint } = await feedOf(fixture);
  const [item, customer] = [newItem({ name: 'Loden coat' }), newCustomer()];
  const row = aRow('customers', customer, { staffId: EMPLOYEE_ID });
  const results = await fixture.push([aRow('items', item), row]);
  expect(results).toEqual([
    { outcome: 'accepted', intentId: expect.any(String), revision: 1, master: null },
    { outcome: 'accepted', intentId: row.intentId, revision: 1, master: null },
  ]);
  const { changes } = await feedOf(fixture, checkpoint);
  expect(changes).toMatchObject([
    { number: checkpoint + 1, collection: 'items', document: item, revision: 1 },
    { number: checkpoint + 2, collection: 'customers', document: customer, revision: 1 },
    { number: checkpoint + 3, collection: 'stockLevels', document: { id: item.id, onHand: 1 } },
  ]);
  const words = await fixture.query("select item_id from item_word where word = 'loden'");
  expect(words).toEqual([{ item_id: item.id }]);
});

test('a row that was made on an older revision meets a conflict and gets the master', async () => {
  await using fixture = await pushFixture();
  const item = newItem({ price: 1_000 as never });
  await fixture.push([aRow('items', item)]);
  const mine = { ...item, name: 'Mine' };
  const theirs = { ...item, name: 'Theirs' };
  await fixture.push([aRow('items', theirs, { baseRevision: 1 })]);
  const [conflict] = await fixture.push([aRow('items', mine, { baseRevision: 1 })]);
  const master = { revision: 2, deleted: false, document: theirs };
  expect(conflict).toMatchObject({ outcome: 'conflict', master });
  expect(await fixture.stored('item', item.id)).toMatchObject({ document: theirs, revision: 2 });
  const [merged] = await fixture.push([aRow('items', mine, { baseRevision: 2 })]);
  expect(merged).toMatchObject({ outcome: 'accepted', revision: 3, master: null });
});

test('a push of more than the hundred kilobytes that Express takes by itself is taken whole', async () => {
  await using fixture = await pushFixture();
  const items = Array.from({ length: 60 }, () => newItem({ description: 'x'.repeat(4_000) }));
  const results = await fixture.push(items.map((item) => aRow('items', item)));
  expect(new Set(results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
    new Set(['accepted']),
  );
});

test('the same push again is answered the same and does nothing', async () => {
  await using fixture = await pushFixture();
  const item = newItem();
  const rows = [
    aRow('items', item),
    aRow('items', { ...newItem(), categoryId: newId() }),
    aRow('customers', newCustomer(), { staffId: anId<'Staff'>(0xbad) }),
  ];
  const first = await fixture.push(rows);
  const { checkpoint } = await feedOf(fixture);
  expect(await fixture.push(rows)).toEqual(first);
  expect((await feedOf(fixture)).checkpoint).toBe(checkpoint);
  expect(await fixture.query('select count(*)::int as lines from audit_log')).toEqual([
    { lines: 1 },
  ]);
  expect(await fixture.query('select count(*)::int as pieces from stock_movement')).toEqual([
    { pieces: 1 },
  ]);
  // Done once, and said so even after others went on from it.
  await fixture.push([aRow('items', { ...item, name: 'Later' }, { baseRevision: 1 })]);
  const [again] = await fixture.push(rows);
  expect(again).toMatchObject({
    outcome: 'accepted',
    revision: 1,
    master: { revision: 2, document: { name: 'Later' } },
  });
});

test('the same push twice at once is done once, and both are answered', async () => {
  await using fixture = await pushFixture();
  const rows = Array.from({ length: 20 }, () => aRow('items', newItem()));
  const [one, two] = await Promise.all([fixture.push(rows), fixture.push(rows)]);
  expect(one).toEqual(two);
  expect(await fixture.query('select count(*)::int as items from item')).toEqual([{ items: 20 }]);
  expect(await fixture.query('select sum(on_hand)::int as pieces from stock_level')).toEqual([
    { pieces: 20 },
  ]);
});

test('rows of one push that build on each other are taken in their order', async () => {
  await using fixture = await pushFixture();
  const category = aCategory({ id: newId<'Category'>(), name: 'New here' });
  const item = newItem({ categoryId: category.id });
  const results = await fixture.push([
    aRow('items', { ...item, id: newId(), categoryId: category.id }),
    aRow('categories', category),
    aRow('items', item),
    aRow('items', { ...item, name: 'Second thought' }),
    aRow('items', { ...item, name: 'Third thought' }, { baseRevision: 2 }),
  ]);
  expect(results.map(({ outcome }) => outcome)).toEqual([
    'rejected',
    'accepted',
    'accepted',
    'accepted',
    'accepted',
  ]);
  expect(await fixture.stored('item', item.id)).toMatchObject({
    document: { name: 'Third thought' },
    revision: 3,
  });
  const lines = await fixture.query('select action, actor from audit_log order by id');
  expect(lines.map(({ action }) => action)).toEqual([
    'category.create',
    'item.create',
    'item.update',
    'item.update',
  ]);
  expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set([ADMIN_ID]));
});

const MINE = newItem();
const OTHER_STORE = anId<'Store'>(0x5707e2);
const PIN = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2g';

test.for([
  [
    'an item of an unknown category',
    aRow('items', { ...MINE, categoryId: newId() }),
    'INVALID_REQUEST',
  ],
  ['an item of an unknown tax', aRow('items', { ...MINE, taxRateId: newId() }), 'INVALID_REQUEST'],
  [
    'an item of an unknown ladder',
    aRow('items', { ...MINE, priceScheduleId: newId() }),
    'INVALID_REQUEST',
  ],
  [
    'a barcode with a wrong check digit',
    aRow('items', { ...MINE, barcodes: ['4006381333932'] }),
    'INVALID_REQUEST',
  ],
  ['an item with a field too much', aRow('items', { ...MINE, admin: true }), 'INVALID_REQUEST'],
  ['an item under another id', aRow('items', MINE, { id: newId() }), 'INVALID_REQUEST'],
  ['an item of another store', aRow('items', { ...MINE, storeId: OTHER_STORE }), 'NOT_ALLOWED'],
  ['an item by an employee', aRow('items', MINE, { staffId: EMPLOYEE_ID }), 'NOT_ALLOWED'],
  [
    'an item by an employee whom the admin allowed',
    aRow('items', MINE, { staffId: EMPLOYEE_ID, approvedBy: ADMIN_ID }),
    'NOT_ALLOWED',
  ],
  [
    'a customer by nobody known',
    aRow('customers', newCustomer(), { staffId: newId() }),
    'NOT_ALLOWED',
  ],
  [
    'a person by an employee',
    aRow('staff', aStaff({ id: newId() }), { staffId: EMPLOYEE_ID }),
    'NOT_ALLOWED',
  ],
  [
    'an admin by an admin',
    aRow('staff', aStaff({ id: newId(), role: 'store_admin' })),
    'NOT_ALLOWED',
  ],
  [
    'a PIN in the clear',
    aRow('staff', aStaff({ id: newId(), pinHash: '1234' })),
    'INVALID_REQUEST',
  ],
  [
    'a category below itself',
    aRow('categories', aCategory({ parentId: CATEGORY_ID }), { baseRevision: 1 }),
    'INVALID_REQUEST',
  ],
  [
    'a category that is used, to be deleted',
    aRow('categories', aCategory(), { baseRevision: 1, deleted: true }),
    'CATEGORY_IN_USE',
  ],
  [
    'a ladder that goes down',
    aRow(
      'priceSchedules',
      aPriceSchedule({
        id: newId(),
        phases: [
          { afterDays: 5, basisPoints: 1 },
          { afterDays: 5, basisPoints: 2 },
        ] as never,
      }),
    ),
    'INVALID_REQUEST',
  ],
] as const)('%s is rejected, parked and shown', async ([, row, code]) => {
  await using fixture = await pushFixture();
  await fixture.addItems([{ id: anId(1), onHand: 1 }]);
  const good = aRow('items', newItem());
  const [rejected, accepted] = await fixture.push([row, good]);
  expect(rejected).toMatchObject({ outcome: 'rejected', intentId: row.intentId, code });
  expect(accepted).toMatchObject({ outcome: 'accepted' });
  const parked = await fixture.query(
    'select id, code, row, register_id, document_id from parked_change',
  );
  expect(parked).toEqual([
    { id: row.intentId, code, row, register_id: REGISTER_ID, document_id: row.id },
  ]);
});

test('what a thing is cannot change, for it decides whether it has stock', async () => {
  await using fixture = await pushFixture();
  const item = newItem();
  await fixture.push([aRow('items', item)]);
  const [rejected] = await fixture.push([
    aRow('items', { ...item, kind: 'service' }, { baseRevision: 1 }),
  ]);
  expect(rejected).toMatchObject({
    outcome: 'rejected',
    code: 'INVALID_REQUEST',
    master: { revision: 1, document: { kind: 'unique' } },
  });
});

test('people set their own PIN, and an admin that of the employees', async () => {
  await using fixture = await pushFixture();
  const ada = aStaff({ id: ADMIN_ID, displayName: 'Ada', role: 'store_admin' });
  const mia = aStaff({ id: EMPLOYEE_ID, displayName: 'Mia', role: 'store_employee' });
  const rows = [
    aRow('staff', { ...ada, pinHash: PIN }, { baseRevision: 1 }),
    aRow('staff', { ...mia, pinHash: PIN }, { baseRevision: 1 }),
    aRow('staff', { ...ada, pinHash: PIN, displayName: 'Boss' }, { baseRevision: 2 }),
  ];
  const outcomes = (await fixture.push(rows)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['accepted', 'accepted', 'rejected']);
  const log = JSON.stringify(await fixture.query('select * from audit_log'));
  expect(log).toContain('"pinChanged":true');
  expect(log).not.toContain('argon2id');
});

test('somebody who was let go meanwhile decides nothing any more', async () => {
  await using fixture = await pushFixture();
  const mia = aStaff({ id: EMPLOYEE_ID, displayName: 'Mia', role: 'store_employee' });
  const results = await fixture.push([
    aRow('customers', newCustomer(), { staffId: EMPLOYEE_ID }),
    aRow('staff', { ...mia, active: false }, { baseRevision: 1 }),
    aRow('customers', newCustomer(), { staffId: EMPLOYEE_ID }),
  ]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'rejected']);
});

test('what a register sold of an item before it was known here stays in its stock', async () => {
  await using fixture = await pushFixture();
  const item = newItem();
  const sale = aSaleRecord();
  const [line] = sale.lines;
  const payload = { ...sale, lines: [{ ...line, itemId: item.id }] } as typeof sale;
  const { entries } = aJournal({
    key: fixture.till.key,
    entries: [{ type: 'sale_completed', payload }],
  });
  await fixture.sendAs(fixture.till, '/sync/journal', { body: { entries } });
  await fixture.push([aRow('items', item)]);
  const [level] = await fixture.query('select on_hand::int, store_id from stock_level');
  expect(level).toEqual({ on_hand: 0, store_id: STORE_ID });
});

test('of a customer the log tells which fields were touched, never what they say', async () => {
  await using fixture = await pushFixture();
  const customer = newCustomer({ name: 'Erika Mustermann', phone: '+49 30 1234' });
  await fixture.push([aRow('customers', customer)]);
  await fixture.push([
    aRow('customers', { ...customer, phone: '+49 30 9999' }, { baseRevision: 1 }),
  ]);
  const log = await fixture.query('select action, before, after from audit_log order by id');
  expect(log[1]).toEqual({
    action: 'customer.update',
    before: { fields: ['phone'] },
    after: { fields: ['phone'] },
  });
  expect(JSON.stringify(log)).not.toMatch(/Erika|1234|9999|example/);
});
