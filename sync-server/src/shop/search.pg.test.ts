import type { Language } from '@second-chance/shared/text/messages.ts';
import { addDays } from '@second-chance/shared/time/calendar.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';
import { searchPage } from './list-page.ts';
import { type ShopDeps, shopDeps, type Visit } from './shop-pages.ts';

type Organization = Awaited<ReturnType<RestFixture['anOrganization']>>;

let server: RestFixture;
let mine: Organization;
let theirs: Organization;
let shop: ShopDeps;

const TODAY = new Date().toISOString().slice(0, 10) as BusinessDay;
const other = { id: newId<'Category'>() };
const shoes = { id: newId<'Category'>() };
const ladder = { id: newId<'PriceSchedule'>(), name: 'Fast', phases: [] as unknown[] };

beforeAll(async () => {
  server = await restFixture();
  [mine, theirs] = [await server.anOrganization('mine'), await server.anOrganization('theirs')];
  shop = shopDeps(server.deps);
  const { token } = mine.store.admin;
  const { storeId, category } = mine.store;
  const sundries = { ...category, id: other.id, name: 'Sundries' };
  await server.ask('POST', '/categories', { token, body: sundries });
  const category2 = { ...category, id: shoes.id, name: 'Schuhe & Stiefel' };
  ladder.phases = [
    { afterDays: 0, basisPoints: 0 },
    { afterDays: 10, basisPoints: 5_000 },
  ];
  await server.ask('POST', '/categories', { token, body: category2 });
  await server.ask('PUT', `/price-schedules/${ladder.id}`, { token, body: { ...ladder, storeId } });
  await add(mine, [
    { name: 'Blue denim jacket', brand: 'Levi’s', size: 'M', colour: 'blue', sku: 'J-1' },
    { name: 'Jackets book', brand: '', size: '', condition: 'new', price: 900 },
    { name: 'Winterjacke', brand: 'Jæger', size: 'L', description: 'Sehr warm, mit Kapuze' },
    { name: 'Café au lait bowl', brand: 'Crème', defects: 'A chip at the rim', price: 450 },
    {
      name: 'Leather boots',
      categoryId: shoes.id,
      size: '42',
      barcodes: ['4006381333931', 'OLD/77'],
      price: 8_000,
      priceScheduleId: ladder.id,
      priceScheduleStart: addDays(TODAY, -20),
    },
    { name: 'Straße und Größe', brand: 'Łódź', colour: 'rot' },
  ]);
  await add(theirs, [{ name: 'Foreign denim jacket', brand: 'Levi’s' }]);
});
afterAll(() => server[Symbol.asyncDispose]());

async function add(to: Organization, items: readonly Record<string, unknown>[]) {
  const body = { items: items.map((fields) => aNewItem(inCategory(to), fields)) };
  const answer = await server.ask('POST', '/items/batch', { token: to.store.admin.token, body });
  expect(answer.body).toEqual({ created: items.length, alreadyThere: 0 });
  return body.items;
}

/** Of my shop a category that no search here means. */
function inCategory(to: Organization) {
  return to === mine ? { ...to.store, category: other } : to.store;
}

async function list(query: Record<string, string | string[]>, of = mine) {
  const language: Language = 'en';
  const visit: Visit = { organizationId: of.organizationId, language, origin: 'http://shop' };
  const page = await searchPage(shop, visit, query);
  if (page.outcome !== 'page') throw new Error(page.outcome);
  return page.view.list;
}

async function names(q: string): Promise<readonly string[]> {
  return (await list({ q })).cards.map(({ name }) => name);
}

test.for([
  ['denim', ['Blue denim jacket'], 'a word'],
  ['DEN', ['Blue denim jacket'], 'the beginning of a word, in any case'],
  ['jacket', ['Blue denim jacket', 'Jackets book'], 'a word in another number'],
  ['cafe creme', ['Café au lait bowl'], 'words without their accents'],
  ['CAFÉ', ['Café au lait bowl'], 'a word with them, in capitals'],
  ['strasse groesse', ['Straße und Größe'], 'an umlaut written as two letters'],
  ['strasse grosse', ['Straße und Größe'], 'words with ß written out'],
  ['lodz', ['Straße und Größe'], 'a brand with a barred letter'],
  ['jaeger', ['Winterjacke'], 'a brand with a ligature'],
  ['boots', ['Leather boots'], 'a word of the name'],
  ['schuhe', ['Leather boots'], 'a word of the category'],
  ['leather schuhe', ['Leather boots'], 'a word of the name and one of the category'],
  ['kapuzen', ['Winterjacke'], 'a word of the description, by its German stem'],
  ['chip', ['Café au lait bowl'], 'a word of the defects'],
  ['j-1', ['Blue denim jacket'], 'the shop’s own number'],
  ['4006381333931', ['Leather boots'], 'a barcode'],
  ['04006381333931', ['Leather boots'], 'the same barcode with a leading zero'],
  ['old/77', ['Leather boots'], 'the code of an old till, in any case'],
  ['denim boots', [], 'words that no one thing has'],
  ["'; drop table shop_item; --", [], 'what is no word'],
  ["\\ ' :* & | ! ( ) <->", [], 'the signs of a query'],
] as const)('a search for %j finds %j: %s', async ([q, found]) => {
  expect((await names(q)).toSorted()).toEqual([...found].toSorted());
});

test.for([
  ['jakcet', 'jacket', 'Blue denim jacket'],
  ['denmi', 'denim', 'Blue denim jacket'],
  ['lether bots', 'leather boots', 'Leather boots'],
  ['winterjake', 'winterjacke', 'Winterjacke'],
] as const)('%s is read as what was meant', async ([q, , found]) => {
  const { readAs, cards } = await list({ q });
  expect(cards.map(({ name }) => name)).toContain(found);
  expect(readAs).not.toBeNull();
});

test('what has the words in its name comes before what has them elsewhere', async () => {
  await add(mine, [
    { name: 'Shelf', description: 'Holds a gramophone.', listedOn: TODAY },
    { name: 'Gramophone', listedOn: addDays(TODAY, -300) },
  ]);
  expect(await names('gramophone')).toEqual(['Gramophone', 'Shelf']);
});

test('filters narrow down, and each says what else could be chosen', async () => {
  await add(mine, [
    { name: 'Fnord A', brand: 'Alpha', size: 'S', condition: 'good', price: 1_000 },
    { name: 'Fnord B', brand: 'Alpha', size: 'M', condition: 'fair', price: 2_000 },
    { name: 'Fnord C', brand: 'Beta', size: 'M', condition: 'good', price: 3_000 },
  ]);
  const found = await list({ q: 'fnord', brand: 'Alpha', condition: ['good', 'fair'], max: '15' });
  expect(found.cards.map(({ name }) => name)).toEqual(['Fnord A']);
  expect(found.total).toBe(1);
  const facet = (name: string) =>
    found.facets
      .find((one) => one.name === name)
      ?.values.map(({ value, count, chosen }) => [value, count, chosen]);
  // Without the choice of a brand there would still be only one below 15.
  expect(facet('brand')).toEqual([['Alpha', 1, true]]);
  const wider = await list({ q: 'fnord', brand: 'Alpha' });
  const brands = wider.facets.find(({ name }) => name === 'brand')?.values;
  expect(brands?.map(({ value, count }) => [value, count])).toEqual([
    ['Alpha', 2],
    ['Beta', 1],
  ]);
  expect(
    wider.facets.find(({ name }) => name === 'size')?.values.map(({ value }) => value),
  ).toEqual(['S', 'M']);
  expect(wider.chips.map(({ kind, label, path }) => [kind, label, path])).toEqual([
    ['brand', 'Alpha', '/en/search?q=fnord'],
  ]);
});

test('a price after markdown is what is filtered and ordered by', async () => {
  expect((await list({ q: 'boots', max: '40' })).cards.map(({ price }) => price)).toEqual([4_000]);
  expect((await list({ q: 'boots', min: '41' })).total).toBe(0);
  const cheapest = await list({ sort: 'cheapest' });
  const prices = cheapest.cards.map(({ price }) => price);
  expect(prices).toEqual(prices.toSorted((a, b) => a - b));
});

test('an empty list offers what to let go of, with what there would be', async () => {
  const filtered = await list({ q: 'fnord', brand: 'Beta', size: 'S' });
  expect(filtered.total).toBe(0);
  expect(filtered.wayOut.map(({ kind, label, count }) => [kind, label, count])).toEqual([
    ['size', 'S', 1],
    ['brand', 'Beta', 1],
    ['all_filters', '', 3],
  ]);
  const words = await list({ q: 'denim boots' });
  expect(words.wayOut.map(({ label, count, path }) => [label, count, path])).toEqual([
    ['denim', 1, '/en/search?q=boots'],
    ['boots', 1, '/en/search?q=denim'],
  ]);
  expect(words.newest.length).toBeGreaterThan(0);
});

test('pages follow each other without gap or repetition, and a page beyond the last is the last', async () => {
  await add(
    mine,
    Array.from({ length: 50 }, (_, n) => ({ name: `Widget ${n}`, brand: 'Pagers' })),
  );
  const pages = await Promise.all(['1', '2', '3'].map((page) => list({ brand: 'Pagers', page })));
  const shown = pages.flatMap(({ cards }) => cards.map(({ name }) => name));
  expect(new Set(shown).size).toBe(50);
  expect(shown).toHaveLength(50);
  expect(pages.map(({ previousPath, nextPath }) => [previousPath, nextPath])).toEqual([
    [null, '/en/search?brand=Pagers&page=2'],
    ['/en/search?brand=Pagers', '/en/search?brand=Pagers&page=3'],
    ['/en/search?brand=Pagers&page=2', null],
  ]);
  expect((await list({ brand: 'Pagers', page: '99' })).page).toBe(3);
});

test('a thing is in the lists exactly while it can be had', async () => {
  const [item] = await add(mine, [{ name: 'Zeppelin' }]);
  const { token } = mine.store.admin;
  const stock = (change: string) =>
    server.query(
      `with number as (
         update feed_scope set last_number = last_number + 1 where store_id = $1
         returning last_number)
       update stock_level set ${change}, feed_number = (select last_number from number)
       where item_id = $2`,
      [mine.store.storeId, item?.id],
    );
  const found = () => names('zeppelin');
  expect(await found()).toEqual(['Zeppelin']);
  await stock('on_hand = 0');
  expect(await found()).toEqual([]);
  await stock('on_hand = 1, claimed = 1');
  expect(await found()).toEqual([]);
  await stock('claimed = 0');
  expect(await found()).toEqual(['Zeppelin']);
  await server.ask('PATCH', `/items/${item?.id}`, {
    token,
    body: { revision: 1, withdrawn: true },
  });
  expect(await found()).toEqual([]);
  await server.ask('PATCH', `/items/${item?.id}`, {
    token,
    body: { revision: 2, withdrawn: false },
  });
  expect(await found()).toEqual(['Zeppelin']);
  await server.ask('PATCH', `/items/${item?.id}`, {
    token,
    body: { revision: 3, name: 'Airship' },
  });
  expect([await found(), await names('airship')]).toEqual([[], ['Airship']]);
  await server.ask('DELETE', `/items/${item?.id}`, { token });
  expect(await names('airship')).toEqual([]);
});

test('services and what only staff may know are in no row of the shop', async () => {
  await add(mine, [
    { name: 'Hemming', kind: 'service' },
    { name: 'Costly vase', unitCost: 123_456, taxScheme: 'margin' },
  ]);
  expect(await names('hemming')).toEqual([]);
  const rows = await server.query('select document::text as text from shop_item');
  for (const { text } of rows) expect(text).not.toMatch(/unitCost|123456|taxScheme|withdrawn/);
});

test('one organization’s search finds nothing of another', async () => {
  expect(await names('foreign')).toEqual([]);
  expect((await list({ q: 'denim' }, theirs)).cards.map(({ name }) => name)).toEqual([
    'Foreign denim jacket',
  ]);
  const everything = await list({}, theirs);
  expect(everything.total).toBe(1);
});
