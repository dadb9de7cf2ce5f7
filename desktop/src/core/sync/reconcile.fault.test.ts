import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { changesOf } from '../documents/test/feed-changes.ts';
import { latest } from './test/fake-documents.ts';
import { type EditSetup, JACKET, setupEdits } from './test/setup-edits.ts';
import { until } from './test/setup-sync.ts';

const items = Array.from({ length: 300 }, (_, at) =>
  anItem({ id: anId<'Item'>(at + 1), sku: `S${at + 1}`, barcodes: [] }),
);
const aShop = () => setupEdits({ changes: changesOf('items', items), compareEveryMs: 50 });

function repairs(shop: EditSetup): readonly number[] {
  return shop.events.flatMap((event) => (event.event === 'repaired' ? [event.documents] : []));
}

async function equal(shop: EditSetup): Promise<void> {
  const before = shop.sync.reconciled().comparedAt ?? 0;
  await until('both sides are equal', () => (shop.sync.reconciled().comparedAt ?? 0) > before);
}

test('where both sides are equal nothing is repaired', async () => {
  await using shop = await aShop();
  await equal(shop);
  await shop.sync.syncNow();
  expect(repairs(shop)).toEqual([]);
});

test('a document that this till lost is found by the digest and comes back, as a counted defect', async () => {
  await using shop = await aShop();
  await equal(shop);
  await shop.stopSync();
  shop.setup.store.prepare(`delete from rx_till_items_0 where id = ?`).run(JACKET.id);
  shop.startSync();
  await until('it is back', () => shop.atTill(JACKET.id) !== null);
  await until('it is told', () => repairs(shop).length === 1);
  expect(repairs(shop)).toEqual([1]);
  expect(shop.sync.reconciled().repaired).toBe(1);
  await equal(shop);
});

test('a document that the server lost is restored from this till’s copy', async () => {
  await using shop = await aShop();
  await equal(shop);
  await shop.stopSync();
  shop.server.feed = shop.server.feed.filter(({ id }) => id !== JACKET.id);
  shop.startSync();
  await until('the server has it', () => latest(shop.server, 'items', JACKET.id) !== null);
  expect(shop.atTill(JACKET.id)).toEqual(items[0]);
  await equal(shop);
});

test('an older version that stayed here by a defect is replaced', async () => {
  await using shop = await aShop();
  await equal(shop);
  await shop.stopSync();
  shop.server.feed = shop.server.feed.map((change) =>
    change.id === JACKET.id
      ? { ...change, revision: 9, document: { ...change.document, name: 'Newer' } }
      : change,
  );
  shop.startSync();
  await until('the newer one is here', () => shop.atTill(JACKET.id)?.name === 'Newer');
});

test('a document that does not fit this till’s schema is kept aside, and not downloaded for ever', async () => {
  await using shop = await aShop();
  const odd = changesOf('items', [anItem({ id: anId<'Item'>(900), sku: 'ODD' })], 901).map(
    (change) => ({ ...change, document: { ...change.document, price: 'free' } }),
  );
  shop.server.feed.push(...odd);
  await shop.sync.syncNow();
  const aside = shop.setup.store.prepare('select id from document_set_aside').all();
  expect(aside).toEqual([{ id: anId<'Item'>(900) }]);
  await equal(shop);
  const pulls = shop.server.requests.filter((path) => path === '/sync/repair');
  expect(pulls).toEqual([]);
  expect(repairs(shop)).toEqual([]);
});

test('nothing is compared while an edit waits for its decision', async () => {
  await using shop = await aShop();
  await equal(shop);
  shop.server.poison = () => true;
  shop.edit({ ...JACKET, name: 'Blouson' });
  const { comparedAt } = shop.sync.reconciled();
  for (let times = 0; times < 5; times += 1) await shop.sync.syncNow();
  expect(shop.sync.reconciled()).toEqual({ repaired: 0, comparedAt });
  expect(shop.atTill(JACKET.id)?.name).toBe('Blouson');
});

test('what stood in the way of comparing is shown no longer once it is out of the way', async () => {
  await using shop = await aShop();
  await equal(shop);
  shop.server.faults.push({ path: '/sync/digest', fault: { refuse: 'PROOF_INVALID' } });
  await until('the fault fired', () => shop.sync.state().problem === 'PROOF_INVALID');
  // Coming back online, all lanes try at once.
  shop.server.faults.push({ path: '/sync/pull', fault: 'drop_before' });
  await shop.sync.syncNow();
  await until('the pull failed', () => shop.server.fired.includes('drop_before'));
  await equal(shop);
  expect(shop.sync.state().problem).toBeNull();
});
