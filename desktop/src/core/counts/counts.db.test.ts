import type { StockCountId } from '@second-chance/shared/ids.ts';
import { AT, anId, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, BOOK, GRACE, MUG } from '../test/small-shop.ts';

const MINUTE = 60_000;
type Shop = Awaited<ReturnType<typeof openTestTill>>;

function scan(
  shop: Shop,
  countId: StockCountId,
  code: string,
  { area = 'Floor', quantity = 1 } = {},
) {
  shop.advance(MINUTE);
  return must(shop.till.counts.scan({ countId, area, code, itemId: null, quantity }));
}
const onHand = (shop: Shop, id: typeof MUG.id) => must(shop.till.inventory.item({ id })).onHand;

test('what is sold after a piece was counted is taken off, what was sold before is not counted twice', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const { id } = must(shop.till.counts.start({ name: 'Cups', categoryId: null }));
  shop.advance(MINUTE);
  shop.sell('MUG');
  scan(shop, id, 'MUG', { quantity: 98 });
  shop.advance(MINUTE);
  shop.sell('MUG', 'MUG');
  const { lines } = must(shop.till.counts.review({ countId: id }));
  expect(lines, '99 were there when 98 were counted').toMatchObject([
    { itemId: MUG.id, counted: 98, expected: 99, difference: -1 },
  ]);
  expect(onHand(shop, MUG.id), 'nothing changes before it is entered').toBe(97);
  must(await shop.till.counts.post({ countId: id, zeroMissed: false }));
  expect(onHand(shop, MUG.id), '98 less the two sold since').toBe(96);
});

test('several people count several shelves; the pieces of one thing add up over all of them', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const { id } = must(shop.till.counts.start({ name: 'All', categoryId: null }));
  scan(shop, id, 'BOOK', { area: 'Window', quantity: 4 });
  shop.signIn(ADA);
  const last = scan(shop, id, 'BOOK', { area: 'Back room', quantity: 6 });
  expect(last).toMatchObject({ inArea: 6, counted: 10 });
  expect(last.count.areas).toMatchObject([
    { name: 'Back room', pieces: 6, people: ['Ada'] },
    { name: 'Window', pieces: 4, people: ['Grace'] },
  ]);
  await shop.reopen();
  shop.signIn(GRACE);
  const review = must(shop.till.counts.review({ countId: id }));
  expect(review, 'a count outlives the program').toMatchObject({ right: 1, lines: [] });
});

test('a whole category shows what nobody scanned; it is gone only where a person says so', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const begun = must(shop.till.counts.start({ name: 'Goods', categoryId: CATEGORY_ID }));
  scan(shop, begun.id, 'MUG', { quantity: 100 });
  const review = must(shop.till.counts.review({ countId: begun.id }));
  const missed = review.lines.filter((line) => line.missed).map(({ sku }) => sku);
  expect(missed.toSorted()).toEqual(['COAT', 'JACKET', 'WATCH']);
  expect(
    review.lines.some(({ itemId }) => itemId === BOOK.id),
    'another category',
  ).toBe(false);
  must(await shop.till.counts.post({ countId: begun.id, zeroMissed: true }));
  const jacket = review.lines.find(({ sku }) => sku === 'JACKET')?.itemId ?? MUG.id;
  expect(onHand(shop, jacket)).toBe(0);
  expect(onHand(shop, MUG.id)).toBe(100);
  expect(refusal(await shop.till.counts.post({ countId: begun.id, zeroMissed: true })).code).toBe(
    'CONFLICT',
  );
});

test('a scan too many is taken back, never below none; an unknown code counts nothing', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const { id } = must(shop.till.counts.start({ name: 'All', categoryId: null }));
  scan(shop, id, 'MUG', { quantity: 2 });
  expect(scan(shop, id, 'MUG', { quantity: -5 }).counted).toBe(0);
  const unknown = { countId: id, area: 'Floor', code: 'nothing', itemId: null, quantity: 1 };
  expect(refusal(shop.till.counts.scan(unknown)).code).toBe('CODE_UNKNOWN');
  expect(must(shop.till.counts.list())[0]).toMatchObject({ pieces: 0, items: 0 });
});

test('a part of another till is in a count once, however often the server gives it', async () => {
  const line = { itemId: MUG.id, area: 'Back room', staffId: ADA.staffId, pieces: 40, lastAt: AT };
  const cart = { name: 'Cups', categoryId: null, startedAt: AT, lines: [line] };
  await using shop = await openTestTill({
    signedIn: GRACE,
    respond: (path) => (path.endsWith('/claim') ? { cart } : null),
  });
  const { id } = must(shop.till.counts.start({ name: 'Cups', categoryId: null }));
  scan(shop, id, 'MUG', { quantity: 60 });
  const partId = anId<'ParkedSale'>(1);
  for (const _ of ['given', 'given again']) {
    const { areas } = must(await shop.till.counts.takeIn({ countId: id, partId }));
    expect(areas.map(({ pieces }) => pieces).toSorted()).toEqual([40, 60]);
  }
  expect(must(shop.till.counts.review({ countId: id }))).toMatchObject({ right: 1, lines: [] });
});

test('what was handed over without an answer is not counted on, and is handed over once', async () => {
  const sent = { answered: false };
  await using shop = await openTestTill({
    signedIn: GRACE,
    respond(path) {
      if (!path.endsWith('/sync/parked')) return null;
      if (!sent.answered) throw new TypeError('the line broke');
      return {};
    },
  });
  const { id } = must(shop.till.counts.start({ name: 'Cups', categoryId: null }));
  scan(shop, id, 'MUG', { quantity: 60 });
  expect((await shop.till.counts.handOver({ countId: id })).ok).toBe(false);
  const more = { countId: id, area: 'Floor', code: 'MUG', itemId: null, quantity: 1 };
  expect(refusal(shop.till.counts.scan(more)).code).toBe('CONFLICT');
  expect(refusal(await shop.till.counts.post({ countId: id, zeroMissed: false })).code).toBe(
    'CONFLICT',
  );
  sent.answered = true;
  expect(must(await shop.till.counts.handOver({ countId: id }))).toMatchObject({
    state: 'handed_over',
    pieces: 60,
  });
});
