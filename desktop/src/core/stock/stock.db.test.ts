import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import { anId, REGISTER_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, MUG, REPAIR } from '../test/small-shop.ts';

const broken = { itemId: MUG.id, quantity: -2, reason: 'damaged', note: 'fell' } as const;
type Shop = Awaited<ReturnType<typeof openTestTill>>;

function onHand({ till }: Shop): number | null | undefined {
  return must(till.catalogue.search({ text: 'mug', categoryId: null, limit: 1 }))[0]?.onHand;
}

/** The server's word on the mugs: how many, and how much of this register's journal is in that. */
function level(
  number: number,
  pieces: number,
  applied: { epoch: number; seq: number },
): FeedChange {
  const document = {
    id: MUG.id,
    storeId: STORE_ID,
    onHand: pieces,
    claimed: 0,
    applied: { [REGISTER_ID]: applied },
  };
  return {
    number,
    collection: 'stockLevels',
    id: MUG.id,
    revision: number,
    deleted: false,
    document,
  };
}

test('stock is set right with a reason, by who may, and both names stand in the record', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  expect(refusal(shop.till.stock.adjust(broken))).toMatchObject({
    code: 'APPROVAL_REQUIRED',
    details: { right: 'adjust_stock' },
  });
  expect(must(shop.till.stock.adjust({ ...broken, approval: GRACE }))).toEqual({ onHand: 98 });
  const entry = shop.store.prepare('select entry_json as json from journal_entry').get();
  expect(JSON.parse((entry as { json: string }).json)).toMatchObject({
    type: 'stock_adjusted',
    staffId: ADA.staffId,
    approvedBy: GRACE.staffId,
    payload: { itemId: MUG.id, quantity: -2, reason: 'damaged', note: 'fell' },
  });
});

test('nothing is adjusted by nothing, and neither what has no stock nor what is not there', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const code = (input: Partial<{ itemId: typeof MUG.id; quantity: number }>) =>
    refusal(shop.till.stock.adjust({ ...broken, ...input })).code;
  expect(code({ quantity: 0 })).toBe('QUANTITY_INVALID');
  expect(code({ itemId: REPAIR.id })).toBe('QUANTITY_INVALID');
  expect(code({ itemId: anId<'Item'>(0xfff) })).toBe('NOT_FOUND');
});

test('own movements count once, whether the server has them in its number or not', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG');
  shop.sell('MUG');
  expect(onHand(shop)).toBe(98);
  shop.pull([level(90, 99, { epoch: 1, seq: 2 })]);
  expect(onHand(shop), 'the first sale is in 99').toBe(98);
  shop.pull([level(91, 98, { epoch: 1, seq: 3 })]);
  expect(onHand(shop), 'both are in 98').toBe(98);
  shop.pull([level(92, 48, { epoch: 1, seq: 3 })]);
  expect(onHand(shop), 'another till sold 50').toBe(48);
});
