import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { checkSaleRecord, type FindLine } from '@second-chance/shared/sale/recompute-sale.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { saleEntry, saleRecord } from '../receipts/sale-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, JACKET, MUG } from '../test/small-shop.ts';

const terms = { reason: 'changed_mind', note: '', restock: true } as const;
const cashBack = { kind: 'cash', tenderId: anId<'Tender'>(7), tendered: minorUnits(0) } as const;
const credit = (amount: number) =>
  ({ kind: 'store_credit', tenderId: anId<'Tender'>(8), amount: minorUnits(amount) }) as const;
const card = (amount: number) =>
  ({
    kind: 'external_card',
    tenderId: anId<'Tender'>(9),
    amount: minorUnits(amount),
    lastFour: '4242',
    approvalCode: 'A1',
  }) as const;

type Shop = Awaited<ReturnType<typeof openTestTill>>;

function giveBack(shop: Shop, sale: SaleRecord, pieces: number, lineNumber = 1) {
  const lines = [{ ...terms, lineNumber, quantity: pieces }];
  return shop.till.cart.addReturn({ saleId: sale.saleId, lines });
}

function soldMugs(shop: Shop, pieces: number): SaleRecord {
  must(shop.till.cart.scan({ code: 'MUG', quantity: pieces }));
  must(
    shop.till.cart.discountCart({
      discount: { kind: 'amount', value: 50, reason: '' },
    }),
  );
  return shop.sell();
}

function check(shop: Shop, record: SaleRecord) {
  const originals: FindLine = (saleId, lineNumber) =>
    saleRecord(shop.store, saleId).lines.find((line) => line.lineNumber === lineNumber) ?? null;
  return checkSaleRecord(record, { originals });
}

test('a return by receipt mirrors the sale to the cent, and partial returns sum to the whole', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = soldMugs(shop, 3);
  expect(sale.gross).toBe(949);
  const found = must(shop.till.sales.returnable({ receiptNumber: ' a1-1-000001 ' }));
  expect(found).toMatchObject({ saleId: sale.saleId, refusal: null });
  expect(found.lines).toMatchObject([{ lineNumber: 1, quantity: 3, returnable: 3, gross: 949 }]);

  const parts: SaleRecord[] = [];
  for (let piece = 0; piece < 3; piece += 1) {
    must(giveBack(shop, sale, 1));
    parts.push(shop.sell());
  }
  const back = parts.map((record) => record.gross);
  expect(back.reduce((sum, gross) => sum + gross, 0)).toBe(-949);
  expect(parts.reduce((sum, { taxAmount }) => sum + taxAmount, 0)).toBe(-sale.taxAmount);
  for (const record of parts) {
    expect(record.kind).toBe('return');
    expect(check(shop, record)).toEqual([]);
  }
  const again = must(shop.till.sales.returnable({ receiptNumber: sale.receiptNumber }));
  expect(again).toMatchObject({ refusal: 'NOT_RETURNABLE', lines: [{ returnable: 0 }] });
  const [hit] = must(shop.till.catalogue.search({ text: 'mug', categoryId: null, limit: 1 }));
  expect(hit?.onHand).toBe(100);
});

test('never more comes back than was bought, over the ticket and earlier returns together', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = soldMugs(shop, 3);
  must(giveBack(shop, sale, 1));
  shop.sell();
  must(giveBack(shop, sale, 1));
  const most = { code: 'RETURN_EXCEEDS_SALE', details: { returnable: 1 } };
  expect(refusal(giveBack(shop, sale, 2))).toMatchObject(most);
  const cart = must(giveBack(shop, sale, 1));
  expect(cart.lines).toMatchObject([{ quantity: -2, returnOf: { alreadyReturned: 1 } }]);
  const more = shop.till.cart.setQuantity({ lineId: '1', quantity: 3 });
  expect(refusal(more).code).toBe('RETURN_EXCEEDS_SALE');
  expect(refusal(giveBack(shop, sale, 1, 2)).code).toBe('LINE_UNKNOWN');
});

test('a parked return that another return overtook does not come back', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = soldMugs(shop, 2);
  must(giveBack(shop, sale, 2));
  must(shop.till.cart.park({ label: '' }));
  must(giveBack(shop, sale, 1));
  shop.sell();
  const [parked] = must(shop.till.cart.parked());
  const recalled = shop.till.cart.recall({ id: parked?.id ?? anId<'ParkedSale'>(0) });
  expect(refusal(recalled).code).toBe('RETURN_EXCEEDS_SALE');
  expect(must(shop.till.cart.parked())).toHaveLength(1);
});

test('written-off goods come back for money and never into stock', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = shop.sell('JACKET');
  const lines = [{ ...terms, restock: false, lineNumber: 1, quantity: 1 }];
  const cart = must(shop.till.cart.addReturn({ saleId: sale.saleId, lines }));
  expect(cart).toMatchObject({ kind: 'return', gross: -2_500, dueInCash: -2_500, quickCash: [] });
  const { saleId, gross } = cart;
  const paid = must(shop.till.sales.pay({ saleId, gross, tenders: [cashBack] }));
  expect(paid).toMatchObject({ change: 2_500, tendered: 0 });
  const [hit] = must(shop.till.catalogue.search({ text: 'denim', categoryId: null, limit: 1 }));
  expect(hit?.onHand).toBe(0);
});

test('an exchange is one record and only the difference is paid', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = shop.sell('MUG');
  must(giveBack(shop, sale, 1));
  const cart = must(shop.till.cart.scan({ code: 'JACKET', quantity: 1 }));
  expect(cart).toMatchObject({ kind: 'exchange', gross: 2_500 - 333, pieces: 2 });
  const record = shop.sell();
  expect(record).toMatchObject({ kind: 'exchange', tenders: [{ amount: 2_167 }] });
  expect(check(shop, record)).toEqual([]);
});

test('money goes back the way it came: not in cash what a card paid, unless a manager says so', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const bought = shop.ring('JACKET');
  must(shop.till.sales.pay({ ...bought, tenders: [card(2_500)] }));
  const sale = saleRecord(shop.store, bought.saleId);
  const { saleId, gross } = must(giveBack(shop, sale, 1));
  const inCash = { saleId, gross, tenders: [cashBack] };
  expect(refusal(shop.till.sales.pay(inCash))).toMatchObject({
    code: 'APPROVAL_REQUIRED',
    details: { right: 'refund_by_other_tender' },
  });
  const paid = must(shop.till.sales.pay({ ...inCash, approval: GRACE }));
  expect(paid.change).toBe(2_500);
  expect(saleEntry(shop.store, saleId)).toMatchObject({
    staffId: ADA.staffId,
    approvedBy: GRACE.staffId,
  });
});

test('a card sale goes back to the card, and store credit is always allowed', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const bought = must(shop.till.cart.scan({ code: 'MUG', quantity: 2 }));
  must(shop.till.sales.pay({ ...bought, tenders: [card(666)] }));
  const sale = saleRecord(shop.store, bought.saleId);
  const first = must(giveBack(shop, sale, 1));
  must(shop.till.sales.pay({ ...first, tenders: [card(-333)] }));
  const second = must(giveBack(shop, sale, 1));
  must(shop.till.sales.pay({ ...second, tenders: [credit(-333)] }));
});

test('rounded cash comes back in rounded parts without running into the limit', async () => {
  await using shop = await openTestTill({
    signedIn: ADA,
    shift: true,
    settings: { cashIncrement: 5 },
  });
  must(shop.till.cart.scan({ code: 'MUG', quantity: 3 }));
  const sale = shop.sell();
  expect(sale.tenders).toMatchObject([{ amount: 1_000 }]);
  const paidBack: number[] = [];
  for (let piece = 0; piece < 3; piece += 1) {
    must(giveBack(shop, sale, 1));
    paidBack.push(shop.sell().tenders[0]?.amount ?? 0);
  }
  expect(paidBack).toEqual([-335, -335, -335]);
});

test('a receipt that is too old is refused by name', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = shop.sell('MUG');
  shop.advanceDays(100);
  expect(must(shop.till.sales.returnable(sale)).refusal).toBeNull();
  shop.advanceDays(1);
  expect(must(shop.till.sales.returnable(sale)).refusal).toBe('RETURN_TOO_LATE');
  expect(refusal(giveBack(shop, sale, 1)).code).toBe('RETURN_TOO_LATE');
  const unknown = { receiptNumber: 'B7-1-000001' };
  expect(refusal(shop.till.sales.returnable(unknown)).code).toBe('NOT_FOUND');
});

test('without a receipt a manager may take goods back, for store credit alone', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const request = { ...terms, itemId: MUG.id, quantity: 2, unitPrice: minorUnits(200) };
  expect(refusal(shop.till.cart.addReturnWithoutReceipt(request)).code).toBe('APPROVAL_REQUIRED');
  const approved = { ...request, approval: GRACE };
  const { saleId, gross } = must(shop.till.cart.addReturnWithoutReceipt(approved));
  expect(gross).toBe(-400);
  const inCash = shop.till.sales.pay({ saleId, gross, tenders: [cashBack], approval: GRACE });
  expect(refusal(inCash).code).toBe('TENDER_NOT_ALLOWED');
  must(shop.till.sales.pay({ saleId, gross, tenders: [credit(-400)] }));
  const entry = saleEntry(shop.store, saleId);
  expect(entry).toMatchObject({ staffId: ADA.staffId, approvedBy: GRACE.staffId });
  expect(entry && check(shop, entry.payload)).toEqual([]);
});

test('a void mirrors the record in the same shift, gives the money back and frees the goods', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const sale = shop.sell('JACKET', 'MUG');
  const request = { saleId: sale.saleId, reason: 'left without paying' };
  expect(refusal(shop.till.sales.void(request)).code).toBe('APPROVAL_REQUIRED');
  shop.ring('BOOK');
  const done = must(shop.till.sales.void({ ...request, approval: GRACE }));
  expect(done).toMatchObject({ kind: 'void', gross: -2_833, change: 2_833 });
  expect(done.cart.lines, 'the open ticket stays').toHaveLength(1);
  const record = saleRecord(shop.store, done.saleId);
  expect(check(shop, record)).toEqual([]);

  expect(refusal(shop.till.sales.void(request)).code).toBe('VOID_NOT_POSSIBLE');
  expect(refusal(shop.till.sales.void({ ...request, saleId: done.saleId })).code).toBe(
    'VOID_NOT_POSSIBLE',
  );
  expect(refusal(giveBack(shop, sale, 1)).code).toBe('NOT_RETURNABLE');
  const rows = must(shop.till.sales.recent({ limit: 5 }));
  expect(rows.map(({ voidable }) => voidable)).toEqual([false, false]);
});

test('a voided return lets the goods come back again', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const sale = shop.sell('JACKET');
  must(giveBack(shop, sale, 1));
  const back = shop.sell();
  expect(must(shop.till.sales.recent({ limit: 5 }))).toMatchObject([
    { kind: 'return', voidable: true },
    { kind: 'sale', voidable: false },
  ]);
  must(shop.till.sales.void({ saleId: back.saleId, reason: 'wrong jacket' }));
  expect(must(shop.till.sales.returnable(sale)).lines).toMatchObject([{ returnable: 1 }]);
  expect(must(shop.till.sales.recent({ query: '1', limit: 5 }))).toMatchObject([
    { saleId: sale.saleId, voidable: true },
  ]);
  expect(JACKET.kind).toBe('unique');
});

test('a return is undone before the returns of the same line that it came before, never after', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const sale = soldMugs(shop, 3);
  const backs: SaleRecord[] = [];
  for (let piece = 0; piece < 2; piece += 1) {
    must(giveBack(shop, sale, 1));
    backs.push(shop.sell());
  }
  const [first, second] = backs.map(({ saleId }) => ({ saleId, reason: 'wrong mug' }));
  if (first === undefined || second === undefined) throw new Error('two came back');
  expect(refusal(shop.till.sales.void(first)).code).toBe('VOID_NOT_POSSIBLE');
  const rows = must(shop.till.sales.recent({ limit: 2 }));
  expect(rows.map(({ voidable }) => voidable)).toEqual([true, false]);

  must(shop.till.sales.void(second));
  must(shop.till.sales.void(first));
  must(giveBack(shop, sale, 3));
  expect(shop.sell().gross).toBe(-sale.gross);
});

test('a sale of another shift is past undoing', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const sale = shop.sell('MUG');
  must(shop.till.shifts.close({ counted: minorUnits(10_333) }));
  must(shop.till.shifts.open({ float: minorUnits(0) }));
  const late = shop.till.sales.void({ saleId: sale.saleId, reason: 'too late' });
  expect(refusal(late).code).toBe('VOID_NOT_POSSIBLE');
});
