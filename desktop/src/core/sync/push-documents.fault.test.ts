import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { listConflicts } from '../documents/list-conflicts.ts';
import { changeOnServer, tellStreams } from './test/fake-documents.ts';
import type { Fault } from './test/fake-sync-server.ts';
import { type EditSetup, JACKET, setupEdits, TEAPOT } from './test/setup-edits.ts';
import { until } from './test/setup-sync.ts';

const PUSH = '/sync/push';
const price = (amount: number) => ({ price: minorUnits(amount) });

function settled(shop: EditSetup) {
  return until('every change is decided', () => shop.waiting() === 0);
}

function priceAtServer(shop: EditSetup, id: string = JACKET.id) {
  return shop.atServer(id)?.document.price;
}

test('an edit shows at this till at once and reaches the server by itself', async () => {
  await using shop = await setupEdits();
  shop.edit({ ...JACKET, ...price(1_900), name: 'Blouson', barcodes: ['NEW-CODE'] });
  expect(shop.atTill(JACKET.id)?.price).toBe(1_900);
  expect(shop.catalogue.itemsByCode('NEW-CODE')).toHaveLength(1);
  expect(shop.catalogue.itemsByCode('SC-0001').map(({ name }) => name)).toEqual(['Blouson']);
  expect(shop.catalogue.search({ text: 'blous', categoryId: null, limit: 5 })).toHaveLength(1);
  expect(shop.catalogue.search({ text: 'denim', categoryId: null, limit: 5 })).toEqual([]);
  await settled(shop);
  expect(shop.atServer(JACKET.id)).toMatchObject({ revision: 2, document: { name: 'Blouson' } });
});

const faults: readonly (readonly [string, Fault])[] = [
  ['lost requests', 'drop_before'],
  ['replies lost after the commit', 'drop_after'],
  ['half answers', 'half_a_body'],
  ['a server in trouble', { refuse: 'UNAVAILABLE' }],
  ['requests too large for a proxy', { refuse: 'PAYLOAD_TOO_LARGE' }],
];

test.for(faults)('with %s every edit arrives, once', async ([, fault]) => {
  await using shop = await setupEdits();
  for (let times = 0; times < 3; times += 1) shop.server.faults.push({ path: PUSH, fault });
  shop.edit({ ...JACKET, ...price(1_900) });
  shop.edit({ ...TEAPOT, ...price(800) });
  await settled(shop);
  expect(shop.server.fired).toHaveLength(3);
  expect(shop.atServer(JACKET.id)).toMatchObject({ revision: 2, document: price(1_900) });
  expect(priceAtServer(shop, TEAPOT.id)).toBe(800);
});

test('edits of one document that were not sent become one, and going back to the start is none', async () => {
  await using shop = await setupEdits();
  await shop.stopSync();
  for (const amount of [1_000, 1_100, 1_200]) shop.edit({ ...JACKET, ...price(amount) });
  expect(shop.waiting()).toBe(1);
  shop.edit(JACKET);
  expect(shop.waiting()).toBe(0);
  shop.edit({ ...JACKET, ...price(1_300) });
  shop.startSync();
  await settled(shop);
  expect(shop.atServer(JACKET.id)).toMatchObject({ revision: 2, document: price(1_300) });
});

test('an edit made while one is on its way waits behind it and is lost by neither fate', async () => {
  await using shop = await setupEdits();
  shop.server.faults.push({ path: PUSH, fault: 'drop_after' });
  shop.edit({ ...JACKET, ...price(1_900) });
  await until('it was sent', () => shop.server.fired.length === 1);
  shop.edit({ ...JACKET, ...price(1_900), name: 'Blouson' });
  await settled(shop);
  expect(shop.atServer(JACKET.id)).toMatchObject({
    revision: 3,
    document: { name: 'Blouson', price: 1_900 },
  });
  expect(listConflicts(shop.setup.store, { settledToo: true, limit: 9 })).toEqual([]);
});

test('two changes of different fields meet and both stay, without a person', async () => {
  await using shop = await setupEdits();
  await shop.stopSync();
  changeOnServer(shop.server, {
    collection: 'items',
    id: JACKET.id,
    document: { ...JACKET, name: 'Blouson' },
  });
  shop.edit({ ...JACKET, ...price(1_900) });
  shop.startSync();
  await settled(shop);
  await until('the till has both', () => shop.atTill(JACKET.id)?.name === 'Blouson');
  expect(shop.atTill(JACKET.id)?.price).toBe(1_900);
  expect(shop.atServer(JACKET.id)?.document).toMatchObject({ name: 'Blouson', price: 1_900 });
  expect(listConflicts(shop.setup.store, { settledToo: true, limit: 9 })).toEqual([]);
});

test('two changes of one field leave the loser where a person finds it, at till and server', async () => {
  await using shop = await setupEdits();
  await shop.stopSync();
  changeOnServer(shop.server, {
    collection: 'items',
    id: JACKET.id,
    document: { ...JACKET, ...price(3_000) },
  });
  shop.edit({ ...JACKET, ...price(1_900) });
  shop.startSync();
  await settled(shop);
  expect(priceAtServer(shop)).toBe(1_900);
  const [conflict, ...others] = listConflicts(shop.setup.store, { settledToo: false, limit: 9 });
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({
    collection: 'items',
    documentId: JACKET.id,
    label: 'Denim jacket',
    fields: [{ field: 'price', base: 2_500, kept: 1_900, lost: 3_000, lostSide: 'server' }],
  });
  expect(shop.atServer(conflict?.id ?? '', 'conflicts')?.document).toMatchObject({ settled: null });
});

test('a rejected change is parked with its reason, the server’s version shows, and nothing waits for it', async () => {
  await using shop = await setupEdits();
  shop.server.judge = ({ id }) => (id === JACKET.id ? 'NOT_ALLOWED' : null);
  shop.edit({ ...JACKET, ...price(1_900) });
  shop.edit({ ...TEAPOT, ...price(800) });
  await settled(shop);
  expect(shop.parked()).toBe(1);
  expect(shop.atTill(JACKET.id)?.price).toBe(2_500);
  expect(priceAtServer(shop, TEAPOT.id)).toBe(800);
});

test('a thing made here and refused there is gone again, and its words with it', async () => {
  await using shop = await setupEdits();
  shop.server.judge = () => 'NOT_ALLOWED';
  const made = anItem({ id: anId<'Item'>(77), sku: 'NEW', name: 'Globe', barcodes: [] });
  shop.edit(made);
  expect(shop.catalogue.search({ text: 'globe', categoryId: null, limit: 5 })).toHaveLength(1);
  await settled(shop);
  expect(shop.atTill(made.id)).toBeNull();
  expect(shop.catalogue.search({ text: 'globe', categoryId: null, limit: 5 })).toEqual([]);
});

test('one poison document does not block the queue', async () => {
  await using shop = await setupEdits();
  const poison = { ...JACKET, ...price(666) };
  shop.server.poison = (row) => row.document.price === 666;
  shop.edit(poison);
  shop.edit({ ...TEAPOT, ...price(800) });
  for (let number = 10; number < 30; number += 1) {
    shop.edit(anItem({ id: anId<'Item'>(number), sku: `N${number}`, barcodes: [] }));
  }
  await until('all others are through', () => shop.waiting() === 1);
  expect(priceAtServer(shop, TEAPOT.id)).toBe(800);
  expect(shop.atTill(JACKET.id)?.price).toBe(666);
});

test('what the feed says of a document whose edit is undecided is held, and counts once it is decided', async () => {
  await using shop = await setupEdits();
  shop.server.faults.push({ path: PUSH, fault: 'hang_after' });
  shop.edit({ ...JACKET, ...price(1_900) });
  await until('the edit is at the server', () => shop.atServer(JACKET.id)?.revision === 2);
  const after = { ...JACKET, ...price(1_900), name: 'Blouson' };
  changeOnServer(shop.server, { collection: 'items', id: JACKET.id, document: after });
  changeOnServer(shop.server, {
    collection: 'items',
    id: TEAPOT.id,
    document: { ...TEAPOT, name: 'Kettle' },
  });
  tellStreams(shop.server);
  await until('the feed goes on', () => shop.atTill(TEAPOT.id)?.name === 'Kettle');
  expect(shop.atTill(JACKET.id)?.name).toBe('Denim jacket');
  await shop.stopSync();
  shop.startSync();
  await settled(shop);
  expect(shop.atTill(JACKET.id)?.name).toBe('Blouson');
  expect(shop.atServer(JACKET.id)?.revision).toBe(3);
});
