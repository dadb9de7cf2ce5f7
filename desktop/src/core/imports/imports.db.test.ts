import { assert } from '@second-chance/shared/assert.ts';
import type { ChangeSetId } from '@second-chance/shared/ids.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { GRACE, ITEMS, MUG } from '../test/small-shop.ts';

type Shop = Awaited<ReturnType<typeof openTestTill>>;
const id = (number: number): ChangeSetId => anId<'ChangeSet'>(number);

function check(shop: Shop, checkId: ChangeSetId, file: string | Buffer) {
  const bytes = Buffer.from(file as string);
  const half = Math.floor(bytes.length / 2);
  const part = (from: number, to: number) => bytes.subarray(from, to).toString('base64');
  const named = { checkId, fileName: 'old shop.csv' };
  must(shop.till.imports.check({ ...named, bytes: part(0, half), part: 0, last: false }));
  return shop.till.imports.check({
    ...{ ...named, part: 1, last: true },
    bytes: part(half, bytes.length),
  });
}
/** What a check of a readable file found. */
function found(shop: Shop, checkId: ChangeSetId, file: string | Buffer) {
  const seen = must(check(shop, checkId, file));
  assert(seen !== null, 'the last part answers');
  return seen;
}
const count = (shop: Shop) =>
  (
    shop.store.prepare('select count(*) as n from rx_till_items_0 where deleted = 0').get() as {
      n: number;
    }
  ).n;

const SHOPIFY = `Handle,Title,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode
tee,Tee,Tops > Shirts,Size,S,TEE-S,3,"19,90",4006381333931
tee,,,,M,TEE-M,4,"19,90",123456789013
hat,Hat,Hats,Title,Default Title,HAT,2,"9,50",OLD-77
`;

test('a table of another program is seen through first, done in one go, and every old code scans', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const seen = must(
    check(shop, id(1), Buffer.from(SHOPIFY.replace('Hat,Hats', 'H\u00fct,Hats'), 'latin1')),
  );
  expect(seen).toMatchObject({
    ...{ source: 'shopify', encoding: 'Windows-1252', separator: ',', decimalComma: true },
    counts: { create: 3, update: 0, same: 0, error: 0 },
    newCategories: ['Tops', 'Shirts', 'Hats'],
    oldCodes: 1,
  });
  expect(count(shop), 'nothing is done yet').toBe(ITEMS.length);
  const done = must(await shop.till.imports.run({ checkId: id(1) }));
  expect(done).toMatchObject({ kind: 'import', created: 3, label: 'old shop.csv' });
  const cart = shop.ring('TEE-S', '123456789013', 'OLD-77', 'HAT');
  expect(cart.lines.map(({ name }) => name)).toEqual(['Tee (S)', 'Tee (M)', 'Hüt']);
  expect(cart.lines.map(({ onHand }) => onHand)).toEqual([3, 4, 2]);
  expect(found(shop, id(2), SHOPIFY).counts, 'the same file once more').toMatchObject({
    create: 0,
  });
});

test('one undo takes a whole import back, with its stock and its categories', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const before = must(shop.till.inventory.references()).categories.length;
  must(check(shop, id(1), SHOPIFY));
  must(await shop.till.imports.run({ checkId: id(1) }));
  expect(must(await shop.till.inventory.undo({ id: id(1) }))).toMatchObject({
    removed: 3,
    kept: 0,
  });
  expect(count(shop)).toBe(ITEMS.length);
  expect(must(shop.till.inventory.references()).categories).toHaveLength(before);
  expect(refusal(shop.till.cart.scan({ code: 'OLD-77', quantity: 1 })).code).toBe('CODE_UNKNOWN');
});

test('what was sold of an import stays when it is undone', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  must(check(shop, id(1), SHOPIFY));
  must(await shop.till.imports.run({ checkId: id(1) }));
  shop.sell('HAT');
  expect(must(await shop.till.inventory.undo({ id: id(1) }))).toMatchObject({
    removed: 2,
    kept: 1,
  });
  expect(shop.ring('HAT').lines).toHaveLength(1);
});

test('a file with one wrong row is imported not at all', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const seen = found(shop, id(1), `${SHOPIFY}cap,Cap,Hats,,,CAP,1,dear,\n`);
  expect(seen.counts).toMatchObject({ create: 3, error: 1 });
  expect(seen.rows[0]).toMatchObject({
    line: 5,
    problems: [{ column: 'price', problem: 'not_an_amount' }],
  });
  expect(refusal(await shop.till.imports.run({ checkId: id(1) })).code).toBe('CONFLICT');
  expect(count(shop)).toBe(ITEMS.length);
});

test('an item that changed between check and import is not overwritten, and nothing else is written', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const table = 'sku;name;category;price\nNEW-1;Cup;Books;1,00\nMUG;Huge mug;Books;5,00\n';
  expect(found(shop, id(1), table).counts).toMatchObject({ create: 1, update: 1 });
  must(await shop.till.items.edit({ id: MUG.id, fields: { brand: 'Acme' } }));
  expect(refusal(await shop.till.imports.run({ checkId: id(1) })).code).toBe('CONFLICT');
  expect(count(shop)).toBe(ITEMS.length);
  must(check(shop, id(2), table));
  must(await shop.till.imports.run({ checkId: id(2) }));
  expect(must(shop.till.inventory.item({ id: MUG.id })).item).toMatchObject({
    name: 'Huge mug',
    brand: 'Acme',
  });
});

test('a picture is no table', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0, 0, 1, 2, 3, 4, 5, 6, 7]);
  expect(refusal(check(shop, id(1), picture)).code).toBe('FILE_NOT_READABLE');
});
