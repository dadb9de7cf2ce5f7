import { readFileSync } from 'node:fs';
import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import {
  aCategory,
  anId,
  anItem,
  aSettings,
  aStaff,
  aTaxRate,
  REGISTER_ID,
  STAFF_ID,
  STORE_ID,
  TAX_RATE_ID,
} from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { setupStore } from '../store/test/setup-store.ts';
import { openCatalogue } from './catalogue.ts';
import { documentStorage } from './document-storage.ts';
import { documentVersion } from './document-version.ts';
import { applyNext, changesOf } from './test/feed-changes.ts';

const PIN_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo';

async function emptyShop() {
  const setup = setupStore();
  const { sealer } = await setup.enrol();
  const storage = await documentStorage(setup.store);
  const apply = (changes: readonly FeedChange[], checkpoint = 1, upToDate = true) =>
    applyNext(storage, sealer, {
      changes,
      checkpoint,
      upToDate,
      totalDocuments: 10,
    });
  const catalogue = openCatalogue(setup.store, () => sealer);
  return { ...setup, setup, sealer, apply, catalogue };
}

test('what a page brought is there at once, and again after a restart', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  expect(shop.catalogue.settings()).toBeNull();
  const level = {
    id: anItem().id,
    storeId: STORE_ID,
    onHand: 7,
    claimed: 1,
    applied: { [REGISTER_ID]: { epoch: 1, seq: 3 } },
  };
  const { collections } = shop.apply([
    ...changesOf('storeSettings', [aSettings()]),
    ...changesOf('taxRates', [aTaxRate()]),
    ...changesOf('categories', [aCategory()]),
    ...changesOf('items', [anItem()]),
    ...changesOf('stockLevels', [level]),
  ]);
  expect(collections.size).toBe(5);
  expect(shop.catalogue.settings()).toEqual(aSettings());
  setup.reopen();
  const after = openCatalogue(setup.store, () => shop.sealer);
  expect(after.itemById(anItem().id)).toEqual(anItem());
  expect(after.taxRate(TAX_RATE_ID)).toEqual(aTaxRate());
  expect(after.stockLevel(level.id)).toEqual(level);
  expect(after.coverage()).toMatchObject({ documents: 5, total: 10, complete: true });
});

test('a PIN hash never touches the disk in the open, and opens for this device alone', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('staff', [aStaff({ pinHash: PIN_HASH })]));
  expect(shop.catalogue.staffById(STAFF_ID)?.pinHash).toBe(PIN_HASH);
  const stranger = openCatalogue(setup.store, () => null);
  expect(stranger.staffById(STAFF_ID)?.pinHash).toBeNull();
  setup.reopen();
  for (const file of [setup.file, `${setup.file}-wal`]) {
    expect(readFileSync(file).includes('argon2id'), file).toBe(false);
  }
});

test('a new enrolment seals PIN hashes for the new key', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('staff', [aStaff({ pinHash: PIN_HASH })]));
  const { sealer } = await setup.enrol({ epoch: 2 });
  expect(openCatalogue(setup.store, () => sealer).staffById(STAFF_ID)?.pinHash).toBe(PIN_HASH);
  expect(openCatalogue(setup.store, () => shop.sealer).staffById(STAFF_ID)?.pinHash).toBeNull();
});

test('a document that does not fit is set aside; its last version stays and the rest goes on', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('items', [anItem({ name: 'Before' })]));
  const [good] = changesOf('items', [anItem({ id: anId<'Item'>(2), sku: 'S2' })], 2);
  const broken: FeedChange = {
    number: 3,
    collection: 'items',
    id: anItem().id,
    revision: 3,
    deleted: false,
    document: { ...anItem(), price: 'free' },
  };
  const unknown = { ...broken, collection: 'horoscopes', id: 'x', number: 4 };
  expect(shop.apply(good ? [broken, unknown, good] : [], 4).setAside).toBe(2);
  expect(shop.catalogue.itemById(anItem().id)?.name).toBe('Before');
  expect(shop.catalogue.itemsByCode('S2')).toHaveLength(1);
  expect(shop.catalogue.coverage().documents).toBe(2);
  const aside = setup.store.prepare('select collection, id from document_set_aside').all();
  expect(aside).toHaveLength(2);
  shop.apply(changesOf('items', [anItem({ name: 'After' })], 5), 5);
  expect(shop.catalogue.itemById(anItem().id)?.name).toBe('After');
  expect(setup.store.prepare('select id from document_set_aside').all()).toEqual([{ id: 'x' }]);
});

test('copies of the catalogue outlive news of stock, copies of stock do not', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('categories', [aCategory()]));
  const before = documentVersion(setup.store);
  const categories = shop.catalogue.categories();
  const level = { id: anItem().id, storeId: STORE_ID, onHand: 1, claimed: 0, applied: {} };
  shop.apply(changesOf('stockLevels', [level], 2));
  expect(documentVersion(setup.store)).not.toBe(before);
  expect(shop.catalogue.categories()).toBe(categories);
  shop.apply(changesOf('categories', [aCategory({ name: 'Coats' })], 3));
  expect(shop.catalogue.categories()[0]?.name).toBe('Coats');
});

test('a page and its checkpoint are there together or not at all', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('items', [anItem()]), 5, false);
  const failing = () =>
    setup.store.transaction(() => {
      shop.apply(changesOf('items', [anItem({ id: anId<'Item'>(2), sku: 'S2' })], 6), 6);
      throw new Error('power cut');
    });
  expect(failing).toThrow('power cut');
  expect(shop.catalogue.itemsByCode('S2')).toEqual([]);
  const feed = setup.store.prepare(`select value from sync_state where key = 'feed'`).get();
  expect(feed).toMatchObject({ value: expect.stringContaining('"checkpoint":5') });
  expect(shop.catalogue.coverage().complete).toBe(false);
});

test('settings that the till cannot live by are set aside, and no settings once they are stored', async () => {
  const shop = await emptyShop();
  using setup = shop.setup;
  shop.apply(changesOf('storeSettings', [aSettings()]));
  const atlantis = aSettings({ timeZone: 'Europe/Atlantis' });
  expect(shop.apply(changesOf('storeSettings', [atlantis], 2), 2).setAside).toBe(1);
  expect(shop.catalogue.settings()).toEqual(aSettings());

  setup.store
    .prepare(`update rx_till_reference_0 set doc = json_set(doc, '$.timeZone', 'Europe/Atlantis')`)
    .run();
  setup.reopen();
  expect(openCatalogue(setup.store, () => shop.sealer).settings()).toBeNull();
});
