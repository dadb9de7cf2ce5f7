import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import {
  aCategory,
  anId,
  anItem,
  aSettings,
  aStaff,
  aTaxRate,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { SimulatedCrash, setupStore } from '../store/test/setup-store.ts';
import { applyChanges, type FeedPage } from './apply-changes.ts';
import { documentStorage } from './document-storage.ts';
import { readFeedState } from './feed-state.ts';
import { itemById, itemsByCode } from './find-item.ts';
import { loadChanges } from './load-changes.ts';
import { searchItems } from './search-items.ts';
import { changesOf } from './test/feed-changes.ts';

const NOW = 1_700_000_000_000;
const GONE = anItem({ id: anId<'Item'>(2), sku: 'GONE', name: 'Sold lamp', barcodes: ['SC-0002'] });
const UNFIT = { number: 7, collection: 'items', id: anId<'Item'>(9), revision: 1, deleted: false };
const CHANGES: readonly FeedChange[] = [
  ...changesOf('storeSettings', [aSettings()]),
  ...changesOf('taxRates', [aTaxRate()], 2),
  ...changesOf('categories', [aCategory()], 3),
  ...changesOf('staff', [aStaff({ pinHash: null })], 4),
  ...changesOf('items', [anItem()], 5),
  ...changesOf('items', [GONE], 6).map((change) => ({ ...change, deleted: true })),
  { ...UNFIT, document: { id: UNFIT.id, storeId: STORE_ID, name: 7 } },
];

const aPage = (page: Partial<FeedPage> = {}): FeedPage => ({
  part: 'catalogue',
  from: 0,
  changes: CHANGES,
  checkpoint: 7,
  upToDate: false,
  totalDocuments: 5,
  lastNumber: 7,
  ...page,
});

/** Every row that a page may have written, but for the time at which it was. */
function everything({ store }: ReturnType<typeof setupStore>) {
  const rows = (sql: string) => store.prepare(sql).all();
  const tables = ['items', 'reference'].map((name) =>
    rows(
      `select rowid, id, rev, deleted, late, odd, json_remove(doc, '$._meta') as doc
       from rx_till_${name}_0 order by rowid`,
    ),
  );
  return {
    tables,
    codes: rows('select * from item_barcode order by code, item_id'),
    aside: rows('select * from document_set_aside'),
    state: readFeedState(store, 'catalogue'),
    found: searchItems(store, { text: 'denim', categoryId: null, limit: 5 }, []),
    foundGone: searchItems(store, { text: 'lamp', categoryId: null, limit: 5 }, []),
  };
}

test('a first load writes what any other page of the same changes would', async () => {
  using loaded = setupStore();
  using applied = setupStore();
  const { sealer } = await loaded.enrol();
  await applied.enrol();
  const first = loadChanges(loaded.store, sealer, aPage(), NOW);
  expect(first).toMatchObject({ setAside: 1, stale: false });
  const second = applyChanges(await documentStorage(applied.store), sealer, aPage());
  expect(first).toEqual(second);
  expect(everything(loaded)).toEqual(everything(applied));
  expect(everything(loaded).found).toHaveLength(1);
});

test('what a first load brought is changed by the pages after it like anything else', async () => {
  using setup = setupStore();
  const { sealer } = await setup.enrol();
  loadChanges(setup.store, sealer, aPage(), NOW);
  const renamed = { ...anItem(), name: 'Blouson', barcodes: ['OTHER'] };
  const next = aPage({ from: 7, changes: changesOf('items', [renamed], 8), checkpoint: 8 });
  expect(loadChanges(setup.store, sealer, next, NOW)).toBeNull();
  applyChanges(await documentStorage(setup.store), sealer, next);
  expect(itemById(setup.store, renamed.id)?.name).toBe('Blouson');
  expect(itemsByCode(setup.store, 'OTHER')).toHaveLength(1);
  expect(everything(setup).codes).toEqual([{ code: 'OTHER', item_id: renamed.id }]);
  expect(readFeedState(setup.store, 'catalogue')).toMatchObject({ checkpoint: 8, documents: 5 });
});

test('a page of which one document is here already changes nothing before it is known how', async () => {
  using setup = setupStore();
  const { sealer } = await setup.enrol();
  loadChanges(setup.store, sealer, aPage(), NOW);
  const before = everything(setup);
  const fresh = anItem({ id: anId<'Item'>(3), sku: 'NEW', barcodes: ['SC-0003'] });
  const changes = changesOf('items', [fresh, anItem()], 8);
  expect(loadChanges(setup.store, sealer, aPage({ from: 7, changes, checkpoint: 9 }), NOW)).toBe(
    null,
  );
  expect(everything(setup)).toEqual(before);
});

test('a page that does not follow on what is here is left alone, and so is one of a whole catalogue', async () => {
  using setup = setupStore();
  const { sealer } = await setup.enrol();
  expect(loadChanges(setup.store, sealer, aPage({ from: 3 }), NOW)?.stale).toBe(true);
  loadChanges(setup.store, sealer, aPage({ upToDate: true }), NOW);
  expect(readFeedState(setup.store, 'catalogue').complete).toBe(true);
  const next = aPage({ from: 7, changes: [], checkpoint: 9 });
  expect(loadChanges(setup.store, sealer, next, NOW)).toBeNull();
});

test('a crash at any write of a first page leaves all of it or nothing', async () => {
  let points = 0;
  for (let crashAtWrite = 1; crashAtWrite <= 40; crashAtWrite += 1) {
    using setup = setupStore({ crashAtWrite });
    const { sealer } = await setup.enrol();
    setup.armCrash();
    let thrown: unknown = null;
    try {
      loadChanges(setup.store, sealer, aPage(), NOW);
    } catch (failure) {
      thrown = failure;
    }
    expect(thrown instanceof SimulatedCrash).toBe(setup.crashed);
    const { crashed } = setup;
    setup.reopen();
    const { checkpoint } = readFeedState(setup.store, 'catalogue');
    const { found, codes } = everything(setup);
    expect({ checkpoint, found: found.length, codes: codes.length }).toEqual(
      crashed ? { checkpoint: 0, found: 0, codes: 0 } : { checkpoint: 7, found: 1, codes: 1 },
    );
    if (!crashed) break;
    points += 1;
  }
  expect(points).toBeGreaterThan(8);
});
