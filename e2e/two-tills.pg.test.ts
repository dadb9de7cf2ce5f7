/** Two tills of a store and a real server: what one changes or sells, the other has. */
import { randomUUIDv7 } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { must, refusal } from '../desktop/src/core/test/open-test-till.ts';
import { openTill, type Till } from '../desktop/src/core/till.ts';
import { aNewItem, type RestFixture, restFixture } from '../sync-server/test/rest-fixture.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const id = <Kind extends string>() => randomUUIDv7() as Id<Kind>;
const PIN = '4711';
const NO_NETWORK = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
const back = {
  reason: 'changed_mind',
  note: '',
  restock: true,
  lineNumber: 1,
  quantity: 1,
} as const;

async function twoTills(server: RestFixture) {
  const { platform, store } = await server.anOrganization('mine');
  const { token } = store.admin;
  const { storeId } = store;
  const staffId = id<'Staff'>();
  const person = { id: staffId, storeId, displayName: 'Ada', role: 'store_admin', pin: PIN };
  const item = aNewItem(store, { kind: 'stocked', sku: 'CUP', openingQuantity: 100 });
  const made = [
    // Only the platform makes people who run a store.
    await server.ask('POST', '/staff', { token: platform, body: person }),
    await server.ask('POST', '/items', { token, body: item }),
  ];
  expect(made.map(({ status }) => status)).toEqual([201, 201]);
  const network = { up: true };
  const open = async (code: string): Promise<Till> => {
    const register = { id: id<'Register'>(), storeId, code, name: code };
    await server.ask('POST', '/registers', { token: platform, body: register });
    const path = `/registers/${register.id}/enrolment-codes`;
    const enrolment = await server.ask('POST', path, { token: platform });
    const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-two-'));
    const till = await openTill({
      dataDir,
      clock: () => Date.now() as EpochMs,
      appVersion: 'test',
      logger: silent,
      pollMs: 200,
      fetch: (...request) =>
        code === 'A1' || network.up
          ? fetch(...request)
          : Promise.reject(new TypeError('fetch failed', { cause: NO_NETWORK })),
    });
    onTestFinished(async () => {
      await till.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    must(await till.register.enrol({ serverUrl: server.url, code: enrolment.body.code }));
    await vi.waitFor(() => expect(must(till.people.list())).toHaveLength(1), 60_000);
    must(till.people.signIn({ staffId, pin: PIN }));
    must(till.shifts.open({ float: minorUnits(10_000) }));
    return till;
  };
  const a1 = await open('A1');
  const a2 = await open('A2');
  return { a1, a2, network, item, token };
}

const soon = (check: () => unknown) => vi.waitFor(check, 60_000);

function pay(till: Till) {
  const { saleId, gross, dueInCash } = must(till.cart.get());
  const tendered = minorUnits(Math.max(dueInCash, 0));
  const tender = { kind: 'cash', tenderId: id<'Tender'>(), tendered } as const;
  return must(till.sales.pay({ saleId, gross, tenders: [tender] }));
}

function cup(till: Till) {
  return must(till.catalogue.search({ text: 'CUP', categoryId: null, limit: 1 }))[0];
}

test('a price changed at one till is on the other, a sale changes what the other has, and two changes at once both stay', async () => {
  await using server = await restFixture();
  const { a1, a2, network, item, token } = await twoTills(server);
  const itemId = item.id as Id<'Item'>;
  must(await a1.items.edit({ id: itemId, fields: { price: minorUnits(777) } }));
  await soon(() => expect(cup(a2)?.tagPrice).toBe(777));
  must(a1.cart.scan({ code: 'CUP', quantity: 3 }));
  pay(a1);
  await soon(() => expect(cup(a2)?.onHand).toBe(97));

  network.up = false;
  must(await a2.items.edit({ id: itemId, fields: { brand: 'Meissen' } }));
  must(await a1.items.edit({ id: itemId, fields: { name: 'Tea cup CUP' } }));
  await soon(() => expect(a1.state.get().sync.waitingEdits).toBe(0));
  network.up = true;
  await a2.register.syncNow();
  const both = { name: 'Tea cup CUP', brand: 'Meissen', price: 777 };
  for (const till of [a1, a2]) {
    await soon(() => expect(must(till.items.get({ id: itemId }))).toMatchObject(both));
  }
  const { body } = await server.ask('GET', `/items/${itemId}`, { token });
  expect(body).toMatchObject(both);
});

test('two tills count one stock: the pieces of both add up before they are entered, each once', async () => {
  await using server = await restFixture();
  const { a1, a2, network, item, token } = await twoTills(server);
  const itemId = item.id as Id<'Item'>;
  await soon(() => expect(cup(a2)?.onHand).toBe(100));
  const begin = (till: Till) => must(till.counts.start({ name: 'Cups', categoryId: null })).id;
  const scan = (till: Till, countId: Id<'StockCount'>, area: string, quantity: number) =>
    must(till.counts.scan({ countId, area, code: 'CUP', itemId: null, quantity }));

  network.up = false;
  const back = begin(a2);
  scan(a2, back, 'Back room', 39);
  expect(refusal(await a2.counts.handOver({ countId: back })).code).toBe('SERVER_UNREACHABLE');
  expect(scan(a2, back, 'Back room', 1).counted, 'without a network it goes on').toBe(40);
  const front = begin(a1);
  scan(a1, front, 'Floor', 58);
  network.up = true;

  expect(must(await a2.counts.handOver({ countId: back }))).toMatchObject({
    state: 'handed_over',
    pieces: 40,
  });
  const again = { countId: back, area: 'Back room', code: 'CUP', itemId: null, quantity: 1 };
  expect(refusal(a2.counts.scan(again)).code).toBe('CONFLICT');
  expect(must(await a2.parkedTickets.list()).tickets, 'it is no ticket').toEqual([]);
  const [part] = must(await a1.counts.parts());
  expect(part).toMatchObject({ name: 'Cups', registerCode: 'A2', pieces: 40, items: 1 });
  const partId = part?.id ?? id<'ParkedSale'>();
  const both = must(await a1.counts.takeIn({ countId: front, partId }));
  expect(both.areas.map(({ name, pieces }) => [name, pieces]).toSorted()).toEqual([
    ['Back room', 40],
    ['Floor', 58],
  ]);
  expect(must(await a1.counts.parts())).toEqual([]);
  // As after a lost answer: it is in there once.
  await a1.counts.takeIn({ countId: front, partId });
  expect(must(a1.counts.review({ countId: front })).lines).toMatchObject([
    { itemId, counted: 98, expected: 100, difference: -2 },
  ]);
  must(await a1.counts.post({ countId: front, zeroMissed: false }));
  await soon(() => expect(cup(a2)?.onHand).toBe(98));
  const { body } = await server.ask('GET', `/items/${itemId}`, { token });
  expect(body.onHand).toBe(98);
});

test('what one till sold comes back at the other without a network, and once only', async () => {
  await using server = await restFixture();
  const { a1, a2, network } = await twoTills(server);
  must(a1.cart.scan({ code: 'CUP', quantity: 1 }));
  const { receiptNumber, saleId } = pay(a1);
  await soon(() => must(a2.sales.returnable({ receiptNumber })));
  network.up = false;
  must(a2.cart.addReturn({ saleId, lines: [back] }));
  pay(a2);
  network.up = true;
  await a2.register.syncNow();
  await soon(() => {
    const [line] = must(a1.sales.returnable({ receiptNumber })).lines;
    expect(line?.returnable).toBe(0);
  });
  const again = refusal(a1.cart.addReturn({ saleId, lines: [back] }));
  expect(again.code).toBe('RETURN_EXCEEDS_SALE');
});

test('two tills that both took one thing back without a network are told to a person', async () => {
  await using server = await restFixture();
  const { a1, a2, network } = await twoTills(server);
  must(a1.cart.scan({ code: 'CUP', quantity: 1 }));
  const { receiptNumber, saleId } = pay(a1);
  await soon(() => must(a2.sales.returnable({ receiptNumber })));
  network.up = false;
  must(a2.cart.addReturn({ saleId, lines: [back] }));
  pay(a2);
  must(a1.cart.addReturn({ saleId, lines: [back] }));
  pay(a1);
  network.up = true;
  await a2.register.syncNow();
  await soon(async () => {
    const kinds = (await server.query('select kind from exception')).map(({ kind }) => kind);
    expect(kinds).toContain('return_exceeds_sale');
  });
});
