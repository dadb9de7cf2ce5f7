import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import { aCategory, anId, anItem, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { setupStore } from '../store/test/setup-store.ts';
import { openCatalogue } from './catalogue.ts';
import { documentStorage } from './document-storage.ts';
import { applyNext, changesOf } from './test/feed-changes.ts';

async function catalogueOf(changes: readonly FeedChange[]) {
  const setup = setupStore();
  const { sealer } = await setup.enrol();
  const storage = await documentStorage(setup.store);
  const apply = (next: readonly FeedChange[], checkpoint = 1) =>
    applyNext(storage, sealer, {
      changes: next,
      checkpoint,
      upToDate: true,
      totalDocuments: next.length,
    });
  apply(changes);
  const catalogue = openCatalogue(setup.store, () => sealer);
  const find = (text: string, categoryId: CategoryId | null = null, limit = 20) =>
    catalogue.search({ text, categoryId, limit }).map(({ sku }) => sku);
  return { catalogue, apply, find, [Symbol.dispose]: setup[Symbol.dispose] };
}

function item(number: number, with_: Partial<ItemDocument>): ItemDocument {
  return anItem({ id: anId<'Item'>(number), sku: `S${number}`, barcodes: [], ...with_ });
}

test('every typed word must begin some word of the item, accents and case aside', async () => {
  using shop = await catalogueOf(
    changesOf('items', [
      item(1, { name: 'Crêpe pan', brand: 'De Buyer', colour: 'black' }),
      item(2, { name: 'Creme jug', brand: 'Rosenthal', colour: 'white' }),
      item(3, { name: 'Coat', brand: 'Burberry', size: 'M/L' }),
    ]),
  );
  expect(shop.find('crepe')).toEqual(['S1']);
  expect(shop.find('CRE')).toEqual(['S2', 'S1']);
  expect(shop.find('bla cre')).toEqual(['S1']);
  expect(shop.find('pan white')).toEqual([]);
  expect(shop.find('m/l')).toEqual(['S3']);
  expect(shop.find('repe'), 'the middle of a word').toEqual([]);
  expect(shop.find('s2')).toEqual(['S2']);
  expect(shop.find(' — ')).toEqual([]);
});

test('the newest come first, and a change keeps an item’s place', async () => {
  const jackets = [1, 2, 3].map((number) => item(number, { name: 'Jacket' }));
  using shop = await catalogueOf(changesOf('items', jackets));
  shop.apply(changesOf('items', [item(1, { name: 'Red jacket' })], 2));
  expect(shop.find('jacket', null, 2)).toEqual(['S3', 'S2']);
  expect(shop.find('red')).toEqual(['S1']);
  expect(shop.find('')).toEqual(['S3', 'S2', 'S1']);
});

test('a deleted item is found by nothing, and comes back with its next version', async () => {
  const lamp = item(1, { name: 'Lamp', barcodes: ['LAMP-1'] });
  using shop = await catalogueOf(changesOf('items', [lamp]));
  const [gone] = changesOf('items', [lamp], 2);
  shop.apply(gone ? [{ ...gone, deleted: true }] : []);
  expect(shop.find('lamp')).toEqual([]);
  expect(shop.catalogue.itemsByCode('LAMP-1')).toEqual([]);
  expect(shop.catalogue.itemsByCode('S1')).toEqual([]);
  expect(shop.catalogue.itemById(lamp.id)).toBeNull();
  expect(shop.catalogue.coverage().documents).toBe(0);
  shop.apply(changesOf('items', [lamp], 3));
  expect(shop.find('lamp')).toEqual(['S1']);
  expect(shop.catalogue.coverage().documents).toBe(1);
});

test('a category includes the ones below it', async () => {
  const child = anId<'Category'>(0xb1);
  using shop = await catalogueOf([
    ...changesOf('categories', [
      aCategory({ name: 'Clothes' }),
      aCategory({ id: child, name: 'Shirts', parentId: CATEGORY_ID }),
      aCategory({ id: anId<'Category'>(0xb2), name: 'Books' }),
    ]),
    ...changesOf('items', [
      item(1, { name: 'Blue belt' }),
      item(2, { name: 'Blue shirt', categoryId: child }),
      item(3, { name: 'Blue book', categoryId: anId<'Category'>(0xb2) }),
    ]),
  ]);
  expect(shop.find('blue', CATEGORY_ID)).toEqual(['S2', 'S1']);
  expect(shop.find('blue', child)).toEqual(['S2']);
  expect(shop.find('', CATEGORY_ID)).toEqual(['S2', 'S1']);
  expect(shop.catalogue.itemCounts().get(child)).toBe(1);
});

test('codes that differ by the case of letters alone are different items', async () => {
  using shop = await catalogueOf(
    changesOf('items', [
      item(1, { sku: '85123A' }),
      item(2, { sku: '85123a' }),
      item(3, { sku: 'Other', barcodes: ['4006381333931', 'OLD 7'] }),
      item(4, { sku: '36000291452', barcodes: ['036000291452'] }),
    ]),
  );
  const named = (code: string) => shop.catalogue.itemsByCode(code).map(({ sku }) => sku);
  expect(named('85123A')).toEqual(['85123A']);
  expect(named('85123a')).toEqual(['85123a']);
  expect(named('OTHER')).toEqual(['Other']);
  expect(named('04006381333931'), 'as GTIN-14').toEqual(['Other']);
  expect(named('OLD 7')).toEqual(['Other']);
  expect(named('0036000291452'), 'UPC-A read as EAN-13').toEqual(['36000291452']);
  expect(named('4006381333932'), 'wrong check digit').toEqual([]);
  expect(named('')).toEqual([]);
});

test('one code on two items names both', async () => {
  using shop = await catalogueOf(
    changesOf('items', [item(1, { barcodes: ['X-1'] }), item(2, { barcodes: ['X-1', 'X-1'] })]),
  );
  expect(shop.catalogue.itemsByCode('X-1').map(({ id }) => id)).toEqual([
    anId<'Item'>(1),
    anId<'Item'>(2),
  ] satisfies ItemId[]);
});
