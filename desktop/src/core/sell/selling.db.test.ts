import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { checkSaleRecord } from '@second-chance/shared/sale/recompute-sale.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { saleEntry } from '../receipts/sale-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, BOOK, COAT, GRACE, HELMET, JACKET, MUG, REPAIR, WATCH } from '../test/small-shop.ts';

const cash = (tendered: number) =>
  ({ kind: 'cash', tenderId: anId<'Tender'>(1), tendered: minorUnits(tendered) }) as const;

test('a scanned jacket is paid in cash, gets the first number and leaves stock', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const cart = must(shop.till.cart.scan({ code: 'SC-0001', quantity: 1 }));
  expect(cart).toMatchObject({ gross: 2_500, pieces: 1, kind: 'sale', lastLineId: '1' });
  expect(cart.quickCash).toEqual([2_500, 3_000, 4_000, 5_000, 10_000]);
  expect(cart.lines[0]).toMatchObject({ name: 'Denim jacket', onHand: 1, beyondStock: false });

  const { saleId } = cart;
  const paid = must(shop.till.sales.pay({ saleId, gross: cart.gross, tenders: [cash(5_000)] }));
  expect(paid).toMatchObject({ receiptNumber: 'A1-1-000001', tendered: 5_000, change: 2_500 });
  expect(paid.cart.lines).toEqual([]);
  expect(paid.cart.saleId).not.toBe(saleId);

  const entry = saleEntry(shop.store, saleId);
  expect(entry).toMatchObject({ type: 'sale_completed', seq: 2, staffId: ADA.staffId });
  expect(entry && checkSaleRecord(entry.payload)).toEqual([]);
  const [hit] = must(shop.till.catalogue.search({ text: 'denim', categoryId: null, limit: 5 }));
  expect(hit).toMatchObject({ sku: 'JACKET', onHand: 0, price: 2_500 });
});

test('paying one ticket twice sells it once and answers the same sale', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const cart = must(shop.till.cart.scan({ code: 'MUG', quantity: 3 }));
  const payment = { saleId: cart.saleId, gross: cart.gross, tenders: [cash(1_000)] };
  const once = must(shop.till.sales.pay(payment));
  const again = must(shop.till.sales.pay(payment));
  expect(again).toMatchObject({ receiptNumber: once.receiptNumber, change: 1, tendered: 1_000 });
  expect(must(shop.till.sales.recent({ limit: 10 }))).toHaveLength(1);
});

test('a ticket that is another one by now is not paid', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId, gross } = must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  must(shop.till.cart.scan({ code: 'BOOK', quantity: 1 }));
  const changed = refusal(shop.till.sales.pay({ saleId, gross, tenders: [cash(5_000)] }));
  expect(changed).toMatchObject({ code: 'SALE_CHANGED', details: { gross: 1_132 } });
  const stranger = { saleId: anId<'Sale'>(99), gross: minorUnits(1_132), tenders: [cash(5_000)] };
  expect(refusal(shop.till.sales.pay(stranger)).code).toBe('SALE_CHANGED');
});

test('what does not settle the ticket is refused with what is missing, and the ticket stays', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId, gross } = must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  const short = refusal(shop.till.sales.pay({ saleId, gross, tenders: [cash(332)] }));
  expect(short).toMatchObject({ code: 'TENDER_TOO_SMALL', details: { missing: 1 } });
  expect(must(shop.till.cart.get()).lines).toHaveLength(1);
});

test('nothing is sold without a shift, and an empty ticket is not paid', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const { saleId, gross } = must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  const unpaid = shop.till.sales.pay({ saleId, gross, tenders: [cash(333)] });
  expect(refusal(unpaid).code).toBe('NO_SHIFT');
  const empty = must(shop.till.cart.clear());
  const nothing = { saleId: empty.saleId, gross: empty.gross, tenders: [] };
  expect(refusal(shop.till.sales.pay(nothing)).code).toBe('CART_EMPTY');
});

test('the same stocked thing scanned again joins its line, at another price it does not', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  must(shop.till.cart.scan({ code: 'MUG-1', quantity: 2 }));
  const joined = must(shop.till.cart.scan({ code: 'MUG-1', quantity: 3 }));
  expect(joined.lines.map((line) => line.quantity)).toEqual([5]);
  const override = { unitPrice: minorUnits(100), reason: 'chipped' };
  must(shop.till.cart.overridePrice({ lineId: '1', override }));
  const apart = must(shop.till.cart.scan({ code: 'MUG-1', quantity: 1 }));
  expect(apart.lines.map((line) => [line.quantity, line.total])).toEqual([
    [5, 500],
    [1, 333],
  ]);
});

test('a unique thing scanned twice is one line of two pieces that says it is beyond the stock', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  must(shop.till.cart.scan({ code: 'JACKET', quantity: 1 }));
  const cart = must(shop.till.cart.scan({ code: 'SC-0001', quantity: 1 }));
  expect(cart.lines).toHaveLength(1);
  expect(cart.lines[0]).toMatchObject({ quantity: 2, onHand: 1, beyondStock: true });
});

test('what the ledger does not have is sold all the same and goes below zero', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.sell('JACKET');
  const cart = must(shop.till.cart.addItem({ itemId: JACKET.id, quantity: 1 }));
  expect(cart.lines[0]).toMatchObject({ onHand: 0, beyondStock: true });
  shop.sell();
  const [hit] = must(shop.till.catalogue.search({ text: 'denim', categoryId: null, limit: 5 }));
  expect(hit?.onHand).toBe(-1);
});

test('codes: a UPC and its EAN are one, a miss and a choice say so', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  expect(must(shop.till.cart.scan({ code: '4006381333931', quantity: 1 })).gross).toBe(799);
  const miss = refusal(shop.till.cart.scan({ code: 'no such thing', quantity: 1 }));
  expect(miss).toMatchObject({ code: 'CODE_UNKNOWN', details: { catalogueComplete: true } });
  const choice = refusal(shop.till.cart.scan({ code: 'SHOES', quantity: 1 }));
  expect(choice.code).toBe('CODE_AMBIGUOUS');
  expect(choice.details?.items).toMatchObject([{ sku: 'LEFT' }, { sku: 'RIGHT' }]);
});

test('a withdrawn item is not for a cashier to sell, but for who runs the catalogue', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const add = () => shop.till.cart.addItem({ itemId: HELMET.id, quantity: 1 });
  expect(refusal(add()).code).toBe('ITEM_WITHDRAWN');
  shop.signIn(GRACE);
  expect(must(add()).lines).toHaveLength(1);
});

test('a markdown is taken on the business day and follows the ticket into the next phase', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const cart = must(shop.till.cart.addItem({ itemId: COAT.id, quantity: 1 }));
  expect(cart.lines[0]?.pricePath).toMatchObject([
    { step: 'tag', total: 8_000 },
    { step: 'markdown', basisPoints: 2_500, since: '2026-03-13', total: 6_000 },
  ]);
  shop.advanceDays(30);
  const stale = { saleId: cart.saleId, gross: cart.gross, tenders: [cash(8_000)] };
  const changed = refusal(shop.till.sales.pay(stale));
  expect(changed).toMatchObject({ code: 'SALE_CHANGED', details: { gross: 4_000 } });
  expect(must(shop.till.cart.get()).gross).toBe(4_000);
});

test('each line is taxed by its item, and margin tax is in no figure that is shown', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  for (const { id } of [BOOK, REPAIR, WATCH]) {
    must(shop.till.cart.addItem({ itemId: id, quantity: 1 }));
  }
  const cart = must(shop.till.cart.get());
  expect(cart.taxTotals.map(({ tax, taxAmount }) => [tax.basisPoints, taxAmount])).toEqual([
    [700, 52],
    [1_900, 239],
  ]);
  expect([cart.net, cart.taxAmount, cart.gross]).toEqual([14_008, 291, 14_299]);
  expect(cart.lines[1]?.onHand).toBeNull();

  const record = shop.sell();
  expect(record.taxAmount).toBe(291 + 639);
  expect(checkSaleRecord(record)).toEqual([]);
});

test('where prices exclude tax it comes on top, but never on top of margin goods', async () => {
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    settings: { pricesIncludeTax: false, taxRounding: 'per_rate' },
  });
  const cart = shop.ring('JACKET', 'WATCH');
  expect(cart.lines.map(({ total }) => total)).toEqual([2_500, 12_000]);
  expect([cart.net, cart.taxAmount, cart.gross]).toEqual([14_500, 475, 14_975]);
  expect(checkSaleRecord(shop.sell())).toEqual([]);
});

test('quantities, removal and an empty ticket keep line ids apart', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.ring('JACKET', 'BOOK', 'MUG');
  must(shop.till.cart.setQuantity({ lineId: '2', quantity: 4 }));
  const cart = must(shop.till.cart.removeLine({ lineId: '1' }));
  expect(cart.lines.map((line) => [line.lineId, line.quantity])).toEqual([
    ['2', 4],
    ['3', 1],
  ]);
  expect(refusal(shop.till.cart.removeLine({ lineId: '1' })).code).toBe('LINE_UNKNOWN');
  expect(must(shop.till.cart.clear())).toMatchObject({ lines: [], gross: 0, lastLineId: null });
  const fresh = must(shop.till.cart.scan({ code: 'MUG', quantity: 1 }));
  expect(fresh.lines.map((line) => line.lineId)).toEqual(['1']);
});

test('a ticket beyond the range of amounts is refused and the one before it stays', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const before = must(shop.till.cart.scan({ code: 'COAT', quantity: 1 }));
  const huge = refusal(shop.till.cart.addItem({ itemId: COAT.id, quantity: 999_999 }));
  expect(['AMOUNT_INVALID', 'QUANTITY_INVALID']).toContain(huge.code);
  const override = { unitPrice: minorUnits(999_999_999_999), reason: 'typo' };
  shop.signIn(GRACE);
  const dear = refusal(shop.till.cart.overridePrice({ lineId: '1', override }));
  expect(dear.code).toBe('AMOUNT_INVALID');
  expect(must(shop.till.cart.get())).toEqual(before);
});

test('a till that died has the open ticket, the parked ones and the shift when it starts again', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.ring('JACKET', 'BOOK');
  must(shop.till.cart.park({ label: 'red scarf' }));
  shop.ring('MUG', 'MUG');
  const before = must(shop.till.cart.get());
  await shop.reopen();
  expect(refusal(shop.till.cart.get()).code).toBe('NOT_SIGNED_IN');
  shop.signIn(GRACE);
  expect(must(shop.till.cart.get())).toEqual({ ...before, undoable: false });
  expect(must(shop.till.cart.parked())).toMatchObject([
    { label: 'red scarf', lineCount: 2, total: 3_299, parkedBy: 'Ada' },
  ]);
  expect(shop.till.state.get().shift?.openedBy).toBe('Ada');
});

test('a parked ticket comes back as it was, once, and only onto an empty ticket', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const before = shop.ring('JACKET', 'BOOK');
  must(shop.till.cart.park({ label: '' }));
  expect(shop.till.state.get().parkedCount).toBe(1);
  shop.ring('MUG');
  const [parked] = must(shop.till.cart.parked());
  const id = parked?.id ?? anId<'ParkedSale'>(0);
  expect(refusal(shop.till.cart.recall({ id })).code).toBe('CART_NOT_EMPTY');
  must(shop.till.cart.clear());
  const back = must(shop.till.cart.recall({ id }));
  expect(back).toEqual({ ...before, revision: back.revision, undoable: false });
  must(shop.till.cart.clear());
  expect(refusal(shop.till.cart.recall({ id })).code).toBe('NOT_FOUND');
});

test('cash rounding is due in cash alone and stands in the record', async () => {
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    settings: { cashIncrement: 5 },
  });
  const cart = shop.ring('MUG');
  expect(cart).toMatchObject({ gross: 333, dueInCash: 335, cashRounding: 2 });
  const record = shop.sell();
  expect(record).toMatchObject({ gross: 333, cashRounding: 2, tenders: [{ amount: 335 }] });
  expect(checkSaleRecord(record)).toEqual([]);
});

test('numbers have no gap over refused, voided and paid sales', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const first = shop.sell('MUG');
  const { saleId, gross } = shop.ring('MUG');
  refusal(shop.till.sales.pay({ saleId, gross, tenders: [cash(1)] }));
  must(shop.till.sales.void({ saleId: first.saleId, reason: 'wrong customer' }));
  shop.sell();
  const numbers = must(shop.till.sales.recent({ limit: 10 })).map((row) => row.receiptNumber);
  expect(numbers).toEqual(['A1-1-000003', 'A1-1-000002', 'A1-1-000001']);
});

test('a mug for nothing is a sale without tenders', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.ring('MUG');
  const override = { unitPrice: minorUnits(0), reason: 'gift' };
  const { saleId, gross } = must(shop.till.cart.overridePrice({ lineId: '1', override }));
  expect(gross).toBe(0);
  must(shop.till.sales.pay({ saleId, gross, tenders: [] }));
  expect(MUG.price).toBe(333);
});
