import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { saleEntry } from '../receipts/sale-rows.ts';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE, LINUS } from '../test/small-shop.ts';

const wrong = { ...ADA, pin: '0000' };

function staffChange(document: object): FeedChange {
  return {
    number: 100,
    collection: 'staff',
    id: ADA.staffId,
    revision: 2,
    deleted: false,
    document: { ...document },
  };
}

test('people of the store sign in with their PIN, and only those are listed', async () => {
  await using shop = await openTestTill();
  expect(shop.till.state.get()).toMatchObject({ phase: 'signed_out', staff: null });
  expect(must(shop.till.people.list()).map((person) => person.displayName)).toEqual([
    'Ada',
    'Grace',
  ]);
  expect(must(shop.till.people.signIn(ADA))).toMatchObject({
    phase: 'signed_in',
    staff: { displayName: 'Ada', role: 'store_employee' },
  });
  expect(must(shop.till.people.signOut()).phase).toBe('signed_out');
  expect(refusal(shop.till.cart.get()).code).toBe('NOT_SIGNED_IN');
});

test('whoever left, and whoever was never here, does not get in', async () => {
  await using shop = await openTestTill();
  expect(refusal(shop.till.people.signIn(LINUS)).code).toBe('STAFF_INACTIVE');
  const stranger = { staffId: anId<'Staff'>(0x99), pin: '1234' };
  expect(refusal(shop.till.people.signIn(stranger)).code).toBe('PIN_WRONG');
});

test('a PIN hash that is none lets nobody in and breaks nothing', async () => {
  await using shop = await openTestTill();
  const ada = shop.till.inside?.catalogue.staffById(ADA.staffId);
  shop.pull([staffChange({ ...ada, pinHash: 'not a hash' })]);
  expect(refusal(shop.till.people.signIn(ADA)).code).toBe('PIN_WRONG');
});

test('from the fifth wrong PIN on everybody waits, with the right one too, and after a restart', async () => {
  await using shop = await openTestTill();
  for (let tries = 1; tries <= 4; tries += 1) {
    expect(refusal(shop.till.people.signIn(wrong))).toMatchObject({
      code: 'PIN_WRONG',
      details: { retryAfterMs: 0 },
    });
  }
  const fifth = refusal(shop.till.people.signIn(wrong));
  expect(fifth).toMatchObject({ code: 'PIN_WRONG', details: { retryAfterMs: 30_000 } });
  await shop.reopen();
  shop.advance(10_000);
  const locked = refusal(shop.till.people.signIn(ADA));
  expect(locked).toMatchObject({ code: 'PIN_LOCKED', details: { retryAfterMs: 20_000 } });
  must(shop.till.people.signIn(GRACE));
  shop.advance(20_000);
  must(shop.till.people.signIn(ADA));
  expect(refusal(shop.till.people.signIn(wrong)).details).toEqual({ retryAfterMs: 0 });
});

test('a try counts before it is checked, so that pulling the plug does not give it back', async () => {
  let plugPulled = false;
  await using shop = await openTestTill({
    beforeStatement: (sql) => {
      if (plugPulled && sql.startsWith('delete from pin_guard')) throw new Error('no power');
    },
  });
  plugPulled = true;
  expect(() => shop.till.people.signIn(ADA)).toThrow('no power');
  plugPulled = false;
  const row = shop.store.prepare('select failed from pin_guard where staff_id = ?');
  expect(row.get(ADA.staffId)).toEqual({ failed: 1 });
});

test('an approval goes through the same guard and stands in the record with both names', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.ring('JACKET');
  const request = {
    lineId: '1',
    override: { unitPrice: minorUnits(2_000), reason: 'button missing' },
  };
  expect(refusal(shop.till.cart.overridePrice(request))).toMatchObject({
    code: 'APPROVAL_REQUIRED',
    details: { right: 'override_price' },
  });
  const guessed = { ...request, approval: { ...GRACE, pin: '1111' } };
  expect(refusal(shop.till.cart.overridePrice(guessed)).code).toBe('PIN_WRONG');
  const byAda = refusal(shop.till.cart.overridePrice({ ...request, approval: ADA }));
  expect(byAda).toMatchObject({ code: 'NOT_ALLOWED' });
  const approved = must(shop.till.cart.overridePrice({ ...request, approval: GRACE }));
  expect(approved.lines[0]?.pricePath.at(-1)).toMatchObject({
    step: 'override',
    reason: 'button missing',
    total: 2_000,
  });
  const record = shop.sell();
  expect(saleEntry(shop.store, record.saleId)).toMatchObject({
    staffId: ADA.staffId,
    approvedBy: GRACE.staffId,
  });
});

test('what needed nobody else names nobody else', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.ring('JACKET');
  const override = { unitPrice: minorUnits(2_000), reason: 'button missing' };
  must(shop.till.cart.overridePrice({ lineId: '1', override }));
  const record = shop.sell();
  expect(saleEntry(shop.store, record.saleId)).toMatchObject({
    staffId: GRACE.staffId,
    approvedBy: null,
  });
});

test('what a manager granted on a ticket stays granted when somebody else takes the money', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.ring('JACKET');
  const discount = { kind: 'percent', value: 5_000, reason: 'friend' } as const;
  must(shop.till.cart.discountLine({ lineId: '1', discount }));
  must(shop.till.people.signOut());
  shop.signIn(ADA);
  const record = shop.sell();
  expect(record.gross).toBe(1_250);
  expect(saleEntry(shop.store, record.saleId)).toMatchObject({
    staffId: ADA.staffId,
    approvedBy: GRACE.staffId,
  });
});

test.for([
  { kind: 'percent', value: 1_000, over: false },
  { kind: 'percent', value: 1_001, over: true },
  { kind: 'amount', value: 250, over: false },
  { kind: 'amount', value: 251, over: true },
] as const)('$kind $value off 25.00 needs a manager: $over', async ({ kind, value, over }) => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.ring('JACKET');
  const discount = { kind, value, reason: '' };
  const onLine = shop.till.cart.discountLine({ lineId: '1', discount });
  expect(onLine.ok ? null : onLine.error.code).toBe(over ? 'APPROVAL_REQUIRED' : null);
  must(shop.till.cart.discountLine({ lineId: '1', discount: null }));
  const onCart = shop.till.cart.discountCart({ discount });
  expect(onCart.ok ? null : onCart.error.code).toBe(over ? 'APPROVAL_REQUIRED' : null);
});

test('a discount that fewer pieces bring over the limit needs a manager when it is paid', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  must(shop.till.cart.scan({ code: 'BOOK', quantity: 10 }));
  const discount = { kind: 'amount', value: 700, reason: '' } as const;
  must(shop.till.cart.discountLine({ lineId: '1', discount }));
  const { saleId, gross } = must(shop.till.cart.setQuantity({ lineId: '1', quantity: 1 }));
  expect(gross).toBe(99);
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: gross } as const;
  const payment = { saleId, gross, tenders: [cash] };
  expect(refusal(shop.till.sales.pay(payment))).toMatchObject({
    code: 'APPROVAL_REQUIRED',
    details: { right: 'discount_over_limit' },
  });
  must(shop.till.sales.pay({ ...payment, approval: GRACE }));
});

test('more than everything is not taken off by anybody', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.ring('JACKET');
  for (const discount of [
    { kind: 'percent', value: 10_001, reason: '' },
    { kind: 'amount', value: 2_501, reason: '' },
  ] as const) {
    const tooMuch = shop.till.cart.discountLine({ lineId: '1', discount });
    expect(refusal(tooMuch).code).toBe('DISCOUNT_TOO_LARGE');
  }
});

test('somebody whose document says that they left is signed out at once', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const ada = shop.till.inside?.catalogue.staffById(ADA.staffId);
  shop.pull([staffChange({ ...ada, pinHash: null, active: false })]);
  expect(refusal(shop.till.cart.get()).code).toBe('NOT_SIGNED_IN');
  expect(shop.till.state.get().phase).toBe('signed_out');
});
